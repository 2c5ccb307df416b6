namespace Notebook.Web.Formats;

/// <summary>A kind of notebook file.</summary>
public enum NotebookFormat
{
    /// <summary>Jupyter's JSON, nbformat 4: cells with metadata and outputs.</summary>
    Ipynb,

    /// <summary>The text format of Polyglot Notebooks: cells only, no outputs.</summary>
    Dib,

    /// <summary>Markdown whose fenced C# blocks are cells.</summary>
    Markdown,

    /// <summary>A self-contained page to read and print; written only.</summary>
    Html,

    /// <summary>A file-based C# program for <c>dotnet run</c>; written only.</summary>
    CSharp,
}
