using System.Net;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>The text of HTML for those who cannot see it rendered. A reading aid, not a sanitiser: the result is shown as text.</summary>
internal static class HtmlText
{
    private const int MaxLength = 4_000;

    /// <summary>What is between the tags, without scripts and styles, one space where there was any white space.</summary>
    public static string Of(string html)
    {
        var text = new StringBuilder();
        var position = 0;
        while (position < html.Length && text.Length < MaxLength)
        {
            var tag = html.IndexOf('<', position);
            text.Append(html.AsSpan(position, (tag < 0 ? html.Length : tag) - position));
            if (tag < 0)
                break;

            var end = Hidden(html, tag, "script") ?? Hidden(html, tag, "style") ?? html.IndexOf('>', tag);
            text.Append(' ');
            position = end < 0 ? html.Length : end + 1;
        }

        var words = WebUtility.HtmlDecode(text.ToString()).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? "(HTML)" : Clip.To(string.Join(' ', words), MaxLength);
    }

    /// <summary>What an SVG picture says of itself in its <c>title</c>; null when it says nothing.</summary>
    public static string? TitleOf(string svg)
    {
        var start = svg.IndexOf("<title>", StringComparison.OrdinalIgnoreCase);
        var end = start < 0 ? -1 : svg.IndexOf("</title>", start, StringComparison.OrdinalIgnoreCase);
        return end < 0 ? null : Clip.To(WebUtility.HtmlDecode(svg[(start + "<title>".Length)..end]).Trim(), MaxLength);
    }

    /// <summary>Where an element ends whose content is no text; null when another one begins here, -1 when it never ends.</summary>
    private static int? Hidden(string html, int tag, string name)
    {
        if (string.Compare(html, tag + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0)
            return null;
        var close = html.IndexOf("</" + name, tag, StringComparison.OrdinalIgnoreCase);
        return close < 0 ? -1 : html.IndexOf('>', close);
    }
}
