using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Notebook.Kernel.Scripting;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>Which using directive would make a name known.</summary>
internal static class MissingUsings
{
    public static async Task<FixesListed> ListAsync(ListFixes question, QuestionScope scope, NotebookModel notebook, CancellationToken cancellationToken)
    {
        var nothing = new FixesListed { RequestId = question.RequestId };
        if (!scope.IsCode || await scope.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
            return nothing;

        var root = (CompilationUnitSyntax)await model.SyntaxTree.GetRootAsync(cancellationToken).ConfigureAwait(false);
        var text = await scope.Document.GetTextAsync(cancellationToken).ConfigureAwait(false);
        var line = text.Lines.GetLineFromPosition(question.Position).Span;
        ImmutableArray<PlatformIndex> indexes = [.. notebook.Pool.Names.Value, PlatformIndex.Of(notebook.PackageAssemblies)];
        var spaces = new List<string>();
        var unknown = new List<string>();
        // What the cursor stands on first, then the rest of its line.
        var told = model.Compilation.GetDiagnostics(cancellationToken);
        foreach (var error in told.Concat(UnknownUsings.Of(root, model, told, cancellationToken))
            .Where(error => error.Severity == DiagnosticSeverity.Error && error.Location.SourceTree == model.SyntaxTree && error.Location.SourceSpan.IntersectsWith(line))
            .OrderBy(error => !error.Location.SourceSpan.IntersectsWith(question.Position)))
        {
            var node = root.FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
            if (node.FirstAncestorOrSelf<UsingDirectiveSyntax>() is { Name: { } space })
            {
                unknown.Add(space.ToString());
                continue;
            }

            var name = (node as SimpleNameSyntax ?? node.DescendantNodes().OfType<SimpleNameSyntax>().FirstOrDefault())?.Identifier.ValueText;
            if (name is null)
                continue;
            switch (error.Id)
            {
                case "CS0103" or "CS0246" or "CS0305" or "CS0308":
                    spaces.AddRange(indexes.SelectMany(index => index.NamespacesOfType(name).Concat(index.NamespacesOfType(name + "Attribute"))));
                    break;
                case "CS1061" or "CS0117" or "CS1929":
                    var member = node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>()?.Name.Identifier.ValueText ?? name;
                    spaces.AddRange(indexes.SelectMany(index => index.NamespacesOfExtension(member)));
                    break;
            }
        }

        var there = root.Usings.Select(static directive => directive.Name?.ToString()).ToHashSet(StringComparer.Ordinal);
        var (place, before) = Place(root, scope.Source);
        return nothing with
        {
            Fixes =
            [
                .. spaces.Distinct().Where(space => space.Length > 0 && !there.Contains(space) && !space.Contains("Internal", StringComparison.Ordinal))
                    .OrderBy(static space => !space.StartsWith("System", StringComparison.Ordinal)).ThenBy(static space => space.Count(static c => c == '.')).ThenBy(static space => space, StringComparer.Ordinal)
                    .Take(LanguageLimits.MaxFixes).Select(space => new CodeFix($"using {space};", [new TextEdit(place, place, $"{before}using {space};\n")])),
            ],
            UnknownNamespaces = [.. unknown.Distinct().Take(LanguageLimits.MaxFixes)],
        };
    }

    /// <summary>Below the using directives; without any, above the first line that is C#.</summary>
    private static (int Place, string Before) Place(CompilationUnitSyntax root, CellSource source)
    {
        var code = source.Code;
        if (root.Usings.LastOrDefault() is { } last)
            return code.IndexOf('\n', last.Span.End) is var end and >= 0 ? (end + 1, "") : (code.Length, "\n");

        var place = 0;
        while (place < code.Length && (source.IsMasked(place) || code[place] == '\n') && code.IndexOf('\n', place) is var next and >= 0)
            place = next + 1;
        return (place, "");
    }
}
