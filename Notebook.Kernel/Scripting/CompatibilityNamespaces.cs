using System.Collections.Frozen;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Namespaces of the packages that made values show in .NET Interactive (<c>XPlot.Plotly.Interactive</c>). Here the values show without,
/// and the packages are not there; a cell that imports the namespace means no type of it, and gets an empty one.
/// </summary>
internal static class CompatibilityNamespaces
{
    private static readonly FrozenSet<string> Known = new[] { "XPlot.Plotly.Interactive", "Plotly.NET.Interactive" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>References that have the namespaces which these errors miss.</summary>
    /// <param name="diagnostics">What the compiler said.</param>
    /// <param name="isNew">Whether a namespace has not been given yet.</param>
    /// <param name="core">What every type rests on.</param>
    public static IReadOnlyList<(string Name, MetadataReference Reference)> Find(IEnumerable<Diagnostic> diagnostics, Func<string, bool> isNew, MetadataReference core) =>
    [
        .. diagnostics.Where(static diagnostic => diagnostic.Id is "CS0234" or "CS0246")
            .Select(static diagnostic => diagnostic.Location.SourceTree?.GetRoot().FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<UsingDirectiveSyntax>()?.Name?.ToString())
            .OfType<string>().Distinct().Where(Known.Contains).Where(isNew).Select(space => (space, Empty(space, core))),
    ];

    private static CompilationReference Empty(string space, MetadataReference core) =>
        CSharpCompilation.Create($"{space}.Names", [CSharpSyntaxTree.ParseText($"namespace {space}; public static class Names;")], [core], new(OutputKind.DynamicallyLinkedLibrary)).ToMetadataReference();
}
