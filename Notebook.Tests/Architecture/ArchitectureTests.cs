using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Notebook.Tests.Architecture;

/// <summary>Holds the arrows of DESIGN section 3.</summary>
public sealed partial class ArchitectureTests
{
    [Fact]
    public void Protocol_References_OnlyTheFramework()
    {
        Assert.Empty(ReferencedProjects("Notebook.Protocol"));
        Assert.Empty(ReferencedPackages("Notebook.Protocol"));
    }

    [Fact]
    public void Interactive_References_ProtocolAndPlotly()
    {
        Assert.Equal(["Notebook.Protocol"], ReferencedProjects("Notebook.Interactive"));
        Assert.Equal(["Plotly.Blazor"], ReferencedPackages("Notebook.Interactive"));
    }

    [Fact]
    public void Kernel_References_ProtocolAndInteractive() =>
        Assert.Equal(["Notebook.Interactive", "Notebook.Protocol"], ReferencedProjects("Notebook.Kernel"));

    [Fact]
    public void Web_References_OnlyProtocol() => Assert.Equal(["Notebook.Protocol"], ReferencedProjects("Notebook.Web"));

    [Fact]
    public void Web_Assembly_KnowsNeitherRoslynNorTheKernel()
    {
        var names = Assembly.Load("Notebook.Web").GetReferencedAssemblies().Select(static name => name.Name!).ToList();

        Assert.DoesNotContain(names, static name => name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        Assert.DoesNotContain("Notebook.Kernel", names);
        Assert.DoesNotContain("Notebook.Interactive", names);
    }

    [Fact]
    public void WebOutput_Folder_HoldsTheKernelOnlyBelowKernel()
    {
        Assert.False(File.Exists(Path.Combine(RepositoryFolders.WebOutput, "Microsoft.CodeAnalysis.dll")));
        Assert.True(File.Exists(Path.Combine(RepositoryFolders.WebOutput, "kernel", "Notebook.Kernel.dll")));
    }

    [Fact]
    public void LiteDB_Source_IsNamedOnlyInStorage()
    {
        var outside = SourceFiles("Notebook.Web").Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}Storage{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

        Assert.DoesNotContain(outside, static file => UsesLiteDB().IsMatch(File.ReadAllText(file)));
    }

    [Fact]
    public void Collaboration_Source_KnowsNothingOfBlazor()
    {
        var files = SourceFiles(Path.Combine("Notebook.Web", "Collaboration")).ToList();

        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, static file => File.ReadAllText(file).Contains("Microsoft.AspNetCore.Components", StringComparison.Ordinal));
    }

    [Fact]
    public void Clock_Source_IsAlwaysATimeProvider() =>
        Assert.DoesNotContain(
            new[] { "Notebook.Web", "Notebook.Kernel", "Notebook.Interactive", "Notebook.Protocol" }.SelectMany(SourceFiles),
            static file => ReadsTheClock().IsMatch(File.ReadAllText(file)));

    [Fact]
    public void Component_Services_AreAtMostSix() =>
        Assert.All(
            SourceFiles("Notebook.Web").Where(static file => file.EndsWith(".razor.cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)),
            static file => Assert.True(InjectsService().Count(File.ReadAllText(file)) <= 6, $"{Path.GetFileName(file)} asks for more than six services: it holds more than one idea."));

    private static IEnumerable<string> SourceFiles(string folder) =>
        new[] { "*.cs", "*.razor" }
            .SelectMany(pattern => Directory.EnumerateFiles(Path.Combine(RepositoryFolders.Root, folder), pattern, SearchOption.AllDirectories))
            .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static List<string> ReferencedProjects(string project) =>
        [.. Items(project, "ProjectReference")
            .Where(static item => item.Attribute("ReferenceOutputAssembly")?.Value != "false")
            .Select(static item => Path.GetFileNameWithoutExtension(item.Attribute("Include")!.Value)).Order(StringComparer.Ordinal)];

    private static List<string> ReferencedPackages(string project) =>
        [.. Items(project, "PackageReference").Select(static item => item.Attribute("Include")!.Value).Order(StringComparer.Ordinal)];

    private static IEnumerable<XElement> Items(string project, string name) =>
        XDocument.Load(Path.Combine(RepositoryFolders.Root, project, project + ".csproj")).Descendants(name);

    [GeneratedRegex(@"^\s*(\[Inject\]|@inject\s)", RegexOptions.Multiline)]
    private static partial Regex InjectsService();

    [GeneratedRegex(@"\busing\s+LiteDB|\bLiteDB\.")]
    private static partial Regex UsesLiteDB();

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b")]
    private static partial Regex ReadsTheClock();
}
