using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Formats.CSharp;
using Notebook.Web.Outputs;

namespace Notebook.Web.Formats.Html;

/// <summary>
/// Writes one self-contained page: text rendered, code coloured, outputs as they were, charts alive. It loads nothing, and
/// what a notebook shows as HTML stays in a frame of its own (see docs/decisions/0019-exports.md).
/// </summary>
internal sealed class HtmlWriter
{
    /// <summary>The page's own policy: nothing from anywhere. Frames of data: addresses inherit it.</summary>
    private const string Policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; frame-src data:; form-action 'none'; base-uri 'none'";

    /// <summary>Stands before a notebook's HTML in its frame: the same policy again, and the frame's height told to the page. A frame out of sight is not
    /// drawn, so no observer of sizes speaks there: it measures when it is loaded and when its document changes, too.</summary>
    private const string FrameHead = """
        <!DOCTYPE html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:"><meta name="color-scheme" content="light dark"><style>body{margin:0;font:13px/20px system-ui,sans-serif}</style><script>{const root=document.documentElement,tell=()=>{if(document.body)parent.postMessage({height:Math.ceil(Math.max(root.getBoundingClientRect().height,document.body.scrollHeight))},"*")};let due=0;addEventListener("message",event=>{if(event.source===parent)tell()});addEventListener("load",()=>{tell();new ResizeObserver(tell).observe(root);new MutationObserver(()=>{clearTimeout(due);due=setTimeout(tell,30)}).observe(root,{childList:true,subtree:true,characterData:true,attributes:true})})}</script>
        """;

    // Richest first.
    private static readonly string[] Forms =
        [MimeTypes.Plotly, MimeTypes.Table, MimeTypes.Tree, MimeTypes.Png, MimeTypes.Jpeg, MimeTypes.Gif, MimeTypes.WebP, MimeTypes.Bmp, MimeTypes.Svg, MimeTypes.Markdown, MimeTypes.Html, MimeTypes.JavaScript, MimeTypes.Latex, MimeTypes.Json, MimeTypes.Warnings];

    private static readonly MarkdownRenderer Markdown = new();

    private readonly NotebookDocument _document;
    private readonly StringBuilder _html = new();
    private int _charts;

    private HtmlWriter(NotebookDocument document) => _document = document;

    public static NotebookFile Write(NotebookDocument document)
    {
        var page = new HtmlWriter(document);
        foreach (var (i, cell) in document.Cells.Index())
            page.Add(cell, i + 1);
        return new NotebookFile(page.Finish(), ImmutableArray<string>.Empty);
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);

    private ReadOnlyMemory<byte> Finish()
    {
        var buffer = new ArrayBufferWriter<byte>(_html.Length + 64 * 1024);
        void Put(string text) => Encoding.UTF8.GetBytes(text, buffer);

        Put($"<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy}\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>{Encode(_document.Title)}</title>\n<style>\n");
        foreach (var style in (string[])["tokens.css", "outputs.css", "page.css"])
            buffer.Write(HtmlAssets.Read(style).Span);
        Put("</style>\n<script>");
        buffer.Write(HtmlAssets.Read("page.js").Span);
        Put($"</script>\n</head>\n<body>\n<main>\n<header><p class=\"notebook-title\">{Encode(_document.Title)}</p><p class=\"notebook-when\">Changed {_document.ModifiedAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}</p></header>\n");
        Put(_html.ToString());
        Put("</main>\n");
        if (_charts > 0)
        {
            Put("<script>");
            buffer.Write(HtmlAssets.Read("plotly.js").Span);
            Put("</script>\n");
        }

        Put("</body>\n</html>\n");
        return buffer.WrittenMemory;
    }

    private void Add(Cell cell, int number)
    {
        if (string.IsNullOrWhiteSpace(cell.Source) && cell.Outputs.IsEmpty)
            return;
        if (cell.Kind != CellKind.Code)
        {
            _html.Append(CultureInfo.InvariantCulture, $"<section class=\"cell prose\" aria-label=\"Cell {number}, text\">").Append(Markdown.Render(cell.Source, name => PictureAddress(cell, name))).Append("</section>\n");
            return;
        }

        _html.Append(CultureInfo.InvariantCulture, $"<section class=\"cell\" aria-label=\"Cell {number}, code\">");
        if (!string.IsNullOrWhiteSpace(cell.Source))
            _html.Append("<pre class=\"source\" tabindex=\"0\"><span class=\"number\" aria-hidden=\"true\">").Append(number).Append("</span><code>")
                .Append(cell.Language == KernelNames.CSharp ? CSharpHtml.Of(cell.Source) : Encode(cell.Source)).Append("</code></pre>");
        foreach (var output in cell.Outputs)
        {
            _html.Append("<div class=\"output\">");
            Add(output, number);
            _html.Append("</div>");
        }

        _html.Append("</section>\n");
    }

    private void Add(CellOutput output, int number)
    {
        switch (output)
        {
            case StreamOutput stream:
                _html.Append(stream.Stream == StreamName.Error ? "<pre class=\"stream is-error\">" : "<pre class=\"stream\">");
                _html.Append(TerminalHtml.Of(stream.Text.HeadText));
                if (stream.Text.OmittedLength > 0)
                    _html.Append(FormattableString.Invariant($"<span class=\"stream-gap\">{stream.Text.OmittedLines:N0} lines are left out here</span>"));
                _html.Append(TerminalHtml.Of(stream.Text.TailText)).Append("</pre>");
                break;
            case DisplayOutput display:
                AddDisplay(display.Data, number);
                break;
            case ErrorCellOutput error:
                AddError(error.Error);
                break;
        }
    }

    private void AddDisplay(MimeBundle data, int number)
    {
        var form = Array.Find(Forms, data.Contents.ContainsKey);
        var content = form is null ? "" : data[form] ?? "";
        var plain = $"<pre class=\"value\">{Encode(data.PlainText)}</pre>";
        var picture = Encode(string.IsNullOrWhiteSpace(data.PlainText) ? "Picture" : data.PlainText);
        _html.Append(form switch
        {
            MimeTypes.Plotly => Chart(content, data.PlainText) ?? plain,
            MimeTypes.Table => DataHtml.Table(content) ?? plain,
            MimeTypes.Tree => DataHtml.Tree(content) ?? plain,
            MimeTypes.Svg => $"<div class=\"picture\"><img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(content))}\" alt=\"{picture}\"></div>",
            MimeTypes.Png or MimeTypes.Jpeg or MimeTypes.Gif or MimeTypes.WebP or MimeTypes.Bmp => $"<div class=\"picture\"><img src=\"data:{form};base64,{Encode(content.ReplaceLineEndings(""))}\" alt=\"{picture}\"></div>",
            MimeTypes.Markdown => $"<div class=\"prose\">{Markdown.Render(content)}</div>",
            MimeTypes.Html => Frame(content, number),
            MimeTypes.Warnings => Warnings(data) ?? plain,
            MimeTypes.JavaScript => Frame($"<script>{content.Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)}</script>", number),
            _ => plain,
        });
    }

    private static string Frame(string html, int number) =>
        $"<iframe class=\"frame\" sandbox=\"allow-scripts\" title=\"HTML output of cell {number}\" src=\"data:text/html;charset=utf-8;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(FrameHead + html))}\"></iframe>";

    /// <summary>The figure as JSON that cannot end its own element, which page.js draws.</summary>
    private string? Chart(string figure, string summary)
    {
        if (JsonReading.TryParse(figure) is not { ValueKind: JsonValueKind.Object } json)
            return null;

        _charts++;
        var safe = JsonSerializer.Serialize(json, SafeJson.Default.JsonElement);
        var height = ChartHeight.Of(figure) is { } pixels ? FormattableString.Invariant($" style=\"height:{pixels}px\"") : "";
        return $"<figure class=\"chart\" role=\"figure\" aria-label=\"{Encode(string.IsNullOrWhiteSpace(summary) ? "Chart" : summary)}\"{height}><script type=\"application/json\">{safe}</script></figure>";
    }

    private static string? Warnings(MimeBundle data)
    {
        if (CompilerWarnings.Of(data)?.Warnings is not { } warnings)
            return null;
        var items = warnings.Select(static warning => FormattableString.Invariant($"<li><span>{(SourceNames.FileOf(warning.SourceName) is { } file ? Encode(file) + ", " : "")}line {warning.StartLine}</span><span class=\"muted\">{Encode(warning.Message)} <span class=\"quiet\">{Encode(warning.Id)}</span></span></li>"));
        return $"<details class=\"warnings\"><summary>{(warnings.Length == 1 ? "1 warning" : $"{warnings.Length} warnings")}</summary><ul>{string.Concat(items)}</ul></details>";
    }

    private void AddError(ErrorReport error)
    {
        var place = error.FirstLocation is var (source, line) && NumberOf(source) is { } cell ? $" · cell {cell}, line {line}" : "";
        var kind = error.IsCompilation ? $"Compile error {error.Name}" : error.Name[(error.Name.LastIndexOf('.') + 1)..];
        _html.Append("<div class=\"error-card\"><p class=\"what\">").Append(Encode(string.IsNullOrWhiteSpace(error.Message) ? error.Name : error.Message))
            .Append("</p><p class=\"where\"><span class=\"kind\">").Append(Encode(kind)).Append("</span>").Append(Encode(place)).Append("</p>");
        var lines = ErrorText.Of(error, NumberOf).Traceback.Skip(1).ToList();
        if (lines.Count > 0)
            _html.Append("<details class=\"stack\"><summary>Stack</summary><ul>").AppendJoin("", lines.Select(static text => $"<li>{Encode(text.Trim())}</li>")).Append("</ul></details>");
        _html.Append("</div>");
    }

    private int? NumberOf(string sourceName) => CellId.TryParse(sourceName, out var id) && _document.NumberOf(id) is > 0 and var number ? number : null;

    /// <summary>The picture itself: the page stands alone.</summary>
    private static string PictureAddress(Cell cell, string name) =>
        CellPictures.Find(cell, name) is var (mediaType, content) ? $"data:{mediaType};base64,{Convert.ToBase64String(content)}" : CellPictures.Scheme + name;
}
