namespace Notebook.Web.Formats;

/// <summary>Which formats there are and what their files are called.</summary>
public static class NotebookFormats
{
    /// <summary>The extensions that are read, in a form for people and for a file input's <c>accept</c>.</summary>
    public const string Extensions = ".ipynb,.dib,.md";

    /// <summary>The format that a file's name promises.</summary>
    /// <returns>Null when the extension is none of ours.</returns>
    public static NotebookFormat? FromFileName(string fileName) => FromExtension(Path.GetExtension(fileName));

    /// <param name="extension">With its dot, in any case.</param>
    /// <returns>Null when the extension is none of ours.</returns>
    public static NotebookFormat? FromExtension(string extension) => extension.ToLowerInvariant() switch
    {
        ".ipynb" => NotebookFormat.Ipynb,
        ".dib" => NotebookFormat.Dib,
        ".md" => NotebookFormat.Markdown,
        ".html" => NotebookFormat.Html,
        ".cs" => NotebookFormat.CSharp,
        _ => null,
    };

    /// <summary>With its dot.</summary>
    public static string ExtensionOf(NotebookFormat format) => format switch
    {
        NotebookFormat.Ipynb => ".ipynb",
        NotebookFormat.Dib => ".dib",
        NotebookFormat.Markdown => ".md",
        NotebookFormat.Html => ".html",
        NotebookFormat.CSharp => ".cs",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string ContentTypeOf(NotebookFormat format) => format switch
    {
        NotebookFormat.Ipynb => "application/x-ipynb+json",
        NotebookFormat.Html => "text/html; charset=utf-8",
        NotebookFormat.Markdown => "text/markdown; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };
}
