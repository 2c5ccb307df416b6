using System.Globalization;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>Writes a table as aligned columns of text: a header, a rule, the first rows and what is missing.</summary>
internal static class TextTable
{
    private const int MaxRows = 20;
    private const int MaxCellLength = 40;
    private const int MaxLineLength = 240;

    public static string Write(TableView table)
    {
        var rows = table.Rows.Take(MaxRows).Select(row => row.Select(Cell).ToArray()).ToList();
        var names = table.Columns.Select(static c => Clip.Line(c.Name, MaxCellLength)).ToList();
        var widths = names.Select((name, i) => Math.Max(name.Length, rows.Count == 0 ? 0 : rows.Max(row => row[i].Length))).ToList();
        var shown = 0;
        for (var length = 0; shown < widths.Count && (shown == 0 || length + widths[shown] + 2 <= MaxLineLength); shown++)
            length += widths[shown] + 2;

        var text = new StringBuilder();
        void Line(Func<int, string> cell)
        {
            for (var i = 0; i < shown; i++)
            {
                if (i > 0)
                    text.Append("  ");
                var isLast = i == shown - 1;
                text.Append(table.Columns[i].Kind == ScalarKind.Number ? cell(i).PadLeft(widths[i]) : isLast ? cell(i) : cell(i).PadRight(widths[i]));
            }

            text.Append('\n');
        }

        Line(i => names[i]);
        Line(i => new string('-', widths[i]));
        foreach (var row in rows)
            Line(i => row[i]);
        text.Length--;

        if (table.Rows.Count == 0 && !table.IsCut)
            text.Append("\n(no rows)");
        if (table.TotalRows is { } total && total > rows.Count)
            text.Append(CultureInfo.InvariantCulture, $"\n... ({total - rows.Count:N0} more rows)");
        else if (table.Rows.Count > rows.Count || (table.IsCut && table.Note is null))
            text.Append("\n... (more rows)");
        if (shown < names.Count)
            text.Append(CultureInfo.InvariantCulture, $"\n... ({names.Count - shown} more columns: {Clip.Line(string.Join(", ", names.Skip(shown)), MaxLineLength)})");
        if (table.Note is { } note)
            text.Append(CultureInfo.InvariantCulture, $"\n... ({note})");
        return text.ToString();
    }

    private static string Cell(CapturedValue? value) => value is null ? "" : Clip.Line(PlainTextWriter.Inline(value), MaxCellLength);
}
