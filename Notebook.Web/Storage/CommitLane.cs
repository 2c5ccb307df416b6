using System.Threading.Channels;
using LiteDB;

namespace Notebook.Web.Storage;

/// <summary>
/// The one writer. It flushes at once when idle; what arrives while it does goes into the next transaction, so a busy server
/// pays for one flush instead of many. Disposing finishes what was handed over.
/// </summary>
internal sealed class CommitLane : IAsyncDisposable
{
    private const int MaxGroup = 256;

    private readonly NotebookDatabase _database;
    private readonly ILogger _logger;
    private readonly Channel<Entry> _entries = Channel.CreateBounded<Entry>(new BoundedChannelOptions(4096) { SingleReader = true });
    private readonly Task _writing;

    public CommitLane(NotebookDatabase database, ILogger logger)
    {
        _database = database;
        _logger = logger;
        // A thread of its own: LiteDB ties a transaction to its thread, and the pool's threads have better to do than wait for a disk.
        _writing = Task.Factory.StartNew(Write, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Hands a write over, in order with those before it.</summary>
    /// <param name="write">Runs in a transaction; runs again when the group has to be taken apart.</param>
    /// <param name="afterwards">Runs once it is kept, before the next write.</param>
    /// <returns>Completes when it is on the disk; faults with a <see cref="StoreException"/> when it was not kept.</returns>
    public Task AddAsync(Action<LiteDatabase> write, Action? afterwards)
    {
        var entry = new Entry(write, afterwards);
        if (_entries.Writer.TryWrite(entry))
            return entry.Done.Task;
        return WaitForRoomAsync(entry);
    }

    /// <summary>Runs something between two commits, after all that were handed over before.</summary>
    /// <returns>Completes when it has run; faults as it did.</returns>
    public Task RunAloneAsync(Action work)
    {
        var entry = new Entry(static _ => { }, work) { IsAlone = true };
        return _entries.Writer.TryWrite(entry) ? entry.Done.Task : WaitForRoomAsync(entry);
    }

    /// <summary>Completes when everything that was handed over before is kept or refused.</summary>
    public async Task DrainAsync()
    {
        try
        {
            await AddAsync(static _ => { }, null);
        }
        catch (StoreException)
        {
            // The disk refuses writes, or the lane is closed: those who wait have been told.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        await _writing;
    }

    private async Task WaitForRoomAsync(Entry entry)
    {
        try
        {
            await _entries.Writer.WriteAsync(entry);
        }
        catch (ChannelClosedException exception)
        {
            throw new StoreException("The server is stopping, so this could not be saved.", exception);
        }

        await entry.Done.Task;
    }

    private void Write()
    {
        var group = new List<Entry>(MaxGroup);
        while (WaitForEntries())
        {
            while (_entries.Reader.TryRead(out var entry))
            {
                if (entry.IsAlone)
                {
                    RunAlone(entry);
                    continue;
                }

                group.Add(entry);
                while (group.Count < MaxGroup && _entries.Reader.TryPeek(out var next) && !next.IsAlone && _entries.Reader.TryRead(out entry))
                    group.Add(entry);
                Commit(group);
                group.Clear();
                Tidy(isIdle: false);
            }

            Tidy(isIdle: true);
        }
    }

    /// <returns>False when the lane is closed and empty.</returns>
    private bool WaitForEntries()
    {
        var waiting = _entries.Reader.WaitToReadAsync().AsTask();
        // A task's own wait turns on the spot for a while first; with a key every 60 ms that was a sixth of a processor.
        if (!waiting.IsCompleted)
            ((IAsyncResult)waiting).AsyncWaitHandle.WaitOne();
        return waiting.GetAwaiter().GetResult();
    }

    private void Tidy(bool isIdle)
    {
        try
        {
            _database.Tidy(isIdle);
        }
        catch (Exception exception)
        {
            // Without this thread no commit would ever be answered again; the next one meets the same trouble and tells it.
            _logger.LogError(exception, "The database's log could not be moved into its file.");
        }
    }

    private static void RunAlone(Entry entry)
    {
        try
        {
            entry.Afterwards!();
            entry.Done.TrySetResult();
        }
        catch (Exception exception)
        {
            // Whoever asked is told; the commits of everybody else go on.
            entry.Done.TrySetException(exception);
        }
    }

    private void Commit(List<Entry> group)
    {
        try
        {
            _database.Commit(database => group.ForEach(entry => entry.Write(database)));
        }
        catch (Exception exception)
        {
            if (group.Count == 1 || exception is StoreException { InnerException: IOException })
            {
                group.ForEach(entry => entry.Done.TrySetException(exception));
                return;
            }

            // One of them can't be kept, a text of 20 MB for example; the others must not suffer for it.
            foreach (var entry in group)
                Commit([entry]);
            return;
        }

        foreach (var entry in group)
        {
            try
            {
                entry.Afterwards?.Invoke();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // Files that are not needed any more stay until the notebook is opened again.
            }

            entry.Done.TrySetResult();
        }
    }

    private sealed record Entry(Action<LiteDatabase> Write, Action? Afterwards)
    {
        public bool IsAlone { get; init; }

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
