using Notebook.Web.Documents;

namespace Notebook.Web.Formats;

/// <summary>What reading a notebook file came to: the whole notebook, or a reason.</summary>
public abstract record NotebookReadResult
{
    private NotebookReadResult()
    {
    }

    /// <param name="Document">A new notebook, with an id of its own.</param>
    public sealed record Read(NotebookDocument Document) : NotebookReadResult;

    /// <param name="Reason">Sentences for the person who chose the file: what is wrong, where, and what to do.</param>
    public sealed record Unreadable(string Reason) : NotebookReadResult;
}
