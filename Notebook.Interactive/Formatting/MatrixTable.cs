using System.Globalization;

namespace Notebook.Interactive.Formatting;

/// <summary>A captured array of two dimensions seen as a table: its columns are numbered.</summary>
internal static class MatrixTable
{
    /// <summary>The table, or null when the value is none.</summary>
    public static TableView? TryOf(CapturedValue value)
    {
        if (value is not CapturedComposite { Kind: CompositeKind.Sequence } matrix || !matrix.TypeName.EndsWith("[,]", StringComparison.Ordinal) || matrix.Parts.Count == 0)
            return null;

        var lines = matrix.Parts.Select(static p => p.Value).OfType<CapturedComposite>().ToList();
        if (lines.Count < matrix.Parts.Count || lines.Exists(static l => l.Parts.Any(static p => p.Value is not CapturedScalar)))
            return null;

        var width = lines.Max(static l => l.Parts.Count);
        List<CapturedValue?[]> rows = [.. lines.Select(l => Enumerable.Range(0, width).Select(i => i < l.Parts.Count ? l.Parts[i].Value : null).ToArray())];
        var cutColumns = lines.Max(static l => l.Count ?? 0) - width;
        return new TableView
        {
            Columns = [.. Enumerable.Range(0, width).Select(i => new TableColumn(i.ToString(CultureInfo.InvariantCulture), TableView.KindOf(rows, i)))],
            Rows = rows,
            TotalRows = matrix.Count,
            IsCut = matrix.IsCut,
            Note = matrix.Note ?? (cutColumns > 0 ? string.Create(CultureInfo.InvariantCulture, $"{cutColumns:N0} more columns are not shown") : null),
        };
    }
}
