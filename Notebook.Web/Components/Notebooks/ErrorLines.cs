using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>Where a cell's own errors lie in its text, as the editor reads it.</summary>
internal static class ErrorLines
{
    private const int MaxMarks = 20;

    /// <returns>JSON of <c>line</c> and, where the compiler named one, <c>from</c> and <c>to</c>, all 1-based; null without errors.</returns>
    public static string? Of(Cell cell)
    {
        // An edited text has other lines than those the error names.
        if (CellStatus.IsEdited(cell) || cell.Outputs.OfType<ErrorCellOutput>().LastOrDefault()?.Error is not { } error)
            return null;

        var marks = error.IsCompilation
            ? error.Diagnostics.Where(d => d.SourceName == cell.Id.Value && !d.IsWarning).Select(Mark)
            : error.Frames.Where(f => f.SourceName == cell.Id.Value && f.Line is not null).Take(1).Select(static f => new ErrorMark(f.Line!.Value, null, null));
        var list = marks.Take(MaxMarks).ToList();
        return list.Count == 0 ? null : JsonSerializer.Serialize(list, JsonSerializerOptions.Web);
    }

    private static ErrorMark Mark(SourceDiagnostic diagnostic) =>
        new(diagnostic.StartLine, diagnostic.StartColumn, diagnostic.EndLine == diagnostic.StartLine ? diagnostic.EndColumn : null);

    private sealed record ErrorMark(int Line, int? From, int? To);
}
