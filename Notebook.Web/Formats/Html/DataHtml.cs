using System.Net;
using System.Text;
using System.Text.Json;

namespace Notebook.Web.Formats.Html;

/// <summary>Tables and trees, as the kernel captured them, as HTML. Null when the JSON is neither: a kernel may send anything.</summary>
internal static class DataHtml
{
    private const int MaxNodes = 20_000;
    private const int MaxDepth = 64;

    public static string? Table(string json)
    {
        if (JsonReading.TryParse(json) is not { } table || table.ValueKind != JsonValueKind.Object
            || !table.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array
            || !table.TryGetProperty("rows", out var rows) || rows.ValueKind != JsonValueKind.Array)
            return null;

        var isNumber = columns.EnumerateArray().Select(static column => Text(column, "type") == "number").ToList();
        var html = new StringBuilder("<div class=\"table-scroll\"><table class=\"table\"><thead><tr>");
        foreach (var column in columns.EnumerateArray())
            html.Append("<th scope=\"col\"").Append(Text(column, "type") == "number" ? " class=\"num\">" : ">").Append(Encode(Text(column, "name") ?? "")).Append("</th>");
        html.Append("</tr></thead><tbody>");
        var count = 0;
        foreach (var row in rows.EnumerateArray().Where(static row => row.ValueKind == JsonValueKind.Array))
        {
            count++;
            html.Append("<tr>");
            foreach (var (i, cell) in row.EnumerateArray().Index())
            {
                var isQuiet = cell.ValueKind == JsonValueKind.Null;
                var classes = $"{(isQuiet ? "quiet " : "")}{(i < isNumber.Count && isNumber[i] ? "num" : "")}".Trim();
                html.Append(classes.Length == 0 ? "<td>" : $"<td class=\"{classes}\">")
                    .Append(Encode(isQuiet ? "null" : cell.ValueKind == JsonValueKind.String ? cell.GetString()! : cell.GetRawText())).Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table></div>");
        if (table.TryGetProperty("totalRows", out var total) && total.ValueKind == JsonValueKind.Number && total.TryGetInt64(out var all) && all > count)
            html.Append(FormattableString.Invariant($"<p class=\"output-note\">The first {count:N0} of {all:N0} rows.</p>"));
        else if (table.TryGetProperty("truncated", out var truncated) && truncated.ValueKind == JsonValueKind.True)
            html.Append(FormattableString.Invariant($"<p class=\"output-note\">The first {count:N0} rows.</p>"));
        return html.ToString();
    }

    public static string? Tree(string json)
    {
        if (JsonReading.TryParse(json) is not { ValueKind: JsonValueKind.Object } root)
            return null;
        var html = new StringBuilder("<div class=\"tree\">");
        var left = MaxNodes;
        Node(html, null, root, 0, ref left);
        return html.Append("</div>").ToString();
    }

    private static void Node(StringBuilder html, string? name, JsonElement value, int depth, ref int left)
    {
        var label = name is null ? "" : $"<span class=\"name\">{Encode(name)}</span><span class=\"quiet\">: </span>";
        if (depth >= MaxDepth || value.ValueKind != JsonValueKind.Object || !value.TryGetProperty("parts", out var parts) || parts.ValueKind != JsonValueKind.Array)
        {
            var kind = Text(value, "kind") switch { "text" or "date" => "string", "number" => "number", "boolean" or "null" => "keyword", _ => "" };
            html.Append("<div class=\"leaf\">").Append(label).Append("<span class=\"").Append(kind).Append("\">").Append(Encode(Text(value, "text") ?? "null")).Append("</span></div>");
            return;
        }

        var count = Text(value, "kind") is "sequence" or "dictionary" && value.TryGetProperty("count", out var number) && number.ValueKind == JsonValueKind.Number ? $"({number.GetRawText()})" : null;
        var title = string.Join(' ', new[] { Text(value, "type"), count, Text(value, "text") }.Where(static piece => !string.IsNullOrEmpty(piece)));
        html.Append(depth == 0 ? "<details open>" : "<details>").Append("<summary>").Append(label)
            .Append("<span class=\"type\">").Append(Encode(title.Length == 0 ? "{ … }" : title)).Append("</span></summary><div>");
        foreach (var part in parts.EnumerateArray())
        {
            if (left-- <= 0)
            {
                html.Append("<div class=\"leaf quiet\">… more than is kept here</div>");
                break;
            }

            Node(html, Text(part, "name"), part.ValueKind == JsonValueKind.Object && part.TryGetProperty("value", out var inner) ? inner : part, depth + 1, ref left);
        }

        if (value.TryGetProperty("cut", out var cut) && cut.ValueKind == JsonValueKind.True)
            html.Append("<div class=\"leaf quiet\">").Append(Encode(Text(value, "note") ?? "… and more")).Append("</div>");
        html.Append("</div></details>");
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
