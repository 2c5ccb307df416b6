using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Formatting;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>Lays out cells as C# is usually laid out. Lines that are no C# are left as they are.</summary>
internal static class CodeLayout
{
    public static async Task<EditsProposed> FormatAsync(Format question, NotebookModel model, CancellationToken cancellationToken)
    {
        var program = model.Program;
        var cells = ImmutableArray.CreateBuilder<CellEdits>();
        foreach (var cell in question.Cells)
        {
            if (cell.Text.Length > LanguageLimits.MaxCellChars || program.Open(cell.CellId, cell.Text, model.Files) is not var (document, source))
                continue;
            var formatted = await Formatter.FormatAsync(document, cancellationToken: cancellationToken).ConfigureAwait(false);
            var edits = ImmutableArray.CreateBuilder<TextEdit>();
            foreach (var change in await formatted.GetTextChangesAsync(document, cancellationToken).ConfigureAwait(false))
                if (!source.Masked.Any(span => span.IntersectsWith(change.Span)))
                    edits.Add(new TextEdit(change.Span.Start, change.Span.End, (change.NewText ?? "").Replace("\r", "", StringComparison.Ordinal)));
            if (edits.Count > 0)
                cells.Add(new CellEdits(cell.CellId, cell.Text.Length, [.. edits.OrderBy(static edit => edit.Start)]));
        }

        return new EditsProposed { RequestId = question.RequestId, Cells = cells.ToImmutable() };
    }
}
