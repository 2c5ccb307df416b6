using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text.Json;
using LiteDB;
using Microsoft.Extensions.Options;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;

namespace Notebook.Web.Storage;

/// <summary>
/// The store of a server: records in LiteDB, long texts in files by hash, steps of running cells in journals.
/// </summary>
internal sealed class LiteDbNotebookStore : INotebookStore, IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly OpenDataFolder? _owned;
    private readonly NotebookDatabase _database;
    private readonly CommitLane _lane;
    private readonly OutputBodies _bodies;
    private readonly StreamTexts _streamTexts;
    private readonly NotebookCatalog _catalog;
    private readonly Lock _ordering = new();
    private readonly ConcurrentDictionary<NotebookId, NotebookFiles> _files = [];

    /// <param name="data">Shared with whoever else keeps records; outlives the store.</param>
    /// <param name="options">How much is kept.</param>
    public LiteDbNotebookStore(OpenDataFolder data, IOptions<StorageOptions> options)
        : this(data, options.Value)
    {
    }

    /// <summary>A store that has a data folder for itself.</summary>
    /// <exception cref="StoreException">The folder is in use by another process, or cannot be opened; the message names it.</exception>
    internal LiteDbNotebookStore(DataFolder folder, StorageOptions options, DatabaseSchema schema, ILogger logger, Action? beforeLogWrite = null)
        : this(new OpenDataFolder(folder, schema, logger, beforeLogWrite), options, isOwner: true)
    {
    }

    private LiteDbNotebookStore(OpenDataFolder data, StorageOptions options, bool isOwner = false)
    {
        _owned = isOwner ? data : null;
        _folder = data.Folder;
        _database = data.Database;
        _lane = data.Lane;
        _catalog = new(_database);
        _bodies = new(_folder);
        _streamTexts = new(_bodies, options.MaxStreamBytes);
        Sharing.Load(_database.Read(SharingRecords.Read));
    }

    public SharingIndex Sharing { get; } = new();

    public bool IsNew => _database.IsNew;

    public ValueTask<IReadOnlyList<NotebookSummary>> ListAsync(CancellationToken cancellationToken) =>
        new(Task.Run(_catalog.List, cancellationToken));

    public ValueTask<IReadOnlyList<NotebookSummary>> ListTrashAsync(CancellationToken cancellationToken) => new(Task.Run(_catalog.ListTrash, cancellationToken));

    public ValueTask<NotebookSummary?> FindAsync(NotebookId id, CancellationToken cancellationToken) => new(Task.Run(() => _catalog.Find(id), cancellationToken));

    public ValueTask<IReadOnlyList<NotebookMatch>> SearchAsync(NotebookQuery query, Func<NotebookId, bool> isVisible, CancellationToken cancellationToken) =>
        new(_catalog.SearchAsync(query, isVisible, cancellationToken));

    public ValueTask<IReadOnlyDictionary<NotebookId, DateTimeOffset>> ListVisitsAsync(string personId, CancellationToken cancellationToken) =>
        new(Task.Run(() => _catalog.ListVisits(personId), cancellationToken));

    public async ValueTask<NotebookDocument?> LoadAsync(NotebookId id, CancellationToken cancellationToken)
    {
        var (document, changes) = await Task.Run(() => Read(() => new NotebookLoad(id, FilesOf(id)).Run(_database)), cancellationToken);
        if (changes.IsEmpty)
            return document;

        try
        {
            await CommitAsync(changes, cancellationToken);
        }
        catch (StoreException)
        {
            // The journals and what was put aside are still there, and the next opening reads them again.
        }

        return document;
    }

    public Task CommitAsync(ImmutableArray<StoreChange> changes, CancellationToken cancellationToken)
    {
        // Where each journal ends is decided before this method returns; see OutputsChanged.
        var generations = new Dictionary<StoreChange, long>(ReferenceEqualityComparer.Instance);
        foreach (var change in changes.OfType<OutputsChanged>())
            generations[change] = FilesOf(change.NotebookId).EndJournal(change.Cell.Id);

        // Small changes are in the lane before this method returns, so they keep their order. Outputs are worked on elsewhere.
        return generations.Count == 0 && !changes.Any(static change => change is NotebookCreated or RevisionSaved)
            ? HandOver(changes, generations)
            : CommitOutputs(changes, generations);
    }

    public ValueTask<IReadOnlyList<Revision>> ListRevisionsAsync(NotebookId id, CancellationToken cancellationToken) =>
        new(Task.Run(() => RevisionRecords.List(_database, id), cancellationToken));

    public async ValueTask<NotebookDocument?> LoadRevisionAsync(NotebookId id, RevisionId revisionId, CancellationToken cancellationToken) =>
        await Task.Run(() => Read(() => RevisionRecords.Find(_database, id, revisionId) is { } record ? RevisionRecords.Read(id, record, FilesOf(id).Get) : null), cancellationToken);

    public ValueTask AppendAsync(NotebookId id, ImmutableArray<RunProgress> progress, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var steps in progress.GroupBy(static step => step.CellId))
                FilesOf(id).Append(steps.Key, steps);
            return ValueTask.CompletedTask;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ValueTask.FromException(StoreException.NotKept(exception));
        }
    }

    public async ValueTask<Stream?> OpenStreamTextAsync(NotebookId id, CellId cellId, string outputId, CancellationToken cancellationToken) =>
        await Task.Run(
            () => Read(() =>
            {
                // A commit may take journals away between the look at the record and the look at them: then look again.
                while (true)
                {
                    var record = FindOutputs(id, cellId);
                    var generation = NotebookRecords.Generation(record);
                    var text = _streamTexts.Open(id, Stored(id, record, outputId), outputId, FilesOf(id).JournalsOf(cellId, generation));
                    if (NotebookRecords.Generation(FindOutputs(id, cellId)) == generation)
                        return text;
                    text?.Dispose();
                    cancellationToken.ThrowIfCancellationRequested();
                }
            }),
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_files.Values.Select(static files => files.LastOutputs));
        await _lane.DrainAsync();
        foreach (var files in _files.Values)
            files.Close();
        _catalog.Dispose();
        if (_owned is not null)
            await _owned.DisposeAsync();
    }

    private static T Read<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException)
        {
            throw StoreException.NotRead(exception);
        }
    }

    private NotebookFiles FilesOf(NotebookId id) => _files.GetOrAdd(id, key => new(key, _folder, _bodies));

    private BsonDocument? FindOutputs(NotebookId id, CellId cellId) =>
        _database.Read(database => database.GetCollection(DatabaseSchema.Outputs).FindById(NotebookRecords.IdOf(id, cellId)));

    private StoredStream? Stored(NotebookId id, BsonDocument? record, string outputId) =>
        record is null ? null : NotebookRecords.StoredOutputs(record, hash => _bodies.Get(id, hash)).OfType<StoredStream>().FirstOrDefault(stream => stream.Id == outputId);

    /// <summary>Commits outputs of a notebook one after another, in the order of the calls, without keeping the caller.</summary>
    private Task CommitOutputs(ImmutableArray<StoreChange> changes, Dictionary<StoreChange, long> generations)
    {
        var notebooks = changes.OfType<NotebookStoreChange>().Select(static change => change.NotebookId).Distinct().Select(FilesOf).ToList();
        lock (_ordering)
        {
            var before = Task.WhenAll(notebooks.Select(static files => files.LastOutputs));
            var commit = Task.Run(async () =>
            {
                await before;
                await HandOver(changes, generations);
            });
            var settled = commit.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var files in notebooks)
                files.LastOutputs = settled;
            return commit;
        }
    }

    /// <summary>Writes the bodies of the changes and puts their records into the lane; both before it returns.</summary>
    private Task HandOver(ImmutableArray<StoreChange> changes, Dictionary<StoreChange, long> generations)
    {
        var transaction = new StoreTransaction(_database, _streamTexts);
        try
        {
            foreach (var change in changes)
            {
                if (change is NotebookStoreChange ofNotebook)
                    transaction.Add(ofNotebook, FilesOf(ofNotebook.NotebookId), generations.GetValueOrDefault(change));
                else
                    transaction.AddSharing(change);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            transaction.Dispose();
            return Task.FromException(StoreException.NotKept(exception));
        }

        return WaitAsync(_lane.AddAsync(transaction.Write, Afterwards));

        void Afterwards()
        {
            // First: a file that can't be removed must not keep a right that was taken away.
            Sharing.Apply(changes);
            transaction.Afterwards();
        }

        async Task WaitAsync(Task commit)
        {
            using (transaction)
                await commit;
        }
    }
}
