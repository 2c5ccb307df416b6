using NuGet.Versioning;
using Notebook.Protocol;
using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

public sealed class WantedPackageTests
{
    [Theory]
    [InlineData("a<b>", "")]
    [InlineData("a\"/><Target Name=\"X\"/>", "1.0")]
    [InlineData("../../etc/passwd", "")]
    [InlineData("A;B", "")]
    [InlineData("$(Secret)", "")]
    [InlineData("@(Compile)", "")]
    [InlineData("A%3BB", "")]
    [InlineData("A\nB", "")]
    [InlineData("A\n", "")]
    [InlineData("", "")]
    [InlineData(".", "")]
    [InlineData("A..B", "")]
    [InlineData("A", "1.0\"/><X/>")]
    [InlineData("A", "$(Secret)")]
    [InlineData("A", "latest")]
    [InlineData("A", "1.0;2.0")]
    [InlineData("A", "[1.0")]
    [InlineData("A", "1.0\n")]
    [InlineData("A", "-1")]
    public void Parse_WhatIsNoPackage_IsRefusedInASentence(string id, string version)
    {
        var (package, problem) = WantedPackage.Parse(new PackageReference { Id = id, Version = version });

        // Spaces and line ends around a text are not part of it.
        if (id.Trim() == "A" && version.Trim() == "1.0" || id.Trim() == "A" && version.Length == 0)
        {
            Assert.NotNull(package);
            return;
        }

        Assert.Null(package);
        Assert.Contains("is no", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_VeryLongText_IsRefusedInAShortSentence()
    {
        var (_, problem) = WantedPackage.Parse(new PackageReference { Id = new string('a', 1_000) });

        Assert.InRange(problem!.Length, 10, 300);
    }

    [Theory]
    [InlineData("", "1.2.3", true)]
    [InlineData("*", "1.2.3", true)]
    [InlineData("*", "1.2.3-beta", false)]
    [InlineData("1.2.3", "1.2.3", true)]
    [InlineData("1.2.3.0", "1.2.3", true)]
    [InlineData("1.2.2", "1.2.3", false)]
    [InlineData("[1.0,2.0)", "1.2.3", true)]
    [InlineData("[1.0,1.2.3)", "1.2.3", false)]
    [InlineData("(,2.0]", "1.2.3", true)]
    [InlineData("*-*", "1.2.3", false)]
    [InlineData("1.*", "1.2.3", false)]
    public void Accepts_Version_IsWhetherNothingBetterIsMeant(string asked, string version, bool expected)
    {
        var (package, problem) = WantedPackage.Parse(new PackageReference { Id = "A", Version = asked });

        Assert.Null(problem);
        Assert.Equal(expected, package!.Accepts(NuGetVersion.Parse(version)));
    }
}
