using Notebook.Web.Documents;

namespace Notebook.Web.Components.Home;

/// <summary>What became of one file.</summary>
internal sealed class FileImport
{
    /// <summary>The shape of its status.</summary>
    public required string Mark { get; set; }

    /// <summary>What to say about it.</summary>
    public required string Words { get; set; }

    /// <summary>The notebook it became.</summary>
    public NotebookId? Notebook { get; set; }
}
