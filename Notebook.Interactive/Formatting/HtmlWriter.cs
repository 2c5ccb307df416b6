using System.Net;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Writes a captured value as HTML, for those who ask for <c>text/html</c> and around values whose type has an HTML formatter.
/// Text is encoded; what a registered formatter made stands as it is.
/// </summary>
internal static class HtmlWriter
{
    private const int MaxTableRows = 200;

    public static string Write(CapturedValue value)
    {
        var html = new StringBuilder();
        Write(html, value, isTop: true);
        return html.ToString();
    }

    private static void Write(StringBuilder html, CapturedValue value, bool isTop)
    {
        if (value.Html is { } own)
            html.Append(own);
        else if (value is CapturedScalar scalar)
            html.Append(isTop ? "<pre>" : "").Append(WebUtility.HtmlEncode(scalar.Text)).Append(isTop ? "</pre>" : "");
        else if (TableView.TryOf(value) is { } table)
            WriteTable(html, table);
        else if (((CapturedComposite)value) is { Kind: CompositeKind.Sequence, HasHtmlForm: false } sequence && sequence.Parts.All(static p => p.Value is CapturedScalar))
            html.Append(isTop ? "<pre>" : "").Append(WebUtility.HtmlEncode(PlainTextWriter.Inline(value))).Append(isTop ? "</pre>" : "");
        else
            WriteParts(html, (CapturedComposite)value, isTop);
    }

    private static void WriteTable(StringBuilder html, TableView table)
    {
        html.Append("<table><thead><tr>");
        foreach (var column in table.Columns)
            html.Append("<th>").Append(WebUtility.HtmlEncode(column.Name)).Append("</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var row in table.Rows.Take(MaxTableRows))
        {
            html.Append("<tr>");
            foreach (var cell in row)
            {
                html.Append("<td>");
                if (cell?.HasHtmlForm == true)
                    Write(html, cell, isTop: false);
                else if (cell is not null)
                    html.Append(WebUtility.HtmlEncode(PlainTextWriter.Inline(cell)));
                html.Append("</td>");
            }

            html.Append("</tr>");
        }

        html.Append("</tbody></table>");
        if (table.IsCut || table.Rows.Count > MaxTableRows)
            html.Append("<p>").Append(WebUtility.HtmlEncode(table.Note ?? "more rows")).Append("</p>");
    }

    private static void WriteParts(StringBuilder html, CapturedComposite composite, bool isTop)
    {
        html.Append(isTop ? "<details open><summary>" : "<details><summary>")
            .Append(WebUtility.HtmlEncode(composite.Text ?? (composite.TypeName.Length > 0 ? composite.TypeName : composite.Kind == CompositeKind.Sequence ? "items" : "object")))
            .Append("</summary><table><tbody>");
        foreach (var (name, value) in composite.Parts)
        {
            html.Append("<tr>");
            if (name is not null)
                html.Append("<th>").Append(WebUtility.HtmlEncode(name)).Append("</th>");
            html.Append("<td>");
            Write(html, value, isTop: false);
            html.Append("</td></tr>");
        }

        if (PlainTextWriter.More(composite) is { Length: > 0 } more)
            html.Append("<tr><td colspan=\"2\">").Append(WebUtility.HtmlEncode(more)).Append("</td></tr>");
        html.Append("</tbody></table></details>");
    }
}
