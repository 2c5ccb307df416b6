using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Notebook.Kernel.Streams;

namespace Notebook.Kernel.Running;

/// <summary>
/// The threads that execute cells. One is enough for most code; when work has waited 2 ms and none is idle, as when a cell blocks on
/// the result of its own continuation, another is started.
/// </summary>
internal sealed class WorkerPool : IDisposable
{
    /// <summary>A cell with a barrier of 100 tasks needs 102; the sandbox allows 512 threads in all.</summary>
    private const int MaxWorkers = 256;

    private const int MaxIdleWorkers = 4;
    private const int PatienceMilliseconds = 2;

    /// <summary>Recursive code is ordinary in notebooks. Address space only: 100 workers with stacks of 8 MB took no more memory than with 256 KB.</summary>
    private const int StackBytes = 8 * 1024 * 1024;

    private readonly ConcurrentQueue<WorkItem> _items = new();
    private readonly ConcurrentDictionary<Worker, bool> _workers = [];
    private readonly WakeSignal _workSignal = new();
    private readonly WakeSignal _watchSignal = new();
    private int _idle;
    private volatile bool _disposed;

    public WorkerPool()
    {
        KernelThread.Start("workers", Watch);
        StartWorker();
    }

    /// <summary>An asynchronous flow in which nothing was set, for every work item to begin with.</summary>
    public ExecutionContext CleanFlow { get; } = ExecutionContext.Capture()!;

    /// <summary>
    /// Queues work. Called by any thread, a cell's own included, which can't leave the queue torn: an abort never lands inside a
    /// finally block, as long as the JIT does not optimise it away.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    public void Post(SubmissionRun run, SendOrPostCallback callback, object? state)
    {
        try
        {
        }
        finally
        {
            _items.Enqueue(new WorkItem(run, callback, state, Stopwatch.GetTimestamp()));
            Announce();
        }
    }

    /// <summary>The workers that execute work of a run.</summary>
    public IReadOnlyList<Worker> WorkersOf(SubmissionRun run) => [.. _workers.Keys.Where(worker => worker.Run == run)];

    /// <summary>Waits for the next work item.</summary>
    /// <returns>False when the worker is to end.</returns>
    public bool Take(out WorkItem item)
    {
        while (!_disposed)
        {
            if (_items.TryDequeue(out item))
            {
                // One wake-up may stand for several items.
                if (!_items.IsEmpty)
                    Announce();
                return true;
            }

            var idle = Interlocked.Increment(ref _idle);
            var isSpare = idle > MaxIdleWorkers;
            // Work that came while this worker did not count as idle has told the watcher only.
            if (_items.IsEmpty && !isSpare)
                _workSignal.Wait();
            Interlocked.Decrement(ref _idle);
            if (isSpare && _items.IsEmpty)
                break;
        }

        item = default;
        return false;
    }

    /// <summary>A worker has ended.</summary>
    public void Left(Worker worker)
    {
        _workers.TryRemove(worker, out _);
        _watchSignal.Set();
    }

    public void Dispose()
    {
        _disposed = true;
        // The descriptors stay open: threads may still be waiting on them, and this ends with the process.
        _watchSignal.Set();
        for (var i = 0; i < MaxWorkers; i++)
            _workSignal.Set();
    }

    private void Announce() => (Volatile.Read(ref _idle) > 0 ? _workSignal : _watchSignal).Set();

    private void Watch()
    {
        while (!_disposed)
        {
            _watchSignal.Wait(_items.IsEmpty ? -1 : PatienceMilliseconds);
            if (_workers.IsEmpty)
                StartWorker();
            else if (_items.TryPeek(out var first) && Volatile.Read(ref _idle) == 0 && HasWaited(first) && _workers.Count < MaxWorkers)
                StartWorker();
            else if (!_items.IsEmpty && Volatile.Read(ref _idle) > 0)
                _workSignal.Set();
        }
    }

    private static bool HasWaited(WorkItem item) =>
        Stopwatch.GetElapsedTime(item.QueuedAt).TotalMilliseconds >= PatienceMilliseconds;

    private void StartWorker()
    {
        var worker = new Worker(this, StackBytes);
        _workers[worker] = true;
        worker.Start();
    }
}
