using System.Runtime;

namespace Notebook.Kernel.Running;

/// <summary>
/// A thread that executes work items and can be torn out of any of them. Aborting needs no help from the code that runs;
/// interrupting ends the waits that an abort can't.
/// </summary>
internal sealed class Worker : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _abort = new();
    private volatile SubmissionRun? _run;

    public Worker(WorkerPool pool, int stackBytes)
    {
        _pool = pool;
        _thread = new Thread(Loop, stackBytes) { IsBackground = true, Name = "cell" };
    }

    /// <summary>Whose work it executes at this moment.</summary>
    public SubmissionRun? Run => _run;

    public void Start() => _thread.Start();

    /// <summary>Begins to tear the thread out of what it executes. Returns at once; <see cref="Run"/> tells when it has landed.</summary>
    public void Abort()
    {
        // Cancelling waits until the abort has landed, and it lands in no native call and no finally block.
        KernelThread.Start("abort", _abort.Cancel);
    }

    /// <summary>Ends a blocked wait, if the thread is in one.</summary>
    public void InterruptWait()
    {
        if ((_thread.ThreadState & ThreadState.WaitSleepJoin) != 0)
            _thread.Interrupt();
    }

    public void Dispose() => _abort.Dispose();

    private void Loop()
    {
        var mayBeInterruptedLate = false;
        while (!mayBeInterruptedLate && _pool.Take(out var item))
        {
            if (!item.Run.IsStopping)
            {
                Execute(item);
                // It would end the next cell's first wait; such a thread is not used again.
                mayBeInterruptedLate = item.Run.IsStopping;
            }
        }

        Leave();
        // After an abort its token may still be in use.
        if (!mayBeInterruptedLate)
            Dispose();
    }

    private void Leave()
    {
        while (true)
        {
            try
            {
                _pool.Left(this);
                return;
            }
            catch (ThreadInterruptedException)
            {
                // That late interrupt.
            }
        }
    }

    private void Execute(WorkItem item)
    {
        _run = item.Run;
        try
        {
            // What stops the run after this line finds this worker.
            if (item.Run.IsStopping)
                return;
            SynchronizationContext.SetSynchronizationContext(item.Run);
#pragma warning disable SYSLIB0046 // The kernel is a process that may be thrown away, and Stop without it would lose the variables.
            ControlledExecution.Run(() => ExecutionContext.Run(_pool.CleanFlow, Invoke, item), _abort.Token);
#pragma warning restore SYSLIB0046
        }
        catch (Exception exception)
        {
            // Whatever a cell's code throws past its own task (async void, a posted callback) belongs to its run, not to this loop.
            if (!item.Run.IsStopping)
                item.Run.Fault(exception);
        }
        finally
        {
            _run = null;
        }
    }

    private static void Invoke(object? state)
    {
        var item = (WorkItem)state!;
        item.Callback(item.State);
    }
}
