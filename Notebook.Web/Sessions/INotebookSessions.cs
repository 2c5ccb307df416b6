using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>All open notebooks of the server.</summary>
public interface INotebookSessions
{
    /// <summary>The session of a notebook, opened from the store when nobody has it open.</summary>
    /// <returns>Null when there is no such notebook.</returns>
    ValueTask<INotebookSession?> OpenAsync(NotebookId id, CancellationToken cancellationToken = default);

    /// <summary>Stores a new notebook.</summary>
    ValueTask<NotebookId> CreateAsync(NotebookDocument document, CancellationToken cancellationToken = default);

    /// <summary>Keeps a notebook that came as a file; how it came is its first revision.</summary>
    /// <param name="document">The notebook.</param>
    /// <param name="by">The display name of who brought it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Storage.StoreException">It could not be kept.</exception>
    ValueTask<NotebookId> ImportAsync(NotebookDocument document, string by, CancellationToken cancellationToken = default);

    /// <summary>The notebooks outside the trash, last changed first.</summary>
    ValueTask<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>
    /// Ends the notebook's session, whose tabs are told, and puts the notebook into the trash. Who opens it meanwhile waits,
    /// and finds it gone.
    /// </summary>
    /// <exception cref="StoreException">It could not be kept; the notebook is where it was.</exception>
    Task TrashAsync(NotebookId id, CancellationToken cancellationToken = default);
}
