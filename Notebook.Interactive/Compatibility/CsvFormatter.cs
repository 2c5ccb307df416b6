using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Values as CSV.</summary>
public static class CsvFormatter
{
    /// <summary>The MIME type of CSV.</summary>
    public const string MimeType = MimeTypes.Csv;
}
