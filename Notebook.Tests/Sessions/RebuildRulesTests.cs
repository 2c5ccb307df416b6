using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>A new kernel comes to know what the old one knew.</summary>
public sealed class RebuildRulesTests
{
    private SessionState _state = new() { Document = NotebookOf("a", "b", "c", "d"), OutputIdPrefix = "o" };
    private readonly List<SessionEffect> _effects = [];

    [Fact]
    public void Rebuild_CellsThatHadRun_RunInTheOrderOfTheirLastSuccess()
    {
        Run(2, 0, 1, 2);

        Apply(new RebuildKernel());

        Assert.Contains(_effects, static effect => effect is StopKernel { KernelNumber: 1 });
        Assert.Equal(["a", "b", "c"], Rebuilt());
        Assert.Equal(2, _state.KernelNumber);
        Assert.Null(_state.Document.Cells[3].LastRun);
    }

    [Fact]
    public void Rebuild_WhileACellRuns_EndsItAndEveryCellSaysWhereItStands()
    {
        Run(0, 1);
        Apply(new RunCells([Id(2)]));

        Apply(new RebuildKernel(), "Grace");

        Assert.Equal((CellRunState.Interrupted, "Grace rebuilt the kernel while this cell ran."), (_state.Document.Cells[2].LastRun!.State, _state.Document.Cells[2].LastRun!.Detail));
        Assert.Equal([Id(0), Id(1)], _state.ToSnapshot().Queue);
        Assert.All(_state.Document.Cells.Take(2), static cell => Assert.Equal(CellRunState.Queued, cell.LastRun!.State));
    }

    [Fact]
    public void Rebuild_CellThatFailed_IsRunWhereItLastSucceeded()
    {
        Run(0, 1, 2);
        Apply(new RunCells([Id(1)]));
        Complete(SubmissionOutcome.Failed);

        Apply(new RebuildKernel());

        Assert.Equal(["a", "b", "c"], Rebuilt());
    }

    [Fact]
    public void Rebuild_CellThatFailsNow_EndsThereSaysSoAndCanBeAskedAgain()
    {
        Run(1, 0, 2, 3);
        Apply(new RebuildKernel());
        Launch();
        Complete(SubmissionOutcome.Succeeded);

        Complete(SubmissionOutcome.Failed);

        Assert.Empty(_state.Queue);
        Assert.Equal("The rebuild ended at cell 1, which failed. 2 cells after it were not run again.", _state.Kernel.Detail);
        Assert.Equal(_state.Kernel.Detail, _state.Document.Cells[0].LastRun!.Detail);
        Assert.Equal(CellRunState.Succeeded, _state.Document.Cells[2].LastRun!.State);
        Assert.True(_state.ToSnapshot().CanRebuild);
        Apply(new RebuildKernel());
        Assert.Equal(["b", "a", "c", "d"], Rebuilt());
    }

    [Fact]
    public void Rebuild_Interrupted_SaysWhereItEnded()
    {
        Run(0, 1);
        Apply(new RebuildKernel());
        Launch();

        Apply(new InterruptRun());
        Complete(SubmissionOutcome.Interrupted);

        Assert.Equal("The rebuild ended at cell 1, which was stopped. The cell after it was not run again.", _state.Kernel.Detail);
    }

    [Fact]
    public void Rebuild_CellThatSomebodyElseAsksFor_RunsAfterARebuildThatFailed()
    {
        Run(0, 1);
        Apply(new RebuildKernel());
        Apply(new RunCells([Id(3)]), "Grace");
        Launch();

        Complete(SubmissionOutcome.Failed);

        Assert.Equal(Id(3), _state.Running!.CellId);
        Complete(SubmissionOutcome.Succeeded);
        Assert.Null(_state.Kernel.Detail);
    }

    [Fact]
    public void Rebuild_AfterRestart_RunsWhatTheKernelBeforeHadRun()
    {
        Run(0, 1);
        Apply(new RestartKernel());
        Launch();
        Assert.True(_state.ToSnapshot().CanRebuild);

        Apply(new RebuildKernel());

        Assert.Equal(["a", "b"], Rebuilt());
    }

    [Fact]
    public void Rebuild_AfterTheKernelDied_RunsWhatItHadRun()
    {
        Run(0, 1);
        Observe(new KernelEnded(_state.KernelNumber, new KernelExit(137, "It was killed.")));
        Assert.True(_state.ToSnapshot().CanRebuild);

        Apply(new RebuildKernel());

        Assert.Equal(["a", "b"], Rebuilt());
    }

    [Fact]
    public void Rebuild_KernelThatDiesMeanwhile_LosesNothingOfTheOrder()
    {
        Run(1, 0);
        Apply(new RebuildKernel());
        Launch();
        Complete(SubmissionOutcome.Succeeded);
        Observe(new KernelEnded(_state.KernelNumber, new KernelExit(137, "It was killed.")));

        Apply(new RebuildKernel());

        Assert.Equal(["b", "a"], Rebuilt());
    }

    [Fact]
    public void Rebuild_AfterRunsInANewKernel_KnowsOnlyThose()
    {
        Run(0, 1);
        Apply(new RestartKernel());
        Run(2);

        Apply(new RebuildKernel());

        Assert.Equal(["c"], Rebuilt());
    }

    [Fact]
    public void Rebuild_CellsThatWereDeletedOrBecameText_AreLeftOutAndComeBackWithAnUndo()
    {
        Run(0, 1, 2);
        var deleted = Apply(new DeleteCells([Id(0)]));
        Apply(new ChangeKinds([new(Id(1), CellKind.Markdown)]));
        Apply(new RebuildKernel());
        Assert.Equal(["c"], Rebuilt());

        Apply(deleted.Inverse!);
        Apply(new RebuildKernel());

        Assert.Equal(["a", "c"], Rebuilt());
    }

    [Fact]
    public void Rebuild_NothingThatHadRun_IsRefusedInWords()
    {
        var refused = Assert.IsType<OperationOutcome.Rejected>(_state.Apply(new RebuildKernel(), new(Person(), Noon)));

        Assert.Equal(RejectionReason.Invalid, refused.Reason);
        Assert.Contains("nothing to rebuild", refused.Message, StringComparison.Ordinal);
        Assert.False(_state.ToSnapshot().CanRebuild);
    }

    [Fact]
    public void WorkLeftRunning_IsSaidUntilItsKernelEnds()
    {
        Run(0);
        Apply(new RunCells([Id(1)]));
        Apply(new InterruptRun());
        Complete(SubmissionOutcome.Interrupted, workLeftRunning: true);

        Assert.True(_state.Document.Cells[1].LastRun!.WorkLeftRunning);
        Assert.StartsWith("Work left running: cell 2", _state.Kernel.Detail, StringComparison.Ordinal);

        _effects.Clear();
        Apply(new RebuildKernel());

        Assert.False(_state.Document.Cells[1].LastRun!.WorkLeftRunning);
        Assert.Contains(_effects, static effect => effect is KeepOutputs keep && keep.CellId == Id(1));
    }

    [Fact]
    public void Rebuild_Viewer_IsRefused() =>
        Assert.Equal(RejectionReason.NotAllowed, Assert.IsType<OperationOutcome.Rejected>(_state.Apply(new RebuildKernel(), new(Person(role: NotebookRole.Viewer), Noon))).Reason);

    private OperationOutcome.Applied Apply(Operation operation, string by = "Ada")
    {
        var applied = Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(by), Noon)));
        _state = applied.State;
        _effects.AddRange(applied.Effects);
        return applied;
    }

    private void Observe(ServerOperation operation)
    {
        var observed = _state.Observe(operation, Noon);
        _state = observed.State;
        _effects.AddRange(observed.Effects);
    }

    private void Launch() => Observe(new KernelLaunched(_state.KernelNumber));

    private void Complete(SubmissionOutcome outcome, bool workLeftRunning = false) =>
        Observe(new KernelReported(_state.KernelNumber, [new SubmissionCompleted { SubmissionId = _state.Running!.Id, Outcome = outcome, ElapsedMilliseconds = 1, WorkLeftRunning = workLeftRunning }]));

    /// <summary>Runs cells to their success, one after the other.</summary>
    private void Run(params int[] cells)
    {
        foreach (var cell in cells)
        {
            Apply(new RunCells([Id(cell)]));
            if (_state.Kernel.State == KernelState.Starting)
                Launch();
            Complete(SubmissionOutcome.Succeeded);
        }
    }

    /// <summary>Lets a rebuild run to its end; the code in its order.</summary>
    private List<string> Rebuilt()
    {
        _effects.Clear();
        Launch();
        while (_state.Running is not null)
            Complete(SubmissionOutcome.Succeeded);
        return [.. _effects.OfType<SubmitCode>().Select(static submit => submit.Code)];
    }
}
