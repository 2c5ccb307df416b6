using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>Starts fake kernels ahead, and notes what becomes of them.</summary>
public sealed class FakeWarmStart : IWarmStart
{
    private int _started;

    public FakeKernelLauncher Launcher { get; } = new();

    public int Started => Volatile.Read(ref _started);

    /// <summary>When set, hand-overs fail.</summary>
    public bool Refuses { get; set; }

    public async Task<IKernel> StartAheadAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _started);
        return await Launcher.LaunchAsync(options, cancellationToken);
    }

    public Task HandOverAsync(IKernel kernel, KernelLaunchOptions options) =>
        Refuses ? Task.FromException(new IOException("The disk is full.")) : Task.CompletedTask;
}
