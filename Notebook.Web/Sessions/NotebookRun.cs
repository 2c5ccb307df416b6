using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>Somebody had cells of a notebook run.</summary>
/// <param name="NotebookId">Which notebook.</param>
/// <param name="Title">What it was called then.</param>
/// <param name="By">Whose tab asked for it.</param>
public sealed record NotebookRun(NotebookId NotebookId, string Title, Participant By);
