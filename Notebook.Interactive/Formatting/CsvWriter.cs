using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>Writes a captured value as CSV (RFC 4180, <c>\n</c> line ends): a table with its header, anything else as one column.</summary>
internal static class CsvWriter
{
    public static string Write(CapturedValue value)
    {
        var csv = new StringBuilder();
        if (TableView.TryOf(value) is { } table)
        {
            WriteLine(csv, table.Columns.Select(static c => c.Name));
            foreach (var row in table.Rows)
                WriteLine(csv, row.Select(static c => c is null or CapturedScalar { Kind: ScalarKind.Null } ? "" : TextOf(c)));
        }
        else if (value is CapturedComposite { Kind: CompositeKind.Sequence } sequence)
        {
            foreach (var (_, item) in sequence.Parts)
                WriteLine(csv, [TextOf(item)]);
        }
        else if (value is CapturedComposite composite)
        {
            WriteLine(csv, composite.Parts.Select(static p => p.Name ?? ""));
            WriteLine(csv, composite.Parts.Select(static p => TextOf(p.Value)));
        }
        else
            WriteLine(csv, [TextOf(value)]);
        return csv.ToString();
    }

    private static string TextOf(CapturedValue value) => value is CapturedScalar scalar ? scalar.Text : PlainTextWriter.Inline(value);

    private static void WriteLine(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Quote)).Append('\n');

    private static string Quote(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
