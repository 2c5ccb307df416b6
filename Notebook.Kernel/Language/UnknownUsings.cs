using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Notebook.Kernel.Language;

/// <summary>
/// Using directives of namespaces that no reference has. The compiler tells of them only in a submission that has something to run; a
/// cell of nothing but using directives is common in a notebook.
/// </summary>
internal static class UnknownUsings
{
    /// <param name="root">The cell.</param>
    /// <param name="model">Its meaning.</param>
    /// <param name="known">What the compiler has told already.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static ImmutableArray<Diagnostic> Of(CompilationUnitSyntax root, SemanticModel model, IReadOnlyCollection<Diagnostic> known, CancellationToken cancellationToken) =>
    [
        .. root.Usings.Where(directive => directive is { Alias: null, Name: { IsMissing: false } } && !known.Any(diagnostic => diagnostic.Location.SourceSpan.IntersectsWith(directive.Span)))
            .Where(directive => model.GetSymbolInfo(directive.Name!, cancellationToken) is { Symbol: null })
            .Select(static directive => Diagnostic.Create(
                "CS0246", "Compiler", $"The type or namespace name '{directive.Name}' could not be found (are you missing a using directive or an assembly reference?)",
                DiagnosticSeverity.Error, DiagnosticSeverity.Error, isEnabledByDefault: true, warningLevel: 0, location: directive.Name!.GetLocation())),
    ];
}
