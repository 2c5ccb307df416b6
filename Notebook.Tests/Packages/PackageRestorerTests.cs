using System.Text;
using Notebook.Protocol;
using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

public sealed class PackageRestorerTests : PackageTest
{
    [Fact]
    public async Task Restore_PackageThatNeedsAnother_BringsBoth()
    {
        Feed.Add("Test.Upper", "1.0.0", "public class Upper { }", ["Test.Lower 2.0.0"]).Add("Test.Lower", "2.0.0", "public class Lower { }").Add("Test.Lower", "2.5.0", "public class Lower { }");

        var restored = Restored(await NewRestorer().RestoreAsync(Request("test.upper, 1.0.0"), NoPins, Cancelled));

        Assert.Equal(["Test.Lower 2.0.0 False", "Test.Upper 1.0.0 True"], restored.Packages.Select(static package => $"{package.Id} {package.Version} {package.IsDirect}").Order());
        Assert.All(restored.Packages, static package => Assert.True(File.Exists(Assert.Single(package.Runtime))));
        Assert.Empty(restored.Pins);
    }

    [Theory]
    [InlineData("Test.A", "2.0.0")]
    [InlineData("Test.A, *", "2.0.0")]
    [InlineData("Test.A, *-*", "3.0.0-beta")]
    [InlineData("Test.A, 1.*", "1.5.0")]
    [InlineData("Test.A, [1.0,2.0)", "1.0.0")]
    [InlineData("Test.A, 1.2", "1.5.0")]
    public async Task Restore_Spelling_ComesToItsVersion(string spelling, string expected)
    {
        foreach (var version in (string[])["1.0.0", "1.5.0", "2.0.0", "3.0.0-beta"])
            Feed.Add("Test.A", version, "public class A { }");

        var restored = Restored(await NewRestorer().RestoreAsync(Request(spelling), NoPins, Cancelled));

        Assert.Equal(expected, Assert.Single(restored.Packages).Version);
    }

    [Fact]
    public async Task Restore_FloatingVersion_IsPinnedAndThePinHolds()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { }");
        var pins = Restored(await NewRestorer().RestoreAsync(Request("Test.A"), NoPins, Cancelled)).Pins;
        Feed.Add("Test.A", "2.0.0", "public class A { }");

        var again = Restored(await NewRestorer().RestoreAsync(Request("Test.A"), pins, Cancelled));

        Assert.Equal("1.0.0", pins["test.a"]);
        Assert.Equal("1.0.0", Assert.Single(again.Packages).Version);
    }

    [Fact]
    public async Task Restore_SameAgain_NeedsNeitherFeedNorRestore()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { }");
        await NewRestorer().RestoreAsync(Request("Test.A, 1.0.0"), NoPins, Cancelled);
        File.Delete(Path.Combine(Feed.Path, "Test.A.1.0.0.nupkg"));
        Directory.Delete(Folders.Restores, recursive: true);

        Restored(await NewRestorer().RestoreAsync(Request("Test.A, 1.0.0"), NoPins, Cancelled));

        Assert.False(Directory.Exists(Folders.Restores));
    }

    [Fact]
    public async Task Restore_SameTwiceAtOnce_BothGetIt()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { }");
        var (one, other) = (NewRestorer(), NewRestorer());

        var results = await Task.WhenAll(one.RestoreAsync(Request("Test.A"), NoPins, Cancelled), one.RestoreAsync(Request("Test.A"), NoPins, Cancelled), other.RestoreAsync(Request("Test.A"), NoPins, Cancelled));

        Assert.All(results, static result => Assert.Single(Restored(result).Packages));
    }

    [Fact]
    public async Task Restore_UnknownId_SaysSoAndWhereItLooked()
    {
        var problem = Problem(await NewRestorer().RestoreAsync(Request("Test.Nothing, 1.0.0"), NoPins, Cancelled));

        Assert.Equal($"There is no package Test.Nothing in the package sources ({Feed.Path}). Check how its id is spelled.", problem);
    }

    [Fact]
    public async Task Restore_UnknownVersion_NamesThoseThereAre()
    {
        Feed.Add("Test.A", "1.0.0").Add("Test.A", "1.5.0");

        var problem = Problem(await NewRestorer().RestoreAsync(Request("Test.A, 99"), NoPins, Cancelled));

        Assert.Equal("Test.A has no version 99. There are 1.5.0, 1.0.0.", problem);
    }

    [Fact]
    public async Task Restore_OnlyPreReleases_SaysHowToAskForThem()
    {
        Feed.Add("Test.A", "1.0.0-beta");

        Assert.Contains("*-*", Problem(await NewRestorer().RestoreAsync(Request("Test.A"), NoPins, Cancelled)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_VersionBelowWhatAnotherNeeds_SaysWhichToAskFor()
    {
        Feed.Add("Test.Upper", "1.0.0", dependencies: ["Test.Lower 2.0.0"]).Add("Test.Lower", "1.0.0").Add("Test.Lower", "2.0.0");

        var problem = Problem(await NewRestorer().RestoreAsync(Request("Test.Upper, 1.0.0", "Test.Lower, 1.0.0"), NoPins, Cancelled));

        Assert.StartsWith("Test.Lower 1.0.0 does not go together with the other packages: one of them needs 2.0.0 or later.", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_VersionsThatExcludeEachOther_SaysThatTheyDoNotGoTogether()
    {
        Feed.Add("Test.One", "1.0.0", dependencies: ["Test.Lower [1.0.0]"]).Add("Test.Two", "1.0.0", dependencies: ["Test.Lower [2.0.0]"]).Add("Test.Lower", "1.0.0").Add("Test.Lower", "2.0.0");

        Assert.StartsWith("These packages do not go together:", Problem(await NewRestorer().RestoreAsync(Request("Test.One", "Test.Two"), NoPins, Cancelled)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_PackageThatIsThereAtAnotherVersion_IsRefused()
    {
        var request = Request("Test.A, 1.0.0") with { Added = [Reference("Test.A, 2.0.0")] };

        Assert.StartsWith("Test.A version 1.0.0 cannot be added because version 2.0.0 was added previously.", Problem(await NewRestorer().RestoreAsync(request, NoPins, Cancelled)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_NoVersionOfAPackageThatCameAlong_IsTheOneThatIsThere()
    {
        Feed.Add("Test.A", "1.0.0").Add("Test.A", "2.0.0");

        var restored = Restored(await NewRestorer().RestoreAsync(Request("Test.A") with { Brought = [Reference("Test.A, 1.0.0")] }, NoPins, Cancelled));

        Assert.Equal("1.0.0", Assert.Single(restored.Packages).Version);
    }

    [Fact]
    public async Task Restore_FeedThatIsNotAllowed_IsNotAskedAndSaysWhoCanAllowIt()
    {
        using var other = new LocalFeed();
        other.Add("Test.Elsewhere", "1.0.0").Add("Test.A", "2.0.0");
        Feed.Add("Test.A", "1.0.0");

        var restored = Restored(await NewRestorer().RestoreAsync(Request("Test.A") with { Sources = [other.Path] }, NoPins, Cancelled));
        var problem = Problem(await NewRestorer().RestoreAsync(Request("Test.Elsewhere") with { Sources = [other.Path] }, NoPins, Cancelled));

        Assert.Equal("1.0.0", restored.Packages.Single().Version);
        Assert.Contains("Packages:Sources", restored.Notes.Single(), StringComparison.Ordinal);
        Assert.StartsWith("There is no package Test.Elsewhere", problem, StringComparison.Ordinal);
        Assert.Contains($"“{other.Path}” is no package source here", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_FeedThatIsAllowed_IsNoDifference()
    {
        Feed.Add("Test.A", "1.0.0");

        Restored(await NewRestorer().RestoreAsync(Request("Test.A") with { Sources = [Feed.Path + "/"] }, NoPins, Cancelled));
    }

    [Fact]
    public async Task Restore_HostilePackage_RunsNothingOfIt()
    {
        var mark = Path.Combine(Feed.Path, "ran");
        var targets = Encoding.UTF8.GetBytes($"""
            <Project InitialTargets="Attack">
              <PropertyGroup><Written>$([System.IO.File]::WriteAllText('{mark}', 'x'))</Written></PropertyGroup>
              <Target Name="Attack" BeforeTargets="Restore;CollectPackageReferences;Build"><WriteLinesToFile File="{mark}" Lines="ran" /></Target>
            </Project>
            """);
        string[] places = ["build/Test.Bad.props", "build/Test.Bad.targets", "build/net8.0/Test.Bad.targets", "buildTransitive/Test.Bad.props", "buildTransitive/Test.Bad.targets", "buildMultiTargeting/Test.Bad.targets"];
        Feed.Add("Test.Bad", "1.0.0", "public class Bad { }", null,
            [.. places.Select(path => (path, targets)), ("tools/init.ps1", Encoding.UTF8.GetBytes($"Set-Content {mark} x")), ("tools/install.ps1", Encoding.UTF8.GetBytes($"Set-Content {mark} x")), ("Sdk/Sdk.props", targets)]);
        Feed.Add("Test.Over", "1.0.0", dependencies: ["Test.Bad 1.0.0"]);

        Restored(await NewRestorer().RestoreAsync(Request("Test.Bad, 1.0.0"), NoPins, Cancelled));
        Restored(await NewRestorer().RestoreAsync(Request("Test.Over, 1.0.0", "Test.Bad, 1.0.0"), NoPins, Cancelled));

        Assert.False(File.Exists(mark));
    }

    [Fact]
    public async Task Restore_FolderWithBuildFilesAbove_IgnoresThem()
    {
        Feed.Add("Test.A", "1.0.0");
        Directory.CreateDirectory(Folders.Root);
        foreach (var name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            await File.WriteAllTextAsync(Path.Combine(Folders.Root, name), "<Project><Import Project=\"missing\" /></Project>", Cancelled);
        await File.WriteAllTextAsync(Path.Combine(Folders.Root, "Directory.Build.rsp"), "-nosuchswitch", Cancelled);

        Restored(await NewRestorer().RestoreAsync(Request("Test.A"), NoPins, Cancelled));
    }

    [Fact]
    public async Task Restore_PackagesOfNetInteractive_AreThePlainOnesOrNone()
    {
        Feed.Add("Plotly.NET", "6.0.0");

        var restored = Restored(await NewRestorer().RestoreAsync(Request("Microsoft.DotNet.Interactive.Formatting, 1.0.0-beta.1", "Plotly.NET.Interactive, 6.0.0"), NoPins, Cancelled));

        Assert.Equal("Plotly.NET", Assert.Single(restored.Packages).Id);
    }

    [Theory]
    [InlineData("System.Text.Json", true)]
    [InlineData("system.net.http, 4.3.4", true)]
    [InlineData("System.Text.Json, 99.0.0", false)]
    [InlineData("System.CommandLine, 2.0.0", false)]
    public async Task Restore_PackageThatIsAPartOfDotNet_NeedsNone(string reference, bool isPart)
    {
        var result = await NewRestorer(configure: static options => options.Offline = true).RestoreAsync(Request(reference), NoPins, Cancelled);

        if (!isPart)
            Assert.IsType<RestoreResult.Failed>(result);
        else
            Assert.Contains("is a part of .NET", Assert.Single(Restored(result).Notes), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test.A\" /><Exec Command=\"id", "")]
    [InlineData("../../Test.A", "")]
    [InlineData("$(Path)", "")]
    [InlineData("Test.A", "1.0.0\"/><Import Project=\"/tmp/x")]
    [InlineData("Test.A", "$([System.IO.File]::ReadAllText('/etc/passwd'))")]
    public async Task Restore_HostileText_IsRefusedInWordsBeforeAProjectIsWritten(string id, string version)
    {
        var problem = Problem(await NewRestorer().RestoreAsync(Request() with { References = [new PackageReference { Id = id, Version = version }] }, NoPins, Cancelled));

        Assert.Matches("is no package id\\. An id has letters|is no version of Test\\.A\\. Write 1\\.2\\.3", problem);
        Assert.False(Directory.Exists(Folders.Restores));
    }

    [Fact]
    public async Task Restore_NativeAndSatelliteFiles_AreThoseOfThePlatform()
    {
        Feed.Add("Test.Native", "1.0.0", "public class N { }", null,
            ($"runtimes/{PreinstalledPackages.Runtime}/native/libtest.so", [1]), ("runtimes/win-x64/native/test.dll", [1]), ("lib/net8.0/de/Test.Native.resources.dll", LocalFeed.Compile("Test.Native.resources", "1.0.0", "")));

        var package = Assert.Single(Restored(await NewRestorer().RestoreAsync(Request("Test.Native"), NoPins, Cancelled)).Packages);

        Assert.EndsWith("libtest.so", Assert.Single(package.Native), StringComparison.Ordinal);
        Assert.EndsWith("de/Test.Native.resources.dll", Assert.Single(package.Resources), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_OfflineAndNotHere_SaysSo()
    {
        Feed.Add("Test.A", "1.0.0");

        var problem = Problem(await NewRestorer(configure: static options => options.Offline = true).RestoreAsync(Request("Test.A, 1.0.0"), NoPins, Cancelled));

        Assert.StartsWith("Test.A 1.0.0 is not on this machine, and this server takes no packages from feeds (Packages:Offline).", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Restore_UnreachableFeedAndDownloadedBefore_TakesThat()
    {
        Feed.Add("Test.A", "1.0.0", "public class A { }").Add("Test.B", "1.0.0", "public class B { }");
        await NewRestorer().RestoreAsync(Request("Test.A"), NoPins, Cancelled);
        await NewRestorer().RestoreAsync(Request("Test.B"), NoPins, Cancelled);
        var restorer = NewRestorer(configure: static options =>
        {
            options.Sources.Clear();
            options.Sources.Add("http://127.0.0.1:9/index.json");
        });

        var restored = Restored(await restorer.RestoreAsync(Request("Test.A", "Test.B, 1.0.0"), NoPins, Cancelled));

        Assert.Equal(2, restored.Packages.Length);
    }

    [Fact]
    public async Task Restore_Stopped_EndsAtOnce()
    {
        using var stop = new CancellationTokenSource();
        var restoring = NewRestorer().RestoreAsync(Request("Test.A"), NoPins, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => restoring);
    }
}
