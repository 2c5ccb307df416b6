using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>
/// The revisions of one session's notebook: keeps those that its rules ask for, says when edits have waited long enough, and
/// removes what goes beyond the budget. Owned by the session; disposing waits for what is under way.
/// </summary>
internal sealed class SessionHistory : IAsyncDisposable
{
    private readonly NotebookId _id;
    private readonly INotebookStore _store;
    private readonly HistoryOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Func<ServerOperation, Task> _report;
    private readonly ITimer _timer;
    private readonly Lock _lock = new();
    private PendingEdits? _edits;
    private bool _isArmed;
    private Task _keeping = Task.CompletedTask;

    public SessionHistory(NotebookId id, INotebookStore store, HistoryOptions options, TimeProvider time, ILogger logger, Func<ServerOperation, Task> report)
    {
        _id = id;
        _store = store;
        _options = options;
        _time = time;
        _logger = logger;
        _report = report;
        _timer = time.CreateTimer(_ => Elapsed(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What has been edited since the last revision, as of now.</summary>
    public void Watch(PendingEdits? edits)
    {
        lock (_lock)
        {
            _edits = edits;
            // Armed once for a burst of keys: when it fires too early, it is armed again.
            if (edits is not null && !_isArmed)
                Arm(edits);
        }
    }

    /// <summary>Hands revisions over without waiting, and thins them.</summary>
    public void Keep(ImmutableArray<SessionEffect> effects)
    {
        ImmutableArray<StoreChange> changes = [.. effects.OfType<KeepRevision>().Select(keep => new RevisionSaved(_id, keep.Revision, keep.Document))];
        var hasAny = !changes.IsEmpty || effects.OfType<StoreChanges>().Any(static stored => stored.Changes.Any(static change => change is RevisionSaved));
        if (hasAny)
            _keeping = KeepAsync(_keeping, changes);
    }

    public async ValueTask DisposeAsync()
    {
        await _timer.DisposeAsync();
        await _keeping;
    }

    private void Arm(PendingEdits edits)
    {
        _isArmed = true;
        var wait = edits.DueAt(_options) - _time.GetUtcNow();
        _timer.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    private void Elapsed()
    {
        lock (_lock)
        {
            _isArmed = false;
            if (_edits is not { } edits)
                return;
            if (edits.DueAt(_options) > _time.GetUtcNow())
            {
                Arm(edits);
                return;
            }
        }

        _ = _report(new RevisionDue());
    }

    private async Task KeepAsync(Task before, ImmutableArray<StoreChange> changes)
    {
        await before;
        try
        {
            if (!changes.IsEmpty)
                await _store.CommitAsync(changes, CancellationToken.None);
            var surplus = RevisionThinning.Surplus(await _store.ListRevisionsAsync(_id, CancellationToken.None), _time.GetUtcNow(), _options);
            if (surplus.Count > 0)
                await _store.CommitAsync([new RevisionsDeleted(_id, [.. surplus])], CancellationToken.None);
        }
        catch (StoreException exception)
        {
            // The notebook itself is stored; the next edits make the next revision.
            _logger.LogWarning(exception, "A revision of notebook {NotebookId} could not be kept.", _id);
        }
    }
}
