using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>How cells run and how the kernel lives: operations of participants, and what the kernel tells.</summary>
internal static class RunRules
{
    public static void Join(SessionStep step, Participant participant)
    {
        // Starting early hides the kernel's start from the person who is about to type.
        if (step.State is { StartsKernelAtOpen: true, Kernel.State: KernelState.NotStarted } && participant is { OnlyLooks: false, Role: >= NotebookRole.Runner })
            Start(step, participant, isEarly: true);
    }

    public static Rejected? Run(SessionStep step, RunCells run, Participant by)
    {
        if (run.CellIds.IsDefaultOrEmpty)
            return null;

        var asked = run.CellIds.ToHashSet();
        var cells = step.Document.Cells.FindAll(cell => asked.Contains(cell.Id));
        if (cells.IsEmpty)
            return DocumentRules.Gone();

        var runnable = cells.FindAll(static cell => cell.CanRun);
        if (runnable.IsEmpty && cells.Find(static cell => cell.Kind == CellKind.Code) is { } other)
            return new(RejectionReason.Invalid, $"Cell {step.Document.NumberOf(other.Id)} is written in {other.Language}. Only C# runs here; the cell keeps its text.");

        Enqueue(step, runnable, by);
        return null;
    }

    public static Rejected? RunAll(SessionStep step, Participant by)
    {
        Enqueue(step, step.Document.Cells.FindAll(static cell => cell.CanRun), by);
        return null;
    }

    public static Rejected? RunStale(SessionStep step, Participant by)
    {
        Enqueue(step, step.Document.Cells.FindAll(static cell => cell.IsStale || cell.IsEdited), by);
        return null;
    }

    public static Rejected? Interrupt(SessionStep step, InterruptRun interrupt)
    {
        if (interrupt.CellId is { } cellId)
        {
            if (step.Document.Find(cellId) is null)
                return DocumentRules.Gone();
            Dequeue(step, queued => queued.CellId == cellId);
            if (step.State.Running?.CellId == cellId)
                Stop(step);
        }
        else
        {
            Dequeue(step, static _ => true);
            Stop(step);
        }

        return null;
    }

    public static Rejected? Restart(SessionStep step, Participant by)
    {
        Replace(step, by, $"{by.DisplayName} restarted the kernel while this cell ran.");
        return null;
    }

    /// <summary>Ends the kernel, with whatever runs and waits, and starts another.</summary>
    /// <param name="step">The step.</param>
    /// <param name="by">Who wants it.</param>
    /// <param name="why">What a cell that runs says about its end.</param>
    public static void Replace(SessionStep step, Participant by, string why)
    {
        Dequeue(step, static _ => true);
        if (step.State.Running is not null)
            EndRun(step, CellRunState.Interrupted, elapsed: null, workLeftRunning: false, why);
        step.KeepAll();
        if (step.State.Kernel.State is not (KernelState.NotStarted or KernelState.Stopped))
            step.Emit(new StopKernel(step.State.KernelNumber));
        Start(step, by, isEarly: true);
    }

    /// <summary>Takes a cell that is about to be deleted out of everything that runs or waits.</summary>
    public static void Forget(SessionStep step, CellId cellId)
    {
        Withdraw(step, cellId);
        step.State = step.State with { Shown = step.State.Shown.Remove(cellId), Journaled = step.State.Journaled.Remove(cellId) };
    }

    /// <summary>Takes a cell out of the queue, and stops it when it runs.</summary>
    public static void Withdraw(SessionStep step, CellId cellId)
    {
        Dequeue(step, queued => queued.CellId == cellId);
        if (step.State.Running?.CellId == cellId)
            Stop(step);
    }

    public static void KernelWaits(SessionStep step, int ahead)
    {
        if (step.State.Kernel.State is KernelState.Starting or KernelState.Waiting)
            step.State = step.State with { Kernel = new(KernelState.Waiting, WaitingWords(ahead)) { Ahead = ahead } };
    }

    /// <summary>Nobody needs the kernel yet, and others do; who has run a cell meanwhile waits for another one.</summary>
    public static void KernelPostponed(SessionStep step)
    {
        if (step.State.Kernel.State is not (KernelState.Starting or KernelState.Waiting))
            return;
        step.State = step.State with { Kernel = new(KernelState.NotStarted) };
        if (step.State.Queue is [{ } next, ..])
            Start(step, next.Asker, isEarly: false);
    }

    private static string WaitingWords(int ahead) =>
        $"Waiting for a kernel: {(ahead == 0 ? "you are next" : $"{ahead} ahead of you")}. The memory of this server is in use by other notebooks; the kernel starts by itself as soon as there is room.";

    public static void KernelLaunched(SessionStep step)
    {
        if (step.State.Kernel.State is not (KernelState.Starting or KernelState.Waiting))
            return;
        step.State = step.State with { Kernel = new(KernelState.Ready) };
        RunNext(step);
    }

    /// <summary>The current kernel ended by itself or never started.</summary>
    public static void KernelLost(SessionStep step, string message)
    {
        if (step.State.Kernel.State is KernelState.NotStarted or KernelState.Stopped)
            return;
        if (step.State.Running is not null)
            EndRun(step, CellRunState.KernelLost, elapsed: null, workLeftRunning: false, message);
        foreach (var queued in step.State.Queue)
            if (step.Document.Find(queued.CellId) is { } cell)
                step.Progress(new RunEnded(cell.Id, new CellRun { State = CellRunState.KernelLost, By = queued.By, Detail = message }, cell.ExecutionCount));

        step.State = WithoutKernel(step.State) with { Queue = [], Kernel = new(KernelState.Stopped, message) };
        ForgetWorkLeftRunning(step);
        step.KeepAll();
    }

    /// <summary>Takes note of what the current kernel told. Ids that the session did not give out are ignored.</summary>
    public static void Report(SessionStep step, KernelEvent kernelEvent)
    {
        switch (kernelEvent)
        {
            case OutputProduced { Output: not null } produced:
                OutputRules.Take(step, produced.SubmissionId, produced.Output);
                break;
            case InputRequested asked:
                QuestionRules.Ask(step, asked);
                break;
            case PackagesRequested requested:
                PackageRules.Ask(step, requested);
                break;
            case SubmissionCompleted completed when step.State.Running?.Id == completed.SubmissionId:
                var state = completed.Outcome switch
                {
                    SubmissionOutcome.Succeeded => CellRunState.Succeeded,
                    SubmissionOutcome.Interrupted => CellRunState.Interrupted,
                    _ => CellRunState.Failed,
                };
                // The number comes from the kernel: NaN, infinite and negative are possible, a year is not.
                var milliseconds = completed.ElapsedMilliseconds is >= 0 and < 3.2e10 and var valid ? valid : 0;
                var running = step.State.Running;
                var broken = running.IsRebuild && state != CellRunState.Succeeded ? RebuildRules.BreakOff(step, running, state) : null;
                InputRules.TakeReads(step, completed);
                EndRun(step, state, TimeSpan.FromMilliseconds(milliseconds), completed.WorkLeftRunning, detail: broken);
                step.KeepAll();
                var left = completed.WorkLeftRunning && step.Document.NumberOf(running.CellId) is > 0 and var number ? $"Work left running: cell {number} has ended, but something it started goes on in the kernel and may still change variables." : null;
                step.State = step.State with { Kernel = new(KernelState.Ready, broken ?? left) };
                RunNext(step);
                break;
        }
    }

    /// <summary>Puts cells that are neither queued nor running behind what waits, and lets the kernel begin.</summary>
    public static void Enqueue(SessionStep step, ImmutableList<Cell> cells, Participant by, bool isRebuild = false)
    {
        foreach (var cell in cells)
        {
            if (step.State.Running?.CellId == cell.Id || step.State.Queue.Exists(queued => queued.CellId == cell.Id))
                continue;
            // The queue is not stored: after a crash of the server a cell that never ran is what it was before.
            step.State = step.State with { Queue = step.State.Queue.Add(new(cell.Id, by.DisplayName, cell.LastRun, by.Id, isRebuild) { Asker = by }) };
            step.Show(cell.Changed() with { LastRun = new CellRun { State = CellRunState.Queued, By = by.DisplayName, TextVersion = cell.Text.Version } });
        }

        if (step.State.Queue.IsEmpty)
            return;
        if (step.State.Kernel.State is KernelState.NotStarted or KernelState.Stopped)
            Start(step, by, isEarly: false);
        else
            RunNext(step);
    }

    /// <summary>Takes cells out of the queue; they are what they were before.</summary>
    public static void Dequeue(SessionStep step, Func<QueuedRun, bool> which)
    {
        foreach (var queued in step.State.Queue.Where(which).ToList())
        {
            step.State = step.State with { Queue = step.State.Queue.Remove(queued) };
            if (step.Document.Find(queued.CellId) is { } cell)
                step.Show(cell.Changed() with { LastRun = queued.Before });
        }
    }

    private static void RunNext(SessionStep step)
    {
        if (step.State is not { Kernel.State: KernelState.Ready, Running: null, Queue: [var next, ..] })
            return;

        var cell = step.Document.Find(next.CellId) ?? throw new InvalidOperationException("A cell that was deleted is still queued.");
        var id = new SubmissionId(step.State.LastSubmission + 1);
        var run = new CellRun { State = CellRunState.Running, By = next.By, StartedAt = step.At, TextVersion = cell.Text.Version };
        step.State = step.State with
        {
            Queue = step.State.Queue.RemoveAt(0),
            Running = new(id, cell.Id, run, step.State.LastExecution + 1, HasReplaced: false, next.ById, next.IsRebuild, step.State.LastInputChange),
            LastRunner = next.Asker,
            LastSubmission = id.Value,
            LastExecution = step.State.LastExecution + 1,
            Kernel = new(KernelState.Busy),
        };
        step.Progress(new RunBegan(cell.Id, run));
        step.Emit(new SubmitCode(id, cell.Id, cell.Language, cell.Source, InputRules.ChosenFor(step.State, cell)));
    }

    private static void EndRun(SessionStep step, CellRunState state, TimeSpan? elapsed, bool workLeftRunning, string? detail)
    {
        if (step.State.Running is not { } running)
            return;

        QuestionRules.Withdraw(step);
        OutputRules.Replace(step);
        var run = running.Run with
        {
            State = state,
            Elapsed = elapsed ?? step.At - (running.Run.StartedAt ?? step.At),
            WorkLeftRunning = workLeftRunning,
            Detail = detail,
        };
        step.Progress(new RunEnded(running.CellId, run, running.ExecutionCount));
        step.State = step.State with { Running = null };
        if (state == CellRunState.Succeeded)
            RebuildRules.Succeeded(step, running);
    }

    private static void Stop(SessionStep step)
    {
        // Asked twice, the kernel is told twice: the first interrupt may have met code that resists.
        if (step.State.Running is not { } running)
            return;
        QuestionRules.Withdraw(step);
        step.Emit(new InterruptSubmission(running.Id));
        step.State = step.State with { Kernel = new(KernelState.Stopping) };
    }

    private static void Start(SessionStep step, Participant by, bool isEarly)
    {
        step.State = WithoutKernel(step.State) with { KernelNumber = step.State.KernelNumber + 1, Kernel = new(KernelState.Starting) };
        ForgetWorkLeftRunning(step);
        step.Emit(new StartKernel(step.State.KernelNumber, by, isEarly));
    }

    /// <summary>Work that a cell left running has ended with its kernel.</summary>
    private static void ForgetWorkLeftRunning(SessionStep step)
    {
        foreach (var cell in step.Document.Cells.Where(static cell => cell.LastRun is { WorkLeftRunning: true }))
        {
            step.Show(cell.WithoutWorkLeftRunning());
            step.Keep(cell.Id);
        }
    }

    private static SessionState WithoutKernel(SessionState state) => state with
    {
        Running = null,
        LastExecution = 0,
        Packages = [],
        Shown = state.Shown.Clear(),
        Displays = state.Displays.Clear(),
    };
}
