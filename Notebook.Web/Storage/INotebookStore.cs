using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>
/// Where notebooks are kept. One writer commits for everyone: it flushes at once when idle, and what arrives meanwhile goes
/// into the next transaction.
/// </summary>
public interface INotebookStore
{
    /// <summary>Whether this start made the data, which was empty before.</summary>
    bool IsNew { get; }

    /// <summary>What is shared with whom, as it is kept: after a commit that changes it has completed, it says so.</summary>
    SharingIndex Sharing { get; }

    /// <summary>The notebooks outside the trash, last changed first.</summary>
    ValueTask<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The notebooks in the trash, last trashed first.</summary>
    ValueTask<IReadOnlyList<NotebookSummary>> ListTrashAsync(CancellationToken cancellationToken);

    /// <returns>The notebook, be it in the trash, or null when there is none of this id.</returns>
    ValueTask<NotebookSummary?> FindAsync(NotebookId id, CancellationToken cancellationToken);

    /// <summary>Looks through titles and the text of cells, outside the trash: titles first, then last changed first.</summary>
    /// <param name="query">The words.</param>
    /// <param name="isVisible">Which notebooks are looked through: those that the person who asks may see.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    ValueTask<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken);

    /// <summary>When this person opened which notebook last.</summary>
    ValueTask<IReadOnlyDictionary<NotebookId, DateTimeOffset>> ListVisitsAsync(string personId, CancellationToken cancellationToken);

    /// <summary>
    /// Reads a notebook that no session has open. Journals that a crash left are applied: a run without an end is
    /// <see cref="CellRunState.KernelLost"/>.
    /// </summary>
    /// <returns>The notebook with its outputs, or null when there is none of this id outside the trash.</returns>
    /// <exception cref="StoreException">It cannot be read; the message is for people.</exception>
    ValueTask<NotebookDocument?> LoadAsync(NotebookId id, CancellationToken cancellationToken);

    /// <summary>Commits changes as one transaction, in order with those committed before.</summary>
    /// <returns>A task that completes when they would survive the end of this process.</returns>
    /// <exception cref="StoreException">They could not be kept, and none of them was; the message is for people.</exception>
    Task CommitAsync(ImmutableArray<StoreChange> changes, CancellationToken cancellationToken);

    /// <summary>The revisions of a notebook, newest first.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    ValueTask<IReadOnlyList<Revision>> ListRevisionsAsync(NotebookId id, CancellationToken cancellationToken);

    /// <summary>The notebook as it was at a revision, with the outputs it had.</summary>
    /// <returns>Null when there is no such revision.</returns>
    /// <exception cref="StoreException">It cannot be read.</exception>
    ValueTask<NotebookDocument?> LoadRevisionAsync(NotebookId id, RevisionId revisionId, CancellationToken cancellationToken);

    /// <summary>
    /// Appends to the journals of running cells, outside the lane of the commits: cheap enough to wait for before every
    /// output is shown. Called by one session, one call at a time.
    /// </summary>
    /// <returns>A task that completes when the steps would survive the end of this process.</returns>
    /// <exception cref="StoreException">They could not be kept; the message is for people.</exception>
    ValueTask AppendAsync(NotebookId id, ImmutableArray<RunProgress> progress, CancellationToken cancellationToken);

    /// <summary>The whole text of a stream output, also of one whose session keeps only head and tail at hand, and also while it grows.</summary>
    /// <returns>UTF-8 text that the caller disposes, or null when there is no such output.</returns>
    ValueTask<Stream?> OpenStreamTextAsync(NotebookId id, CellId cellId, string outputId, CancellationToken cancellationToken);
}
