using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>What the server knows about the code of its notebooks.</summary>
public interface ILanguageService
{
    /// <summary>Takes part in a notebook's language services; disposing the result leaves them. Costs nothing until something is asked.</summary>
    ILanguageNotebook Open(INotebookSession session);
}
