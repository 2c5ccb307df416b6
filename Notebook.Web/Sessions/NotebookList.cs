using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>
/// All notebooks of the server, open or not: what home shows and does. A notebook's text is changed by its session alone;
/// here are only operations on whole notebooks.
/// </summary>
public sealed class NotebookList(INotebookStore store, INotebookSessions sessions, TimeProvider time)
{
    /// <summary>How long the trash keeps a notebook.</summary>
    public static readonly TimeSpan TrashPeriod = TimeSpan.FromDays(30);

    /// <summary>The notebooks outside the trash, last changed first.</summary>
    public ValueTask<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken cancellationToken = default) => store.ListAsync(cancellationToken);

    /// <summary>The notebooks in the trash, last trashed first.</summary>
    public ValueTask<IReadOnlyList<NotebookSummary>> ListTrashAsync(CancellationToken cancellationToken = default) => store.ListTrashAsync(cancellationToken);

    /// <returns>The notebook, be it in the trash, or null when there is none of this id.</returns>
    public ValueTask<NotebookSummary?> FindAsync(NotebookId id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

    /// <inheritdoc cref="INotebookStore.SearchAsync"/>
    public ValueTask<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken = default) =>
        store.SearchAsync(query, isVisible, cancellationToken);

    /// <inheritdoc cref="INotebookStore.ListVisitsAsync"/>
    public ValueTask<IReadOnlyDictionary<NotebookId, DateTimeOffset>> ListVisitsAsync(string personId, CancellationToken cancellationToken = default) => store.ListVisitsAsync(personId, cancellationToken);

    /// <summary>Notes that somebody opened a notebook.</summary>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Task NoteVisitAsync(NotebookId id, string personId, CancellationToken cancellationToken = default) =>
        store.CommitAsync([new NotebookVisited(id, personId, time.GetUtcNow())], cancellationToken);

    /// <summary>Renames a notebook by its session, so that its tabs see it.</summary>
    public async Task<OperationResult> RenameAsync(NotebookId id, string title, Participant by, CancellationToken cancellationToken = default) =>
        await sessions.OpenAsync(id, cancellationToken) is { } session ? await session.ApplyAsync(new Rename(title), by, cancellationToken) : NotFound;

    /// <summary>The notebook as it is now, with the whole text of every stream, of which a session keeps only head and tail at hand.</summary>
    /// <returns>Null when there is no such notebook outside the trash.</returns>
    public async Task<NotebookDocument?> ReadWholeAsync(NotebookId id, CancellationToken cancellationToken = default)
    {
        if (await sessions.OpenAsync(id, cancellationToken) is not { } session)
            return null;

        var document = session.Snapshot.Document;
        foreach (var cell in document.Cells)
        {
            var outputs = cell.Outputs;
            foreach (var stream in cell.Outputs.OfType<StreamOutput>().Where(static stream => stream.Text.OmittedLength > 0))
            {
                if (await store.OpenStreamTextAsync(id, cell.Id, stream.OutputId, cancellationToken) is not { } text)
                    continue;
                using var reader = new StreamReader(text);
                outputs = outputs.Replace(stream, stream with { Text = StreamBuffer.Of(await reader.ReadToEndAsync(cancellationToken)) });
            }

            if (!ReferenceEquals(outputs, cell.Outputs))
                document = document.With(cell with { Outputs = outputs });
        }

        return document;
    }

    /// <summary>Makes a copy with text and outputs; whatever runs in the original does not run in the copy.</summary>
    /// <returns>The copy, which nothing keeps yet; null when there is no such notebook outside the trash.</returns>
    /// <param name="id">The original.</param>
    /// <param name="title">What the copy is called, from what the original is called.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<NotebookDocument?> CopyAsync(NotebookId id, Func<string, string> title, CancellationToken cancellationToken = default)
    {
        if (await ReadWholeAsync(id, cancellationToken) is not { } document)
            return null;

        var now = time.GetUtcNow();
        return document with { Id = NotebookId.New(), Title = title(document.Title), CreatedAt = now, ModifiedAt = now, Comments = [], Verification = null, Cells = [.. document.Cells.Select(Copied)] };
    }

    /// <summary>Puts a notebook into the trash. An open session of it tells its tabs and ends.</summary>
    /// <returns>Whether there was such a notebook outside the trash.</returns>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public async Task<bool> TrashAsync(NotebookId id, CancellationToken cancellationToken = default)
    {
        if (await store.FindAsync(id, cancellationToken) is not { TrashedAt: null })
            return false;
        await sessions.TrashAsync(id, cancellationToken);
        return true;
    }

    /// <summary>Takes a notebook out of the trash.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="StoreException">It could not be kept.</exception>
    public Task<bool> RestoreAsync(NotebookId id, CancellationToken cancellationToken = default) => OfTrashAsync(id, new NotebookRestored(id), cancellationToken);

    /// <summary>Removes a notebook that is in the trash, with everything that was kept of it.</summary>
    /// <returns>Whether it was there.</returns>
    /// <exception cref="StoreException">It could not be removed.</exception>
    public Task<bool> DeleteForeverAsync(NotebookId id, CancellationToken cancellationToken = default) => OfTrashAsync(id, new NotebookDeleted(id), cancellationToken);

    /// <summary>Removes what the trash has kept for <see cref="TrashPeriod"/>.</summary>
    /// <exception cref="StoreException">Something could not be removed.</exception>
    public async Task SweepTrashAsync(CancellationToken cancellationToken = default)
    {
        var before = time.GetUtcNow() - TrashPeriod;
        foreach (var notebook in await store.ListTrashAsync(cancellationToken))
            if (notebook.TrashedAt <= before)
                await DeleteForeverAsync(notebook.Id, cancellationToken);
    }

    private static OperationResult NotFound { get; } = new OperationResult.Rejected(RejectionReason.NotFound, "This notebook is gone. It may have been deleted meanwhile.");

    private async Task<bool> OfTrashAsync(NotebookId id, StoreChange change, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { TrashedAt: not null })
            return false;
        await store.CommitAsync([change], cancellationToken);
        return true;
    }

    private static Cell Copied(Cell cell) => cell.LastRun is { State: CellRunState.Queued or CellRunState.Running } ? cell with { LastRun = null } : cell;
}
