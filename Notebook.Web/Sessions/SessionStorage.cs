using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>
/// The store as one session uses it: what of a turn has to be kept before it is shown, what may follow, and what to try again.
/// Owned by the session; disposing waits for what is under way.
/// </summary>
internal sealed class SessionStorage(
    NotebookId id, INotebookStore store, TimeSpan retryDelay, TimeProvider time, ILogger logger, Func<ServerOperation, Task> report) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private Task _keeping = Task.CompletedTask;
    private bool _isRetrying;
    private volatile bool _hasProblem;

    /// <summary>Commits a turn's changes as one transaction.</summary>
    /// <exception cref="StoreException">None of them is kept.</exception>
    public Task CommitAsync(ImmutableArray<SessionEffect> effects) =>
        Coalesce(effects) is { IsEmpty: false } changes ? store.CommitAsync(changes, CancellationToken.None) : Task.CompletedTask;

    /// <summary>Writes a turn's steps of runs to their journals.</summary>
    /// <returns>Why not all of them could be written, for people; null when they were.</returns>
    public async ValueTask<string?> AppendAsync(ImmutableArray<SessionEffect> effects)
    {
        ImmutableArray<RunProgress> progress = [.. effects.OfType<AppendProgress>().Select(static append => append.Progress)];
        if (progress.IsEmpty)
            return null;
        try
        {
            await store.AppendAsync(id, progress, CancellationToken.None);
            return null;
        }
        catch (StoreException exception)
        {
            // Running needs no disk, and deleting files may be what the cell is for: it goes on, and everyone is told.
            NoteProblem(exception);
            return exception.Message;
        }
    }

    /// <summary>Hands outputs over without waiting: their journals hold them until they are committed.</summary>
    public void Keep(ImmutableArray<SessionEffect> effects, SessionState state)
    {
        ImmutableArray<CellId> cellIds = [.. effects.OfType<KeepOutputs>().Select(static keep => keep.CellId).Distinct()];
        ImmutableArray<StoreChange> changes = [.. cellIds.Select(state.ToKeep).OfType<Cell>().Select(cell => new OutputsChanged(id, cell))];
        if (!changes.IsEmpty)
            // The call itself tells the store where each journal ends; only its completion is left to wait for.
            _keeping = Task.WhenAll(_keeping, WatchAsync(store.CommitAsync(changes, CancellationToken.None), cellIds));
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _keeping;
        _closing.Dispose();
    }

    /// <summary>The changes of a turn, without those that a later one of the same cell replaces: twenty keystrokes store the text once.</summary>
    private static ImmutableArray<StoreChange> Coalesce(ImmutableArray<SessionEffect> effects)
    {
        var changes = ImmutableArray.CreateBuilder<StoreChange>();
        var seen = new HashSet<(Type, object?)>();
        foreach (var change in effects.OfType<StoreChanges>().SelectMany(static stored => stored.Changes).Reverse())
            if (seen.Add((change.GetType(), SubjectOf(change))))
                changes.Add(change);
        changes.Reverse();
        return changes.DrainToImmutable();
    }

    /// <summary>What a change is about: the later one of the same kind replaces the earlier.</summary>
    private static object? SubjectOf(StoreChange change) => change switch
    {
        CellChanged changed => changed.Cell.Id,
        CellDeleted deleted => deleted.CellId,
        CommentsChanged changed => changed.Thread.Id,
        CommentsDeleted deleted => deleted.ThreadId,
        RevisionSaved saved => saved.Revision.Id,
        _ => null,
    };

    private async Task WatchAsync(Task commit, ImmutableArray<CellId> cellIds)
    {
        try
        {
            await commit;
            if (_hasProblem)
            {
                _hasProblem = false;
                await report(new OutputsKept());
            }
        }
        catch (StoreException exception)
        {
            await report(new OutputsNotKept(cellIds, exception.Message));
            NoteProblem(exception);
        }
    }

    private void NoteProblem(StoreException exception)
    {
        _hasProblem = true;
        logger.LogWarning(exception, "Outputs of notebook {NotebookId} could not be stored.", id);
        if (!Interlocked.Exchange(ref _isRetrying, true))
            _ = RetryAsync();
    }

    private async Task RetryAsync()
    {
        try
        {
            await Task.Delay(retryDelay, time, _closing.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            // Closing tries once more by itself.
            return;
        }
        finally
        {
            _isRetrying = false;
        }

        await report(new OutputsRetried());
    }
}
