using System.IO.Pipelines;
using System.Threading.Channels;
using Notebook.Kernel;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Kernels;

/// <summary>
/// The real kernel's host on a stream in memory. It takes over this process's console, so that one runs at a time:
/// tests that use it share the collection <see cref="OneInProcessKernel"/>.
/// </summary>
internal sealed class InProcessKernel : IKernel
{
    private readonly Pipe _requests = new();
    private readonly Pipe _answers = new();
    private readonly FramePipe _pipe;
    private readonly KernelHost _host;
    private readonly Thread _serving;
    private readonly Channel<KernelEvent> _events = Channel.CreateUnbounded<KernelEvent>();
    private readonly TaskCompletionSource<KernelExit> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly EventValidator _validator = new();

    private InProcessKernel()
    {
        _pipe = new FramePipe(_answers.Reader.AsStream(), _requests.Writer.AsStream());
        _host = new KernelHost(new FramePipe(_requests.Reader.AsStream(), _answers.Writer.AsStream()), streams: null);
        _serving = new Thread(() => _host.Run()) { IsBackground = true };
        _serving.Start();
    }

    public ChannelReader<KernelEvent> Events => _events.Reader;

    public Task<KernelExit> Ended => _ended.Task;

    public bool IsBusy => false;

    public KernelUsage? Usage => null;

    public void EndBecause(string reason) => _ended.TrySetResult(new KernelExit(null, reason));

    public static async Task<InProcessKernel> OpenAsync()
    {
        var kernel = new InProcessKernel();
        await kernel._pipe.WriteAsync(
            new OpenKernel { ProtocolVersion = ProtocolVersion.Current, WorkingFolder = Environment.CurrentDirectory }, ProtocolJson.Default.KernelRequest, TestContext.Current.CancellationToken);
        Assert.IsType<KernelOpened>(await kernel._pipe.ReadAsync(ProtocolJson.Default.KernelEvent, TestContext.Current.CancellationToken));
        _ = kernel.ReadAsync();
        return kernel;
    }

    public async ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken)
    {
        if (_ended.Task.IsCompleted)
            return;
        _validator.Asked(request);
        await _pipe.WriteAsync(request, ProtocolJson.Default.KernelRequest, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended.TrySetResult(new KernelExit(null, "The kernel was stopped.")))
            return;

        await _requests.Writer.CompleteAsync();
        await Task.Run(() =>
        {
            _serving.Join();
            _host.Dispose();
        });
        await _answers.Writer.CompleteAsync();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _pipe.ReadAsync(ProtocolJson.Default.KernelEvent, CancellationToken.None) is { } kernelEvent)
            {
                _validator.Check(kernelEvent);
                _events.Writer.TryWrite(kernelEvent);
            }

            _events.Writer.TryComplete();
        }
        catch (Exception exception)
        {
            // A breach of the protocol must fail the test that waits for an event.
            _events.Writer.TryComplete(_ended.Task.IsCompleted ? null : exception);
        }
    }
}
