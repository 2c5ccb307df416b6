using Notebook.Kernel.Errors;
using Notebook.Kernel.Outputs;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel.Running;

/// <summary>
/// One submission while it runs: the context in which its continuations run on abortable workers. It goes on serving work that the
/// submission left behind (a loop that nobody awaits), until it is stopped.
/// </summary>
internal sealed class SubmissionRun : SynchronizationContext
{
    private readonly WorkerPool _pool;
    private readonly ErrorReports _errors;
    private readonly WakeSignal _changed;
    private RunEnd? _end;
    private volatile bool _isFaulted;

    /// <param name="pool">The threads it runs on.</param>
    /// <param name="sink">Where its outputs go.</param>
    /// <param name="errors">Reports what it throws.</param>
    /// <param name="changed">Wakes the thread that waits for its end; serves one run after the other.</param>
    public SubmissionRun(WorkerPool pool, SubmissionSink sink, ErrorReports errors, WakeSignal changed)
    {
        _changed = changed;
        _pool = pool;
        _errors = errors;
        Sink = sink;
    }

    public SubmissionSink Sink { get; }

    /// <summary>Nothing of it may run any more.</summary>
    public bool IsStopping => Sink.IsStopping;

    /// <summary>Begins the submission on a worker.</summary>
    public void Start(Func<SubmissionRun, Task> body) => Post(static state =>
    {
        var (run, begin) = ((SubmissionRun, Func<SubmissionRun, Task>))state!;
        _ = begin(run);
    }, (this, body));

    /// <summary>Waits until the submission ends; what it left behind may still run.</summary>
    public RunEnd WaitForEnd()
    {
        while (true)
        {
            if (Volatile.Read(ref _end) is { } end)
                return end;
            _changed.Wait();
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (!IsStopping)
            _pool.Post(this, d, state);
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (Current == this)
        {
            d(state);
            return;
        }

        using var done = new ManualResetEventSlim();
        Post(_ =>
        {
            try
            {
                d(state);
            }
            finally
            {
                done.Set();
            }
        }, null);
        done.Wait();
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>An exception that no task of the submission carries, as <c>async void</c> throws it.</summary>
    public void Fault(Exception exception)
    {
        _isFaulted = true;
        Sink.Publish(new ErrorOutput { Error = _errors.Of(exception) });
    }

    /// <summary>From now on nothing more of this run begins.</summary>
    public void BeginStop() => Sink.IsStopping = true;

    /// <summary>
    /// Ends the submission. Only the first call counts, but each wakes: the first may be aborted half way, which is why this is no
    /// task's completion.
    /// </summary>
    public void End(SubmissionOutcome outcome, bool workLeftRunning = false)
    {
        if (outcome == SubmissionOutcome.Succeeded && _isFaulted)
            outcome = SubmissionOutcome.Failed;
        Interlocked.CompareExchange(ref _end, new RunEnd(outcome, workLeftRunning), null);
        _changed.Set();
    }
}
