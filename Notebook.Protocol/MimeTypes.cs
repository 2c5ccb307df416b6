namespace Notebook.Protocol;

/// <summary>The MIME types that a bundle may hold and the page knows how to show.</summary>
public static class MimeTypes
{
    public const string PlainText = "text/plain";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Latex = "text/latex";
    public const string Svg = "image/svg+xml";
    public const string Png = "image/png";
    public const string Jpeg = "image/jpeg";
    public const string Gif = "image/gif";
    public const string WebP = "image/webp";
    public const string Bmp = "image/bmp";
    public const string Json = "application/json";
    public const string Csv = "text/csv";
    public const string JavaScript = "application/javascript";
    public const string Mermaid = "text/vnd.mermaid";

    /// <summary>A chart: an object with <c>data</c>, <c>layout</c> and, for animations, <c>frames</c>; never <c>config</c>.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A table as data; its shape is written down at <c>Notebook.Interactive.Formatting.TableJson</c>.</summary>
    public const string Table = "application/vnd.notebook.table.v1+json";

    /// <summary>A value with its parts as data; its shape is written down at <c>Notebook.Interactive.Formatting.TreeJson</c>.</summary>
    public const string Tree = "application/vnd.notebook.tree.v1+json";

    /// <summary>How far a piece of work is; its shape is written down at <c>Notebook.Interactive.Progress</c>.</summary>
    public const string Progress = "application/vnd.notebook.progress.v1+json";

    /// <summary>What the compiler noticed about code that compiled; its shape is <see cref="CompilerWarnings"/>.</summary>
    public const string Warnings = "application/vnd.notebook.warnings.v1+json";

    /// <summary>An input that readers change; its shape is <see cref="CellInput"/>.</summary>
    public const string Input = "application/vnd.notebook.input.v1+json";

    /// <summary>Whether a bundle entry of this type holds JSON text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType.EndsWith("+json", StringComparison.OrdinalIgnoreCase) || mimeType.Equals(Json, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a bundle entry of this type holds base64.</summary>
    public static bool IsBase64(string mimeType) =>
        mimeType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) && !mimeType.Equals(Svg, StringComparison.OrdinalIgnoreCase);
}
