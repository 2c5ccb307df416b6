using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Notebook.Web.Outputs;

/// <summary>Rows as CSV that spreadsheets open without harm (as Editor/src/outputs/delimited.js writes it).</summary>
internal static class CsvText
{
    /// <summary>Appends one line.</summary>
    public static void AppendLine(StringBuilder csv, IEnumerable<string> cells) => csv.AppendJoin(',', cells.Select(Quote)).Append("\r\n");

    /// <summary>Appends rows as the kernel sends them.</summary>
    /// <exception cref="JsonException">They are none.</exception>
    public static void AppendRows(StringBuilder csv, string rowsJson)
    {
        using var rows = JsonDocument.Parse(rowsJson);
        if (rows.RootElement.ValueKind != JsonValueKind.Array)
            throw new JsonException("Rows are an array.");
        foreach (var row in rows.RootElement.EnumerateArray())
        {
            if (row.ValueKind != JsonValueKind.Array)
                throw new JsonException("A row is an array.");
            csv.AppendJoin(',', row.EnumerateArray().Select(TextOf)).Append("\r\n");
        }
    }

    private static string TextOf(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => Quote(cell.GetString() ?? ""),
        _ => cell.GetRawText(),
    };

    private static string Quote(string text)
    {
        // A text that begins like a formula stays text in a spreadsheet.
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] && !(double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)))
            text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
