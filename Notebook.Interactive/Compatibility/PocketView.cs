using System.Collections;
using System.Dynamic;
using System.Net;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>
/// An HTML element written as C#: <c>div[@class: "note"](h1("A &amp; B"), rows.Select(r =&gt; li(r)))</c>. Text is encoded; attributes are named
/// arguments of the brackets, in which <c>_</c> stands for a hyphen.
/// </summary>
public sealed class PocketView : DynamicObject, IHtmlContent
{
    private const int MaxItems = 10_000;

    private static readonly HashSet<string> Empty = new(StringComparer.OrdinalIgnoreCase)
    {
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
    };

    private readonly string _tag;
    private readonly IReadOnlyList<(string Name, object? Value)> _attributes;
    private IReadOnlyList<object?> _content;

    /// <summary>An element without attributes and content.</summary>
    public PocketView(string tagName)
        : this(tagName, [], [])
    {
    }

    private PocketView(string tag, IReadOnlyList<(string Name, object? Value)> attributes, IReadOnlyList<object?> content) =>
        (_tag, _attributes, _content) = (tag, attributes, content);

    /// <summary>The same element with these attributes added: <c>div[style: "color:red"]</c>.</summary>
    public override bool TryGetIndex(GetIndexBinder binder, object[] indexes, out object? result)
    {
        ArgumentNullException.ThrowIfNull(binder);
        ArgumentNullException.ThrowIfNull(indexes);
        var names = binder.CallInfo.ArgumentNames;
        var unnamed = indexes.Length - names.Count;
        if (unnamed > 0)
            throw new ArgumentException($"Attributes of <{_tag}> need names, as in {_tag}[style: \"color:red\"].");

        result = new PocketView(_tag, [.. _attributes, .. indexes.Select((value, i) => (names[i].Replace('_', '-'), (object?)value))], _content);
        return true;
    }

    /// <summary>The same element with this content added: <c>p("text", b("bold"))</c>.</summary>
    public override bool TryInvoke(InvokeBinder binder, object?[]? args, out object? result)
    {
        result = new PocketView(_tag, _attributes, [.. _content, .. args ?? []]);
        return true;
    }

    /// <summary>HTML as it is, in an element.</summary>
    public static PocketView FromHtml(string html) => new("span", [], [new HtmlString(html)]);

    /// <summary>Replaces the content.</summary>
    public void SetContent(object?[] args) => _content = [.. args ?? []];

    /// <summary>Writes the HTML to where a formatter writes.</summary>
    public void WriteTo(FormatContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        WriteTo(context.Writer, HtmlEncoder.Default);
    }

    /// <summary>Writes the HTML.</summary>
    public void WriteTo(TextWriter writer) => WriteTo(writer, HtmlEncoder.Default);

    /// <inheritdoc/>
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write('<');
        writer.Write(_tag);
        foreach (var (name, value) in _attributes)
            writer.Write(value is null ? $" {name}" : $" {name}=\"{WebUtility.HtmlEncode(value.ToDisplayString())}\"");
        writer.Write('>');
        if (Empty.Contains(_tag))
            return;

        foreach (var content in _content)
            WriteContent(writer, encoder, content);
        writer.Write($"</{_tag}>");
    }

    /// <summary>The HTML.</summary>
    public override string ToString()
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }

    private static void WriteContent(TextWriter writer, HtmlEncoder encoder, object? content)
    {
        if (content is IHtmlContent html)
            html.WriteTo(writer, encoder);
        else if (content is string text)
            writer.Write(WebUtility.HtmlEncode(text));
        else if (content is IEnumerable items and not IDisplayable && content.GetType() is var type && FormatterRegistry.Shared.Find(type, MimeTypes.Html) is null && !DictionaryEntries.IsDictionary(content))
        {
            // An endless sequence has no end tag.
            foreach (var item in items.Cast<object?>().Take(MaxItems))
                WriteContent(writer, encoder, item);
        }
        else if (content is not null && FormatterRegistry.Shared.Find(content.GetType(), MimeTypes.Html) is null && Scalars.TrySimple(content) is { } scalar)
            writer.Write(WebUtility.HtmlEncode(scalar.Text));
        else if (content is not null)
            writer.Write(content.ToDisplayString(MimeTypes.Html));
    }
}
