using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

/// <summary>Room for one kernel, from its admission to its end.</summary>
public sealed class KernelPlace : IDisposable
{
    /// <summary>What a kernel counts for at least: it has not been measured yet, or has not grown to what it will be.</summary>
    internal const long LeastBytes = 96 * 1024 * 1024;

    private readonly Action<KernelPlace> _leave;
    private volatile IKernel? _kernel;

    internal KernelPlace(long number, KernelLaunchOptions options, DateTimeOffset since, Action<KernelPlace> leave)
    {
        Number = number;
        Purpose = options.Purpose;
        Limits = options.Limits;
        GroupFolder = options.GroupFolder;
        Since = since;
        _leave = leave;
    }

    /// <summary>Names the place while the server runs.</summary>
    public long Number { get; }

    public KernelPurpose? Purpose { get; }

    /// <summary>What its kernel may use; null for the server's own limits.</summary>
    public KernelLimits? Limits { get; }

    /// <summary>The folder of the group that its notebook belongs to; null without one.</summary>
    public string? GroupFolder { get; }

    public DateTimeOffset Since { get; }

    /// <summary>The kernel; null while it starts.</summary>
    public IKernel? Kernel => _kernel;

    /// <summary>What it counts for in the budget.</summary>
    public long Bytes => Math.Max(LeastBytes, _kernel?.Usage?.HeldBytes ?? 0);

    /// <summary>Leaves the place to its kernel, which gives it up when it ends.</summary>
    internal void Hold(IKernel kernel)
    {
        _kernel = kernel;
        _ = kernel.Ended.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Gives the place up.</summary>
    public void Dispose() => _leave(this);
}
