namespace Notebook.Web.Kernels;

/// <summary>
/// Kernels that are started and exercised before anybody wants one, so that a notebook's first result comes at once. One starts at a
/// time, at low priority, and some time after one was taken: whoever took it is running their first cell.
/// </summary>
public sealed partial class WarmKernels : BackgroundService, IAsyncDisposable
{
    /// <summary>What a first cell gets to itself.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    /// <summary>After a start that failed: what is wrong stays wrong for a while.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly KernelOptions _options;
    private readonly IWarmStart _start;
    private readonly KernelTerms _terms;
    private readonly KernelAdmission _admission;
    private readonly TimeProvider _time;
    private readonly ILogger<WarmKernels> _logger;
    private readonly Lock _lock = new();
    private readonly List<(IKernel Kernel, KernelLaunchOptions Options)> _ready = [];
    private readonly SemaphoreSlim _changed = new(0);

    public WarmKernels(KernelOptions options, IWarmStart start, KernelTerms terms, KernelAdmission admission, TimeProvider time, ILogger<WarmKernels> logger)
    {
        _options = options;
        _start = start;
        _terms = terms;
        _admission = admission;
        _time = time;
        _logger = logger;
        admission.WarmBytes = () => Kernels.Sum(static kernel => Math.Max(KernelPlace.LeastBytes, kernel.Usage?.HeldBytes ?? 0));
    }

    /// <summary>Those that wait for somebody.</summary>
    public IReadOnlyList<IKernel> Kernels
    {
        get
        {
            lock (_lock)
                return [.. _ready.Select(static warm => warm.Kernel)];
        }
    }

    /// <summary>Takes a kernel that serves, which is the caller's from now on; null when there is none.</summary>
    public IKernel? TryTake(KernelLaunchOptions options)
    {
        lock (_lock)
        {
            var index = _ready.FindIndex(warm => options.IsServedBy(warm.Options) && !warm.Kernel.Ended.IsCompleted);
            if (index < 0)
                return null;
            var kernel = _ready[index].Kernel;
            _ready.RemoveAt(index);
            _changed.Release();
            return kernel;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Dispose();
        await (ExecuteTask ?? Task.CompletedTask).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        foreach (var kernel in Kernels)
            await kernel.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (_options.Warm == 0)
            return;
        await Task.Yield();
        try
        {
            while (true)
            {
                var pause = await FillAsync(stoppingToken) ? Rest : Patience;
                await _changed.WaitAsync(pause == Rest ? Timeout.InfiniteTimeSpan : pause, stoppingToken);
                await Task.Delay(Rest, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    /// <returns>Whether there are as many as wanted.</returns>
    private async Task<bool> FillAsync(CancellationToken stoppingToken)
    {
        while (Kernels.Count < _options.Warm)
        {
            if (!_admission.HasRoomToSpare)
                return false;
            var options = _terms.Common with { IsAhead = true };
            try
            {
                var kernel = await _start.StartAheadAsync(options, stoppingToken);
                lock (_lock)
                    _ready.Add((kernel, options));
                _ = kernel.Ended.ContinueWith(_ => Forget(kernel), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
            catch (Exception exception) when (exception is KernelLaunchException or IOException or UnauthorizedAccessException)
            {
                LogFailure(exception.Message);
                return false;
            }
        }

        return true;
    }

    private void Forget(IKernel kernel)
    {
        lock (_lock)
        {
            if (_ready.RemoveAll(warm => warm.Kernel == kernel) > 0)
                _changed.Release();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "No kernel could be started ahead of its use: {Problem}")]
    private partial void LogFailure(string problem);
}
