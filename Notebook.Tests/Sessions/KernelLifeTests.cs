using Notebook.Protocol;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>How a session's kernel starts, runs cells, is stopped and dies; over a scripted kernel.</summary>
public sealed class KernelLifeTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();
    private FakeKernel? _running;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task RunCells_FirstTime_StartsTheKernelInTheNotebooksFolder()
    {
        _host.Script.Echo();
        var session = await _host.OpenAsync("1+1");

        await session.MustAsync(new RunCells([Id(0)]));
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);

        var kernel = await _host.Kernels.NextKernelAsync(Token);
        Assert.Equal(_host.Folder.NotebookFolder(session.NotebookId), kernel.Options.WorkingFolder);
        Assert.Equal(KernelState.Ready, session.Snapshot.Kernel.State);
    }

    [Fact]
    public async Task RunCells_AskedInAnyOrder_RunInTheOrderOfThePage()
    {
        _host.Script.Echo();
        var session = await _host.OpenAsync("a", "b", "c");

        await session.MustAsync(new RunCells([Id(2), Id(0), Id(1)]));
        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);

        var kernel = await _host.Kernels.NextKernelAsync(Token);
        Assert.Equal(["a", "b", "c"], kernel.Requests.OfType<Submit>().Select(static submit => submit.Code));
        Assert.Equal(["a", "b", "c"], kernel.Requests.OfType<Submit>().Select(static submit => submit.SourceName));
    }

    [Fact]
    public async Task RunCells_CellThatRunsOrWaits_IsLeftAsItIs()
    {
        _host.Script.HoldAny();
        var (session, run) = await RunningAsync("a", "b");
        await session.MustAsync(new RunCells([Id(1)]));

        await session.MustAsync(new RunAll());

        Assert.Equal([Id(1)], session.Snapshot.Queue);
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
    }

    [Fact]
    public async Task RunCells_TextEditedMeanwhile_RunsWhatWasThereWhenItsTurnCame()
    {
        _host.Script.Hold("a").Hold("b!");
        var (session, run) = await RunningAsync("a", "b");
        await session.MustAsync(new RunCells([Id(1)]));

        await session.MustAsync(Typing(session, Id(1), "!"));
        run.Release();

        var second = await (await KernelAsync()).NextRunAsync(Token);
        Assert.Equal("b!", second.Request.Code);
        Assert.Equal(1, session.Snapshot.Document.Cells[1].LastRun!.TextVersion);
    }

    [Fact]
    public async Task InterruptRun_All_StopsTheRunningCellAndEmptiesTheQueue()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("first", "forever", "later");
        await session.MustAsync(new RunCells([Id(2)]));
        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);
        var before = session.Snapshot.Document.Cells[2];
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(1), CellRunState.Running);
        Assert.Equal(CellRunState.Queued, session.Snapshot.Document.Cells[2].LastRun!.State);

        await session.MustAsync(new InterruptRun());
        await session.UntilRunAsync(Id(1), CellRunState.Interrupted);

        Assert.Empty(session.Snapshot.Queue);
        Assert.Equal(before.LastRun, session.Snapshot.Document.Cells[2].LastRun);
        Assert.Equal("later", session.Snapshot.Document.Cells[2].PlainOutput());
        Assert.Equal(KernelState.Ready, session.Snapshot.Kernel.State);
    }

    [Fact]
    public async Task InterruptRun_OneCell_LetsTheOthersRun()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("forever", "unwanted", "wanted");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Running);

        await session.MustAsync(new InterruptRun(Id(1)));
        await session.MustAsync(new InterruptRun(Id(0)));

        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);
        Assert.Equal(CellRunState.Interrupted, session.Snapshot.Document.Cells[0].LastRun!.State);
        Assert.Null(session.Snapshot.Document.Cells[1].LastRun);
    }

    [Fact]
    public async Task InterruptRun_WorkThatResists_IsSaid()
    {
        var resists = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _host.Script.On("resists", run =>
        {
            run.WorkLeftRunning = true;
            resists.SetResult();
            return run.UntilReleasedAsync();
        });
        var session = await _host.OpenAsync("resists");
        await session.MustAsync(new RunAll());
        await resists.Task.WaitAsync(Patience, Token);

        await session.MustAsync(new InterruptRun());

        var cell = (await session.UntilRunAsync(Id(0), CellRunState.Interrupted)).Document.Cells[0];
        Assert.True(cell.LastRun!.WorkLeftRunning);
    }

    [Fact]
    public async Task RestartKernel_WhileACellRuns_ReplacesTheKernelAndKeepsOutputs()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("first", "forever", "later");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(1), CellRunState.Running);
        var old = await KernelAsync();

        await session.MustAsync(new RestartKernel());
        await session.UntilAsync(static s => s.Kernel.State == KernelState.Ready);

        await old.Ended.WaitAsync(Patience, Token);
        Assert.Equal("first", session.Snapshot.Document.Cells[0].PlainOutput());
        Assert.Equal(CellRunState.Interrupted, session.Snapshot.Document.Cells[1].LastRun!.State);
        Assert.Equal("Ada restarted the kernel while this cell ran.", session.Snapshot.Document.Cells[1].LastRun!.Detail);
        Assert.Null(session.Snapshot.Document.Cells[2].LastRun);
        Assert.Empty(session.Snapshot.Queue);
        await session.MustAsync(new RunCells([Id(2)]));
        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);
        Assert.Equal(1, session.Snapshot.Document.Cells[2].ExecutionCount);
        Assert.NotSame(old, await KernelAsync());
    }

    [Fact]
    public async Task KernelEnds_WhileACellRuns_IsSaidAndTheNextRunStartsAnother()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("forever", "later");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Running);
        await session.MustAsync(Typing(session, Id(1), "!"));

        (await KernelAsync()).End(137, "The kernel used more memory than it may (512 MB).");
        await session.UntilAsync(static s => s.Kernel.State == KernelState.Stopped);

        Assert.Equal("The kernel used more memory than it may (512 MB).", session.Snapshot.Kernel.Detail);
        Assert.All(session.Snapshot.Document.Cells, static cell => Assert.Equal(CellRunState.KernelLost, cell.LastRun!.State));
        Assert.All(session.Snapshot.Document.Cells, static cell => Assert.Equal("The kernel used more memory than it may (512 MB).", cell.LastRun!.Detail));
        Assert.Equal(["forever", "later!"], session.Snapshot.Document.Cells.Select(static cell => cell.Source));
        await session.MustAsync(new RunCells([Id(1)]));
        await session.UntilRunAsync(Id(1), CellRunState.Succeeded);
        Assert.Equal(new KernelStatus(KernelState.Ready), session.Snapshot.Kernel);
    }

    [Fact]
    public async Task KernelDoesNotStart_ReasonIsSaidAndTheNextRunTriesAgain()
    {
        _host.Script.Echo();
        _host.Kernels.Refusal = "bubblewrap is missing. Install it, or set Sandbox:Mode.";
        var session = await _host.OpenAsync("1");
        await session.MustAsync(new RunAll());
        await session.UntilAsync(static s => s.Kernel.State == KernelState.Stopped);

        Assert.Equal("bubblewrap is missing. Install it, or set Sandbox:Mode.", session.Snapshot.Kernel.Detail);
        Assert.Equal(CellRunState.KernelLost, session.Snapshot.Document.Cells[0].LastRun!.State);
        _host.Kernels.Refusal = null;
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
    }

    [Fact]
    public async Task InterruptRun_WhileTheKernelStarts_EmptiesTheQueue()
    {
        _host.Kernels.CloseGate();
        var session = await _host.OpenAsync("1");
        await session.MustAsync(new RunAll());
        Assert.Equal(KernelState.Starting, session.Snapshot.Kernel.State);

        await session.MustAsync(new InterruptRun());

        Assert.Null(session.Snapshot.Document.Cells[0].LastRun);
        _host.Kernels.OpenGate();
        await session.UntilAsync(static s => s.Kernel.State == KernelState.Ready);
        Assert.Empty((await KernelAsync()).Requests);
    }

    [Fact]
    public async Task DeleteCell_ThatRuns_StopsItAndTheQueueGoesOn()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("forever", "next");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Running);

        await session.MustAsync(new DeleteCells([Id(0)]));

        Assert.Null(session.Snapshot.RunningCell);
        await session.UntilRunAsync(Id(1), CellRunState.Succeeded);
        Assert.Single(session.Snapshot.Document.Cells);
    }

    [Fact]
    public async Task DeleteCell_ThatWaits_IsTakenOutOfTheQueue()
    {
        _host.Script.Hold("forever").Echo();
        var session = await _host.OpenAsync("forever", "gone", "next");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Running);

        await session.MustAsync(new DeleteCells([Id(1)]));
        await session.MustAsync(new InterruptRun(Id(0)));

        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);
        Assert.DoesNotContain((await KernelAsync()).Requests, static request => request is Submit { Code: "gone" });
    }

    [Fact]
    public async Task Dispose_WhileACellRuns_KeepsWhatItShowed()
    {
        _host.Script.HoldAny();
        var (session, run) = await RunningAsync("forever");
        using var watching = session.Subscribe(Person());
        run.Print("shown");
        await session.UntilAsync(static s => s.Document.Cells[0].PlainOutput() == "shown");

        await _host.DisposeAsync();

        var stored = (await _host.Store.LoadAsync(session.NotebookId, Token))!.Cells[0];
        Assert.Equal("shown", stored.PlainOutput());
        Assert.Equal((CellRunState.KernelLost, "The server stopped while this cell ran."), (stored.LastRun!.State, stored.LastRun.Detail));
        while (await watching.NextAsync(Token) is not null)
        {
            // Until the session says that it has closed.
        }

        Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new Rename("too late")));
    }


    private async Task<(INotebookSession Session, FakeRun Run)> RunningAsync(params string[] sources)
    {
        var session = await _host.OpenAsync(sources);
        await session.MustAsync(new RunCells([Id(0)]));
        await session.UntilRunAsync(Id(0), CellRunState.Running);
        _running = await _host.Kernels.NextKernelAsync(Token);
        return (session, await _running.NextRunAsync(Token));
    }

    /// <summary>The kernel of <see cref="RunningAsync"/>, or the next that was launched.</summary>
    private async Task<FakeKernel> KernelAsync()
    {
        var kernel = _running ?? await _host.Kernels.NextKernelAsync(Token);
        _running = null;
        return kernel;
    }
}
