using System.Net;
using Microsoft.AspNetCore.Html;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Text as HTML.</summary>
public static class Html
{
    /// <summary>Text that is HTML, written as it is.</summary>
    public static IHtmlContent ToHtmlContent(this string value) => new HtmlString(value);

    /// <summary>Text made safe to stand in HTML.</summary>
    public static IHtmlContent HtmlEncode(this string content) => new HtmlString(WebUtility.HtmlEncode(content));
}
