using System.Collections.Concurrent;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>
/// Looks after what the system's own limits do not count: memory that is shared, files of all sizes together, threads of one user,
/// the time of one cell. Looks four times a second; a fast allocator gets some 250 MB past its limit in that time.
/// </summary>
internal sealed class KernelWatchdog : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<ProcessKernel, WatchedKernel> _kernels = [];
    private int _isLooking;

    public KernelWatchdog(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, Interval, Interval);
    }

    /// <summary>Watches a kernel until it ends.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="limits">What it may use.</param>
    public void Watch(ProcessKernel kernel, KernelLimits limits)
    {
        _kernels[kernel] = new WatchedKernel(kernel, limits, _time);
        _ = kernel.Ended.ContinueWith(_ => _kernels.TryRemove(kernel, out var _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        // A machine that pages may take longer than the interval.
        if (Interlocked.Exchange(ref _isLooking, 1) == 1)
            return;
        try
        {
            foreach (var kernel in _kernels.Values)
                kernel.Look();
        }
        finally
        {
            Volatile.Write(ref _isLooking, 0);
        }
    }
}
