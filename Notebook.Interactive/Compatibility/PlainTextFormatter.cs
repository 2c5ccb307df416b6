using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Values as plain text.</summary>
public static class PlainTextFormatter
{
    /// <summary>The MIME type of plain text.</summary>
    public const string MimeType = MimeTypes.PlainText;
}
