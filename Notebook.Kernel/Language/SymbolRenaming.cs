using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>Gives a thing another name in all cells, if everything still means what it meant.</summary>
internal static class SymbolRenaming
{
    public static async Task<EditsProposed> RenameAsync(RenameSymbol question, QuestionScope scope, CancellationToken cancellationToken)
    {
        var nothing = new EditsProposed { RequestId = question.RequestId };
        var search = scope.IsCode ? await SymbolSearch.AtAsync(scope.Document, scope.Position, scope.Program, cancellationToken).ConfigureAwait(false) : null;
        if (search is null)
            return nothing with { Problem = "Nothing that can be renamed stands here. Put the cursor on a name." };
        if (!search.IsOfNotebook)
            return nothing with { Problem = $"{search.Symbol.Name} comes from {search.Symbol.ContainingAssembly?.Name ?? "outside"}: only what cells define can be renamed." };

        var places = await search.PlacesAsync(cancellationToken).ConfigureAwait(false);
        var here = places.FirstOrDefault(place => place.CellId == scope.CellId && place.Start <= scope.Position && scope.Position <= place.End);
        nothing = nothing with { Name = search.Symbol.Name, Start = here?.Start ?? scope.Position, End = here?.End ?? scope.Position };
        if (question.NewName is not { } name || name == search.Symbol.Name)
            return nothing;
        if (!SyntaxFacts.IsValidIdentifier(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None)
            return nothing with { Problem = $"“{name}” can't be a name: letters, digits and _ only, no digit first, and no word of the language." };

        var before = scope.Document.Project.Solution;
        var after = before;
        var cells = ImmutableArray.CreateBuilder<CellEdits>();
        foreach (var group in places.GroupBy(static place => place.CellId))
        {
            var cell = scope.Program.Find(group.Key)!;
            var document = before.GetDocument(cell.Document)!;
            var text = await document.GetTextAsync(cancellationToken).ConfigureAwait(false);
            ImmutableArray<TextEdit> edits = [.. group.Select(place => new TextEdit(place.Start, place.End, Written(text, place, name)))];
            cells.Add(new CellEdits(group.Key, text.Length, edits));
            var renamed = text.WithChanges(edits.Select(static edit => new TextChange(TextSpan.FromBounds(edit.Start, edit.End), edit.Text)));
            after = NotebookProgram.Awaited(after.WithDocumentText(document.Id, renamed), document.Id, renamed.ToString(), cell.IsAwaitAName);
        }

        var problem = await ProblemAsync(before, after, scope, cells, places.Length, name, cancellationToken).ConfigureAwait(false);
        return nothing with { Problem = problem, Cells = problem is null ? cells.ToImmutable() : [] };
    }

    // @class keeps its mark only where it is one.
    private static string Written(SourceText text, CodePlace place, string name) => text[place.Start] == '@' ? "@" + name : name;

    private static async Task<string?> ProblemAsync(
        Solution before, Solution after, QuestionScope scope, ImmutableArray<CellEdits>.Builder cells, int places, string name, CancellationToken cancellationToken)
    {
        var first = cells[0];
        var renamed = await SymbolSearch.AtAsync(after.GetDocument(scope.Program.Find(first.CellId)!.Document)!, first.Edits[0].Start, scope.Program, cancellationToken).ConfigureAwait(false);
        if (renamed is null || renamed.Symbol.Name != name || (await renamed.PlacesAsync(cancellationToken).ConfigureAwait(false)).Length != places)
            return $"There is a “{name}” already, and some places would mean another one than they do now. Choose a name that is free.";

        for (var index = 0; index < scope.Program.Cells.Length; index++)
        {
            var id = scope.Program.Cells[index].Document;
            var then = await ErrorsAsync(after, id, cancellationToken).ConfigureAwait(false);
            if (then.Count > 0 && then.Count > (await ErrorsAsync(before, id, cancellationToken).ConfigureAwait(false)).Count)
                return $"With the name “{name}” one of the cells would not compile any more: {then[0].GetMessage(CultureInfo.InvariantCulture)}";
        }

        return null;
    }

    private static async Task<List<Diagnostic>> ErrorsAsync(Solution solution, DocumentId id, CancellationToken cancellationToken)
    {
        var model = await solution.GetDocument(id)!.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return [.. model!.GetDiagnostics(cancellationToken: cancellationToken).Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }
}
