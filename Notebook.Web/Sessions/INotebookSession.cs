using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;

namespace Notebook.Web.Sessions;

/// <summary>
/// A notebook that is open on the server: the single writer of its document, with its participants and its kernel.
/// Lives as long as the server needs it, whatever tabs come and go.
/// </summary>
public interface INotebookSession
{
    NotebookId NotebookId { get; }

    /// <summary>The newest state; reading it costs nothing.</summary>
    SessionSnapshot Snapshot { get; }

    /// <summary>What participants have opened in panels, for the addresses of its parts.</summary>
    ShownValues ShownValues { get; }

    /// <summary>Who has the notebook open, and where they are in it.</summary>
    PresenceBoard Presence { get; }

    /// <summary>Applies an operation. When this completes as accepted, the change is in the store.</summary>
    ValueTask<OperationResult> ApplyAsync(Operation operation, Participant by, CancellationToken cancellationToken = default);

    /// <summary>
    /// Asks the kernel for rows of a table that it showed. They are for the caller alone and no part of the document. When the kernel
    /// that showed it is gone, the answer's <see cref="TablePaged.Problem"/> says so.
    /// </summary>
    /// <param name="request">Its <see cref="PageTable.RequestId"/> is chosen here.</param>
    /// <param name="cancellationToken">Ends the wait, not the kernel's work.</param>
    Task<TablePaged> PageTableAsync(PageTable request, CancellationToken cancellationToken = default);

    /// <summary>Asks the kernel which variables there are, for the caller alone. Without a kernel there are none.</summary>
    Task<VariablesListed> ListVariablesAsync(CancellationToken cancellationToken = default);

    /// <summary>Asks the kernel for a variable's value, for the caller alone; <see cref="VariableShown.Problem"/> says why there is none.</summary>
    Task<VariableShown> ShowVariableAsync(string name, CancellationToken cancellationToken = default);

    /// <summary>Tells the session which cells use what of which, so that it can say what is stale. Completes when it has taken note.</summary>
    Task NoteUsesAsync(CellLinks links);

    /// <summary>Joins the session as a participant. Disposing the subscription leaves it and stops nothing that runs.</summary>
    ISessionSubscription Subscribe(Participant participant);
}

/// <summary>A participant's view of what changes. Changes merge until they are fetched, so a slow reader costs no memory.</summary>
public interface ISessionSubscription : IDisposable
{
    /// <summary>Waits until something has changed since the last call. For one caller at a time.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <returns>The merged change, or null when the session has closed for this participant.</returns>
    ValueTask<SessionChange?> NextAsync(CancellationToken cancellationToken);
}
