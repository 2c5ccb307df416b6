using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>
/// A kernel in memory that keeps the contract of <see cref="IKernel"/>: submissions one at a time in order, outputs before their
/// completion, and an end that completes the events. What code does is the launcher's <see cref="FakeScript"/>.
/// </summary>
public sealed class FakeKernel : IKernel
{
    private readonly FakeScript _script;
    private readonly Channel<KernelEvent> _events = Channel.CreateUnbounded<KernelEvent>();
    private readonly Channel<FakeRun> _queue = Channel.CreateUnbounded<FakeRun>();
    private readonly Channel<FakeRun> _started = Channel.CreateUnbounded<FakeRun>();
    private readonly TaskCompletionSource<KernelExit> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _life = new();
    private readonly Lock _lock = new();
    private readonly List<FakeRun> _open = [];
    private readonly List<KernelRequest> _requests = [];
    private int _displays;

    internal FakeKernel(FakeScript script, KernelLaunchOptions options)
    {
        _script = script;
        Options = options;
        _ = Task.Run(RunAsync);
    }

    public KernelLaunchOptions Options { get; }

    public ChannelReader<KernelEvent> Events => _events.Reader;

    public Task<KernelExit> Ended => _ended.Task;

    public bool IsBusy
    {
        get
        {
            lock (_lock)
                return _open.Count > 0;
        }
    }

    public KernelUsage? Usage { get; set; }

    public void EndBecause(string reason) => End(null, reason);

    /// <summary>Every request that was sent, in order.</summary>
    public IReadOnlyList<KernelRequest> Requests
    {
        get
        {
            lock (_lock)
                return [.. _requests];
        }
    }

    public bool IsDisposed { get; private set; }

    /// <summary>The next submission that has begun to run.</summary>
    public async Task<FakeRun> NextRunAsync(CancellationToken cancellationToken = default) =>
        await _started.Reader.ReadAsync(cancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), cancellationToken);

    public ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_ended.Task.IsCompleted)
                return ValueTask.CompletedTask;

            _requests.Add(request);
            switch (request)
            {
                case Submit submit:
                    var run = new FakeRun(this, submit);
                    _open.Add(run);
                    _queue.Writer.TryWrite(run);
                    break;
                case ProvideInput provided:
                    _open.Find(open => open.Request.SubmissionId == provided.SubmissionId)?.Answer(provided);
                    break;
                case PageTable page:
                    // It never shows a table with pages.
                    _events.Writer.TryWrite(new TablePaged { RequestId = page.RequestId, Problem = "Run the cell to page the rest." });
                    break;
                case ListVariables list:
                    _events.Writer.TryWrite(_script.ListVariables(list));
                    break;
                case ShowVariable show:
                    _events.Writer.TryWrite(_open.Count > 0
                        ? new VariableShown { RequestId = show.RequestId, Problem = "A cell is running. Open the value when it has ended." }
                        : _script.ShowVariable(show));
                    break;
                case Interrupt interrupt:
                    _open.Find(open => open.Request.SubmissionId == interrupt.SubmissionId)?.Interrupt();
                    break;
            }
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>Ends the kernel as a crash or a kill would: what runs never completes.</summary>
    public void End(int? exitCode, string message)
    {
        lock (_lock)
        {
            if (!_ended.TrySetResult(new KernelExit(exitCode, message)))
                return;

            _events.Writer.TryComplete();
            _queue.Writer.TryComplete();
            _started.Writer.TryComplete();
        }

        _life.Cancel();
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        End(null, "The kernel was stopped.");
        return ValueTask.CompletedTask;
    }

    internal string NewDisplayId() => $"d{Interlocked.Increment(ref _displays)}";

    internal void Raise(KernelEvent kernelEvent)
    {
        lock (_lock)
            _events.Writer.TryWrite(kernelEvent);
    }

    private async Task RunAsync()
    {
        await foreach (var run in _queue.Reader.ReadAllAsync())
        {
            Raise(new SubmissionStarted { SubmissionId = run.Request.SubmissionId });
            _started.Writer.TryWrite(run);
            try
            {
                run.Interrupted.ThrowIfCancellationRequested();
                await _script.For(run.Request.Code)(run).WaitAsync(_life.Token);
            }
            catch (OperationCanceledException) when (_life.IsCancellationRequested)
            {
                return;
            }
            catch (OperationCanceledException) when (run.Interrupted.IsCancellationRequested)
            {
                run.Outcome = SubmissionOutcome.Interrupted;
            }
            catch (Exception exception)
            {
                // A behaviour that throws stands for a cell that throws.
                run.Throw(exception.GetType().FullName!, exception.Message);
            }

            lock (_lock)
            {
                _open.Remove(run);
                run.Dispose();
                _events.Writer.TryWrite(new SubmissionCompleted
                {
                    SubmissionId = run.Request.SubmissionId,
                    Outcome = run.Outcome,
                    ElapsedMilliseconds = 1,
                    WorkLeftRunning = run.WorkLeftRunning && run.Outcome == SubmissionOutcome.Interrupted,
                });
            }
        }
    }
}
