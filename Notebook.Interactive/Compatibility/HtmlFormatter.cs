using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Values as HTML.</summary>
public static class HtmlFormatter
{
    /// <summary>The MIME type of HTML.</summary>
    public const string MimeType = MimeTypes.Html;
}
