using System.Globalization;
using System.Text.Json;

namespace Notebook.Web.Components.Outputs;

/// <summary>
/// The first rows of a table output, as the page shows them before anybody asks for more; sorting, filtering and paging
/// begin in the browser (Editor/src/outputs/dataTable.js, which writes the same markup and words).
/// </summary>
internal sealed record TablePage(IReadOnlyList<TableColumn> Columns, IReadOnlyList<string?[]> Rows, bool HasMore, string Words)
{
    public const int RowsPerPage = 10;

    /// <returns>Null when the JSON is no table: a kernel may send anything.</returns>
    public static TablePage? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var table = document.RootElement;
            var columns = table.GetProperty("columns").EnumerateArray().Select(ReadColumn).ToList();
            var rows = table.GetProperty("rows");
            var kept = rows.GetArrayLength();
            var page = rows.EnumerateArray().Take(RowsPerPage).Select(static row => row.EnumerateArray().Select(ReadCell).ToArray()).ToList();
            return new TablePage(columns, page, kept > page.Count, Describe(table, page.Count, kept, columns.Count));
        }
        catch (Exception notATable) when (notATable is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static TableColumn ReadColumn(JsonElement column) =>
        new(column.GetProperty("name").GetString() ?? "", column.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("number"));

    private static string? ReadCell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.String => cell.GetString(),
        JsonValueKind.True => "True",
        JsonValueKind.False => "False",
        _ => cell.GetRawText(),
    };

    private static string Describe(JsonElement table, int shown, long kept, int columns)
    {
        var isCut = table.TryGetProperty("truncated", out var truncated) && truncated.ValueKind == JsonValueKind.True;
        var total = NumberOf(table, "totalRows");
        // What the kernel keeps can be paged; the reader learns that it is gone when a page is asked for.
        if (NumberOf(table, "keptRows") is { } inKernel and > 0 && inKernel >= kept)
            (kept, isCut) = (inKernel, inKernel != total);
        var range = shown < kept ? Format($"1–{shown:N0} of ") : "";
        var rows = (isCut, total) switch
        {
            (false, _) => Count(kept, "row"),
            (true, { } all) => Format($"the first {kept:N0} of {all:N0} rows"),
            _ => Format($"the first {kept:N0} rows"),
        };
        var words = $"{range}{rows} × {Count(columns, "column")}{(isCut && total is null ? "; there are more" : "")}";
        words = char.ToUpperInvariant(words[0]) + words[1..];
        return table.TryGetProperty("note", out var note) && note.ValueKind == JsonValueKind.String ? $"{words} · {note.GetString()}" : words;
    }

    private static long? NumberOf(JsonElement table, string name) =>
        table.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    private static string Count(long number, string noun) => Format($"{number:N0} {noun}{(number == 1 ? "" : "s")}");

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
