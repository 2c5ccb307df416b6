using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Values as JSON.</summary>
public static class JsonFormatter
{
    /// <summary>The MIME type of JSON.</summary>
    public const string MimeType = MimeTypes.Json;
}
