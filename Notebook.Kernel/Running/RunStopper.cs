using System.Diagnostics;
using Notebook.Interactive;
using Notebook.Protocol;

namespace Notebook.Kernel.Running;

/// <summary>
/// Stops a run, in the order of danger: loops leave at their next stop point, waits are interrupted, and what has not ended by then is
/// aborted. Says what resisted.
/// </summary>
internal static class RunStopper
{
    /// <summary>Code of a cell reaches a stop point in microseconds. Aborting can cost the process (docs/decisions/0008-stop.md), so it comes last, yet soon enough for 300 ms.</summary>
    private const int AbortAfterMilliseconds = 120;

    /// <summary>What has not let go by then is native code, a finally block or a catch that never ends.</summary>
    private const int PatienceMilliseconds = 2_000;

    private const int RepeatMilliseconds = 5;

    private static int _stopping;

    /// <summary>Begins to stop the run and returns at once; <see cref="SubmissionRun.WaitForEnd"/> tells when it has ended.</summary>
    public static void Stop(SubmissionRun run, WorkerPool pool)
    {
        if (run.IsStopping)
            return;

        run.BeginStop();
        KernelThread.Start("stop", () =>
        {
            StopPoint.Arm(Interlocked.Increment(ref _stopping) > 0);
            run.End(SubmissionOutcome.Interrupted, !TearOut(run, pool) || LeftoverWork.IsRunning());
            StopPoint.Arm(Interlocked.Decrement(ref _stopping) > 0);
        });
    }

    private static bool TearOut(SubmissionRun run, WorkerPool pool)
    {
        var began = Stopwatch.GetTimestamp();
        var aborted = new HashSet<Worker>();
        while (pool.WorkersOf(run) is { Count: > 0 } workers)
        {
            var elapsed = Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            if (elapsed >= PatienceMilliseconds)
                return false;
            foreach (var worker in workers)
            {
                if (elapsed >= AbortAfterMilliseconds && aborted.Add(worker))
                    worker.Abort();
                worker.InterruptWait();
            }

            Thread.Sleep(RepeatMilliseconds);
        }

        return true;
    }
}
