using System.Collections.Immutable;
using System.Text;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage.Fakes;

/// <summary>A store that keeps the contract of <see cref="INotebookStore"/> in memory; a test can make it refuse or wait.</summary>
public sealed class InMemoryNotebookStore : INotebookStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<NotebookId, NotebookDocument> _notebooks = [];
    private readonly Dictionary<(NotebookId Notebook, CellId Cell), Journal> _journals = [];
    private readonly Dictionary<NotebookId, DateTimeOffset> _trash = [];
    private readonly Dictionary<(string PersonId, NotebookId Notebook), DateTimeOffset> _visits = [];
    private readonly Dictionary<(NotebookId, CellId, string OutputId), string> _streams = [];
    private readonly Dictionary<(NotebookId Notebook, RevisionId Revision), (Revision Header, NotebookDocument Document)> _revisions = [];
    private readonly Dictionary<(NotebookId Notebook, CellId Cell), Cell> _aside = [];
    private readonly List<ImmutableArray<StoreChange>> _commits = [];
    private Task _last = Task.CompletedTask;
    private TaskCompletionSource? _gate;

    /// <summary>While set, commits fail with this sentence.</summary>
    public string? CommitRefusal { get; set; }

    /// <summary>While set, appending to journals fails with this sentence.</summary>
    public string? AppendRefusal { get; set; }

    public bool IsNew => true;

    public SharingIndex Sharing { get; } = new();

    /// <summary>Every commit that was kept, in order.</summary>
    public IReadOnlyList<ImmutableArray<StoreChange>> Commits
    {
        get
        {
            lock (_lock)
                return [.. _commits];
        }
    }

    /// <summary>Makes commits wait, as a slow disk does, until <see cref="OpenGate"/>.</summary>
    public void CloseGate() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OpenGate() => Interlocked.Exchange(ref _gate, null)?.TrySetResult();

    public ValueTask<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<IReadOnlyList<NotebookSummary>>(
                [.. _notebooks.Values.Where(n => !_trash.ContainsKey(n.Id)).OrderByDescending(static n => n.ModifiedAt).Select(Summary)]);
    }

    public ValueTask<IReadOnlyList<NotebookSummary>> ListTrashAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<IReadOnlyList<NotebookSummary>>([.. _trash.OrderByDescending(static t => t.Value).Select(t => Summary(_notebooks[t.Key]))]);
    }

    public ValueTask<NotebookSummary?> FindAsync(NotebookId id, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_notebooks.TryGetValue(id, out var document) ? Summary(document) : null);
    }

    public async ValueTask<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken)
    {
        var notebooks = await ListAsync(cancellationToken);
        lock (_lock)
            return
            [
                .. notebooks.Where(n => isVisible(n.Id))
                    .Select(n => new NotebookMatch(n, [.. _notebooks[n.Id].Cells.SelectMany((c, i) => query.LinesIn(c.Source).Select(line => new MatchingLine(i + 1, line))).Take(NotebookQuery.MaxLines)]))
                    .Where(match => query.IsInTitle(match.Notebook.Title) || !match.Lines.IsEmpty)
                    .OrderByDescending(match => query.IsInTitle(match.Notebook.Title)).Take(NotebookQuery.MaxNotebooks),
            ];
    }

    public ValueTask<IReadOnlyDictionary<NotebookId, DateTimeOffset>> ListVisitsAsync(string personId, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<IReadOnlyDictionary<NotebookId, DateTimeOffset>>(_visits.Where(v => v.Key.PersonId == personId).ToDictionary(static v => v.Key.Notebook, static v => v.Value));
    }

    private NotebookSummary Summary(NotebookDocument n) => new(n.Id, n.Title, n.Cells.Count, n.CreatedAt, n.ModifiedAt)
    {
        Preview = NotebookPreview.Of(n.Title, n.Cells.Take(NotebookPreview.MaxCells).Select(static c => c.Source)),
        TrashedAt = _trash.TryGetValue(n.Id, out var at) ? at : null,
    };

    public ValueTask<NotebookDocument?> LoadAsync(NotebookId id, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_notebooks.TryGetValue(id, out var document) || _trash.ContainsKey(id))
                return ValueTask.FromResult<NotebookDocument?>(null);

            foreach (var (key, journal) in _journals.Where(journal => journal.Key.Notebook == id).ToList())
            {
                if (document.Find(key.Cell) is { } cell)
                    document = document.With(journal.Steps.Aggregate(cell, static (c, step) => c.After(step)));
                _journals.Remove(key);
            }

            foreach (var key in _aside.Keys.Where(key => key.Notebook == id).ToList())
                _aside.Remove(key);
            document = document with { Cells = [.. document.Cells.Select(static cell => cell.AfterCrash() with { Version = 0 })] };
            _notebooks[id] = document;
            return ValueTask.FromResult<NotebookDocument?>(document);
        }
    }

    public Task CommitAsync(ImmutableArray<StoreChange> changes, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            // What a journal holds now is what the change replaces; what is appended while the commit waits stays.
            var ends = changes.OfType<OutputsChanged>().DistinctBy(static c => c.Cell.Id).ToDictionary(static c => c.Cell.Id, c => JournalOf(c.NotebookId, c.Cell.Id).End);
            return _last = CommitAfterAsync(_last, _gate?.Task ?? Task.CompletedTask, changes, ends);
        }
    }

    private async Task CommitAfterAsync(Task before, Task gate, ImmutableArray<StoreChange> changes, Dictionary<CellId, int> ends)
    {
        // Also makes sure that nobody can rely on a commit being done when the call returns.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await gate;
        lock (_lock)
        {
            if (CommitRefusal is { } refusal)
                throw new StoreException(refusal);
            foreach (var change in changes)
                Keep(change, ends);
            _commits.Add(changes);
        }

        Sharing.Apply(changes);
    }

    public ValueTask<IReadOnlyList<Revision>> ListRevisionsAsync(NotebookId id, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult<IReadOnlyList<Revision>>([.. _revisions.Where(r => r.Key.Notebook == id).Select(static r => r.Value.Header).OrderByDescending(static r => r.At)]);
    }

    public ValueTask<NotebookDocument?> LoadRevisionAsync(NotebookId id, RevisionId revisionId, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_revisions.TryGetValue((id, revisionId), out var found) ? found.Document with { Cells = [.. found.Document.Cells.Select(AsKept)], Comments = [] } : null);
    }

    /// <summary>A cell without what belongs to a session: the count of its text's changes.</summary>
    private static Cell AsKept(Cell cell) => cell with
    {
        Text = TextDocument.Of(cell.Source),
        LastRun = cell.LastRun is { } run ? run with { TextVersion = run.TextVersion == cell.Text.Version ? 0 : -1, WorkLeftRunning = false } : null,
        Version = 0,
    };

    public ValueTask AppendAsync(NotebookId id, ImmutableArray<RunProgress> progress, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (AppendRefusal is { } refusal)
                throw new StoreException(refusal);
            foreach (var step in progress)
            {
                var journal = JournalOf(id, step.CellId);
                _journals[(id, step.CellId)] = journal with { Steps = journal.Steps.Add(step) };
                if (step is StreamGrew grew)
                    _streams[(id, step.CellId, grew.OutputId)] = _streams.GetValueOrDefault((id, step.CellId, grew.OutputId), "") + grew.Text;
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<Stream?> OpenStreamTextAsync(NotebookId id, CellId cellId, string outputId, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var text = _streams.GetValueOrDefault((id, cellId, outputId));
            return ValueTask.FromResult<Stream?>(text is null ? null : new MemoryStream(Encoding.UTF8.GetBytes(text)));
        }
    }

    private Journal JournalOf(NotebookId id, CellId cellId) => _journals.GetValueOrDefault((id, cellId), new Journal(0, []));

    private void KeepStreams(NotebookId id, Cell cell)
    {
        foreach (var stream in cell.Outputs.OfType<StreamOutput>().Where(static stream => stream.Text.OmittedLength == 0))
            _streams[(id, cell.Id, stream.OutputId)] = stream.Text.HeadText + stream.Text.TailText;
    }

    private void Keep(StoreChange change, Dictionary<CellId, int> ends)
    {
        var known = change is NotebookStoreChange { NotebookId: var id } ? _notebooks.GetValueOrDefault(id) : null;
        switch (change)
        {
            case NotebookCreated created:
                _notebooks[created.NotebookId] = created.Document;
                foreach (var made in created.Document.Cells)
                    KeepStreams(created.NotebookId, made);
                break;
            case NotebookChanged changed when known is not null:
                // The order of cells, each as it is kept: this change does not keep cells.
                _notebooks[known.Id] = changed.Document with { Comments = known.Comments, Verification = known.Verification, Cells = [.. changed.Document.Cells.Select(cell => known.Find(cell.Id)).OfType<Cell>()] };
                break;
            case CellChanged changed when known is not null:
                var old = known.Find(changed.Cell.Id) ?? (_aside.Remove((known.Id, changed.Cell.Id), out var aside) ? aside : null);
                var cell = changed.Cell with { Outputs = old?.Outputs ?? [], LastRun = old?.LastRun, ExecutionCount = old?.ExecutionCount };
                _notebooks[known.Id] = (known.Find(cell.Id) is null ? known with { Cells = known.Cells.Add(cell) } : known.With(cell)) with { ModifiedAt = changed.ModifiedAt };
                break;
            case OutputsChanged changed when known?.Find(changed.Cell.Id) is { } kept:
                _notebooks[known.Id] = known.With(kept with { Outputs = changed.Cell.Outputs, LastRun = changed.Cell.LastRun, ExecutionCount = changed.Cell.ExecutionCount });
                KeepStreams(known.Id, changed.Cell);
                var journal = JournalOf(known.Id, kept.Id);
                _journals[(known.Id, kept.Id)] = new(Math.Max(journal.Start, ends[kept.Id]), journal.Steps.RemoveRange(0, Math.Max(0, ends[kept.Id] - journal.Start)));
                break;
            case CellDeleted deleted when known is not null:
                if (known.Find(deleted.CellId) is { } removed)
                    _aside[(known.Id, removed.Id)] = removed;
                _notebooks[known.Id] = known with { Cells = known.Cells.RemoveAll(c => c.Id == deleted.CellId) };
                break;
            case CommentsChanged changed when known is not null:
                var at = known.Comments.FindIndex(thread => thread.Id == changed.Thread.Id);
                _notebooks[known.Id] = known with { Comments = at < 0 ? known.Comments.Add(changed.Thread) : known.Comments.SetItem(at, changed.Thread) };
                break;
            case CommentsDeleted gone when known is not null:
                _notebooks[known.Id] = known with { Comments = known.Comments.RemoveAll(thread => thread.Id == gone.ThreadId) };
                break;
            case VerificationKept verified when known is not null:
                _notebooks[known.Id] = known with { Verification = verified.Verification };
                break;
            case RevisionSaved saved:
                _revisions[(saved.NotebookId, saved.Revision.Id)] = (saved.Revision, saved.Document);
                break;
            case RevisionsDeleted gone:
                foreach (var revisionId in gone.RevisionIds)
                    _revisions.Remove((gone.NotebookId, revisionId));
                break;
            case NotebookDeleted deleted:
                foreach (var key in _revisions.Keys.Where(key => key.Notebook == deleted.NotebookId).ToList())
                    _revisions.Remove(key);
                _notebooks.Remove(deleted.NotebookId);
                _trash.Remove(deleted.NotebookId);
                foreach (var visit in _visits.Keys.Where(v => v.Notebook == deleted.NotebookId).ToList())
                    _visits.Remove(visit);
                break;
            case NotebookTrashed trashed when known is not null:
                _trash[known.Id] = trashed.TrashedAt;
                break;
            case NotebookRestored restored:
                _trash.Remove(restored.NotebookId);
                break;
            case NotebookVisited visited:
                _visits[(visited.PersonId, visited.NotebookId)] = visited.VisitedAt;
                break;
        }
    }

    /// <summary>Steps that are not committed, the first of them at a position counted from the journal's beginning.</summary>
    private sealed record Journal(int Start, ImmutableList<RunProgress> Steps)
    {
        public int End => Start + Steps.Count;
    }
}
