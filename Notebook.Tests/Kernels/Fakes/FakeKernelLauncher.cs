using System.Threading.Channels;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>Launches <see cref="FakeKernel"/>s that share one <see cref="FakeScript"/>, or refuses to.</summary>
public sealed class FakeKernelLauncher : IKernelLauncher
{
    private readonly Channel<FakeKernel> _launched = Channel.CreateUnbounded<FakeKernel>();
    private TaskCompletionSource _gate = Completed();

    public FakeScript Script { get; } = new();

    /// <summary>When set, the next launches fail with this sentence.</summary>
    public string? Refusal { get; set; }

    /// <summary>How many kernels were asked for, whether or not they started.</summary>
    public int LaunchCount => Volatile.Read(ref _launchCount);

    private int _launchCount;

    /// <summary>Makes launches wait until <see cref="OpenGate"/>.</summary>
    public void CloseGate() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void OpenGate() => _gate.TrySetResult();

    public async Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _launchCount);
        await _gate.Task.WaitAsync(cancellationToken);
        if (Refusal is { } refusal)
            throw new KernelLaunchException(refusal);

        var kernel = new FakeKernel(Script, options);
        _launched.Writer.TryWrite(kernel);
        return kernel;
    }

    /// <summary>The next kernel that has started.</summary>
    public async Task<FakeKernel> NextKernelAsync(CancellationToken cancellationToken = default) =>
        await _launched.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }
}
