using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Components;

namespace Notebook.Web.Components.Outputs;

/// <summary>
/// A table's first rows as fixed HTML, written once for all its readers and kept as long as the output is: ten rows of eight
/// columns as elements of Blazor's would keep 20 KB for each of them.
/// </summary>
internal static class TableHtml
{
    /// <summary>Longer cells are cut off by the style sheet, and open on a click. UTF-16 code units.</summary>
    private const int MaxCellLength = 60;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly ConditionalWeakTable<string, object> Kept = [];

    /// <param name="json">The content of the output, the same object for everybody.</param>
    /// <returns>What stands in <c>notebook-table</c>; null when the JSON is no table.</returns>
    public static MarkupString? Of(string json) =>
        Kept.GetValue(json, static json => TablePage.Read(json) is { } page ? Write(page) : DBNull.Value) is string html ? (MarkupString)html : null;

    private static string Write(TablePage page)
    {
        var html = new StringBuilder("<div class=\"table-scroll\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table class=\"table\"><thead><tr>");
        foreach (var (i, column) in page.Columns.Index())
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\"{ClassOf(column.IsNumber, false)}><button type=\"button\" class=\"column-sort\" data-sort=\"{i}\">{Encoder.Encode(column.Name)}</button></th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in page.Rows)
        {
            html.Append("<tr>");
            foreach (var (i, cell) in row.Index())
            {
                var text = Encoder.Encode(cell ?? "null");
                html.Append("<td").Append(ClassOf(i < page.Columns.Count && page.Columns[i].IsNumber, cell is null)).Append('>')
                    .Append(cell?.Length > MaxCellLength ? $"<button type=\"button\" class=\"cell-open\" aria-expanded=\"false\" data-open>{text}</button>" : text)
                    .Append("</td>");
            }

            html.Append("</tr>");
        }

        return html.Append("</tbody></table></div><div class=\"table-foot\"><span class=\"table-words\" role=\"status\">").Append(Encoder.Encode(page.Words)).Append("</span></div>").ToString();
    }

    private static string ClassOf(bool isNumber, bool isNull) => (isNumber, isNull) switch
    {
        (true, true) => " class=\"quiet num\"",
        (true, false) => " class=\"num\"",
        (false, true) => " class=\"quiet\"",
        _ => "",
    };
}
