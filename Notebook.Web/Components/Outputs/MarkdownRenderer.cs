using AngleSharp.Dom;
using Ganss.Xss;
using Markdig;
using Markdig.Extensions.Diagrams;
using Markdig.Helpers;
using Notebook.Web.Formats;

namespace Notebook.Web.Components.Outputs;

/// <summary>
/// Markdown to HTML that is safe inside the page, whoever wrote it: no script, no style of the page's own, nothing loaded
/// from elsewhere. A picture on another server becomes a link, so that reading a notebook tells nobody about it.
/// </summary>
public sealed class MarkdownRenderer
{
    /// <summary>Longer texts are shown as they are, so that one cell can't keep a processor busy. UTF-16 code units.</summary>
    private const int MaxLength = 500_000;

    private static readonly string[] Tags =
    [
        "a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
        "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "li", "mark", "ol", "p", "pre", "q", "s",
        "samp", "small", "span", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "u", "ul", "var",
    ];

    private static readonly string[] Attributes = ["align", "alt", "checked", "cite", "class", "colspan", "disabled", "height", "href", "open", "reversed", "rowspan", "scope", "span", "src", "start", "style", "title", "type", "width"];

    // Those that Editor/src/outputs/highlight.js has colours for, and diagrams.
    private static readonly string[] CodeLanguages =
    [
        "cs", "c#", "csharp", "json", "js", "javascript", "ts", "typescript", "sql", "html", "xml", "svg", "bash", "sh", "shell", "python", "py", "yaml", "yml",
        "fsharp", "fs", "powershell", "pwsh", "css", "diff", "mermaid",
    ];

    private readonly MarkdownPipeline _pipeline = Pipeline();
    private readonly HtmlSanitizer _sanitizer;

    public MarkdownRenderer()
    {
        _sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(Attributes, StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "http", "https", "mailto", "data", "attachment" },
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src", "cite" },
            AllowedCssProperties = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "text-align" },
            // Only what Markdig itself writes: a class of the page's own could lay a cell's text over its buttons.
            AllowedClasses = new HashSet<string>(StringComparer.Ordinal) { "math", "task-list-item", "contains-task-list", "footnotes" },
        });
        foreach (var language in CodeLanguages)
            _sanitizer.AllowedClasses.Add($"language-{language}");
        _sanitizer.PostProcessNode += static (_, e) => Finish(e);
    }

    /// <param name="markdown">What somebody wrote.</param>
    /// <returns>HTML for the inside of an element of class <c>prose</c>.</returns>
    /// <param name="pictureAddress">Where the pictures of the text's own cell are, by the name after <c>attachment:</c>; null when it has none.</param>
    public string Render(string markdown, Func<string, string>? pictureAddress = null)
    {
        if (string.IsNullOrWhiteSpace(markdown))
            return "<p class=\"is-empty\">Empty text. Click to write.</p>";
        if (markdown.Length > MaxLength)
            return $"<pre>{System.Net.WebUtility.HtmlEncode(markdown)}</pre>";
        var html = Markdown.ToHtml(markdown, _pipeline);
        return html.Contains(CellPictures.Scheme, StringComparison.OrdinalIgnoreCase) ? WithPictures(html, pictureAddress) : _sanitizer.Sanitize(html);
    }

    private static MarkdownPipeline Pipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseAdvancedExtensions();
        // A diagram stays a block of code here: the page draws it in a frame of its own.
        builder.Extensions.RemoveAll(static extension => extension is DiagramExtension);
        return builder.Build();
    }

    private static void Finish(PostProcessNodeEventArgs e)
    {
        switch (e.Node)
        {
            case IElement { LocalName: "a" } link:
                if (link.GetAttribute("href") is { } href && href.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
                    link.RemoveAttribute("href");
                if (link.GetAttribute("href") is ['#', ..])
                    break; // Leads to a heading: the page finds it.
                link.SetAttribute("target", "_blank");
                link.SetAttribute("rel", "noopener noreferrer");
                break;
            case IElement { LocalName: "h1" or "h2" or "h3" or "h4" or "h5" or "h6" } heading:
                // Not an id: that would be a name in the page's own scripts and could be one of ours.
                heading.SetAttribute("data-anchor", LinkHelper.UrilizeAsGfm(heading.TextContent));
                break;
            case IElement { LocalName: "input" } input:
                // A task list's box shows; it is changed in the text.
                input.SetAttribute("type", "checkbox");
                input.SetAttribute("disabled", "");
                input.SetAttribute("aria-label", input.HasAttribute("checked") ? "Done" : "To do");
                break;
            case IElement { LocalName: "img" } picture when !IsInline(picture):
                e.ReplacementNodes.Add(LinkTo(picture, e.Document));
                break;
        }
    }

    private static bool IsInline(IElement picture) =>
        picture.GetAttribute("src") is { } source && (source.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase) || source.StartsWith(CellPictures.Scheme, StringComparison.OrdinalIgnoreCase));

    /// <summary>Gives pictures of the cell their address. Done after everything else is safe, so that no text can name an address of this server itself.</summary>
    private string WithPictures(string html, Func<string, string>? pictureAddress)
    {
        using var document = _sanitizer.SanitizeDom(html);
        foreach (var element in document.QuerySelectorAll("[src^='attachment:' i], [href^='attachment:' i]").ToList())
        {
            var attribute = element.HasAttribute("src") ? "src" : "href";
            var name = Uri.UnescapeDataString(element.GetAttribute(attribute)![CellPictures.Scheme.Length..]);
            if (pictureAddress is null)
                element.RemoveAttribute(attribute);
            else
                element.SetAttribute(attribute, pictureAddress(name));
        }

        return document.Body!.InnerHtml;
    }

    private static IElement LinkTo(IElement picture, IDocument document)
    {
        var words = picture.GetAttribute("alt") is { Length: > 0 } alt ? alt : "picture";
        if (picture.GetAttribute("src") is not { Length: > 0 } source || !Uri.TryCreate(source, UriKind.Absolute, out _))
        {
            var text = document.CreateElement("em");
            text.TextContent = $"[{words}]";
            return text;
        }

        var link = document.CreateElement("a");
        link.ClassName = "remote-picture";
        link.SetAttribute("href", source);
        link.SetAttribute("target", "_blank");
        link.SetAttribute("rel", "noopener noreferrer");
        link.TextContent = $"Picture: {words}";
        return link;
    }
}
