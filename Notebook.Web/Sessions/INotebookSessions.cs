using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>All open notebooks of the server.</summary>
public interface INotebookSessions
{
    /// <summary>Somebody had cells run, in whichever notebook. Called on any thread; the callback is short and does not throw.</summary>
    event Action<NotebookRun>? Ran;

    /// <summary>The session of a notebook, opened from the store when nobody has it open.</summary>
    /// <returns>Null when there is no such notebook.</returns>
    ValueTask<INotebookSession?> OpenAsync(NotebookId id, CancellationToken cancellationToken = default);

    /// <returns>The session of a notebook that is open; null when nobody has opened it since the server started.</returns>
    INotebookSession? FindOpen(NotebookId id);

    /// <summary>Stores a new notebook.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="ownerId">The id of the person it belongs to.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask<NotebookId> CreateAsync(NotebookDocument document, string ownerId, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the notebook's session, whose tabs are told, and puts the notebook into the trash. Who opens it meanwhile waits,
    /// and finds it gone.
    /// </summary>
    /// <exception cref="StoreException">It could not be kept; the notebook is where it was.</exception>
    Task TrashAsync(NotebookId id, CancellationToken cancellationToken = default);
}
