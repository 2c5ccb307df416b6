using Microsoft.Extensions.Time.Testing;
using Notebook.Protocol;
using Notebook.Tests.Kernels.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>How what a kernel produces reaches cells, participants and the store.</summary>
public sealed class SessionOutputTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(Noon);
    private readonly SessionHost _host;

    public SessionOutputTests() => _host = new SessionHost(time: _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task OutputProduced_StreamText_IsMergedByStreamAndNeverRendersTheCell()
    {
        var (session, run) = await RunningAsync("go");
        run.Print("one ");
        await PrintedAsync(session, 0, "one ");
        var version = session.Snapshot.Document.Cells[0].Version;
        using var watching = session.Subscribe(Person());

        run.Print("two");
        var change = await watching.NextAsync(Token);

        Assert.Equal([Id(0)], change!.StreamedCells);
        Assert.Empty(change.ChangedCells);
        Assert.False(change.PageChanged);
        Assert.Equal(version, session.Snapshot.Document.Cells[0].Version);
        run.Print("problem", StreamName.Error);
        run.Print("three");
        await PrintedAsync(session, 0, "one twoproblemthree");
        Assert.Equal([StreamName.Output, StreamName.Error, StreamName.Output], session.Snapshot.Document.Cells[0].Outputs.Cast<StreamOutput>().Select(static o => o.Stream));
    }

    [Fact]
    public async Task RunCells_Again_OldOutputsStayUntilThereIsSomethingNew()
    {
        var (session, run) = await RunningAsync("go");
        run.Print("old");
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);

        await session.MustAsync(new RunAll());
        var second = await KernelRunAsync();
        Assert.Equal("old", session.Snapshot.Document.Cells[0].PlainOutput());
        second.Print("new");

        await PrintedAsync(session, 0, "new");
        second.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        await session.MustAsync(new RunAll());
        (await KernelRunAsync()).Release();
        await session.UntilAsync(static s => s.Document.Cells[0].Outputs.IsEmpty && s.Document.Cells[0].LastRun!.State == CellRunState.Succeeded);
    }

    [Fact]
    public async Task OutputProduced_AfterTheCellEnded_IsAddedWhileTheCellShowsThatRun()
    {
        var (session, run) = await RunningAsync("go");
        run.Print("start ");
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);

        run.Print("later");
        await PrintedAsync(session, 0, "start later");

        await session.MustAsync(new RunAll());
        var second = await KernelRunAsync();
        run.Print(", still while nothing is new");
        await PrintedAsync(session, 0, "start later, still while nothing is new");
        second.Print("second");
        await PrintedAsync(session, 0, "second");
        run.Print("nobody shows this");
        second.Print("!");
        await PrintedAsync(session, 0, "second!");
    }

    [Fact]
    public async Task DisplayUpdate_ValueOfAnyCell_IsReplacedInPlace()
    {
        var (session, run) = await RunningAsync("one", "two");
        var id = run.Display("before");
        run.Print("after it");
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        await session.MustAsync(new RunCells([Id(1)]));

        (await KernelRunAsync()).Update(id, "replaced");

        await PrintedAsync(session, 0, "replacedafter it");
        Assert.Empty(session.Snapshot.Document.Cells[1].Outputs);
    }

    [Fact]
    public async Task DisplayUpdate_NameFromAnEarlierKernel_ChangesNothing()
    {
        var (session, run) = await RunningAsync("one", "two");
        var id = run.Display("of the first kernel");
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        await session.MustAsync(new RestartKernel());
        await session.MustAsync(new RunCells([Id(1)]));
        _kernel = await _host.Kernels.NextKernelAsync(Token);
        var second = await KernelRunAsync();

        second.Update(id, "overwritten");
        second.Print("done");

        await PrintedAsync(session, 1, "done");
        Assert.Equal("of the first kernel", session.Snapshot.Document.Cells[0].PlainOutput());
    }

    [Fact]
    public async Task OutputProduced_WithoutEnd_IsBoundedAndSaysSo()
    {
        var (session, run) = await RunningAsync("go");
        for (var i = 0; i < OutputLimits.MaxOutputs + 50; i++)
            run.Display($"{i}");
        run.Print("text goes on");
        run.Throw("System.Exception", "and the reason is shown");
        run.Release();

        var cell = (await session.UntilRunAsync(Id(0), CellRunState.Failed)).Document.Cells[0];

        Assert.InRange(cell.Outputs.Count, OutputLimits.MaxOutputs, OutputLimits.MaxOutputs + 2);
        Assert.Single(cell.Outputs, static output => output is DisplayOutput { Data.PlainText: OutputLimits.Notice });
        Assert.IsType<ErrorCellOutput>(cell.Outputs[^1]);
    }

    [Fact]
    public async Task OutputProduced_JournalCannotBeWritten_RunGoesOnAndItIsSavedLater()
    {
        var (session, run) = await RunningAsync("go");
        _host.Memory.AppendRefusal = _host.Memory.CommitRefusal = "The disk is full.";

        run.Print("shown all the same");
        await session.UntilAsync(static s => s.SaveProblem == "The disk is full.");
        run.Release();
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new Rename("no")));

        _host.Memory.AppendRefusal = _host.Memory.CommitRefusal = null;
        await session.UntilAsync(s =>
        {
            _time.Advance(new SessionOptions().RetryDelay);
            return s.SaveProblem is null;
        });
        var stored = (await _host.Store.LoadAsync(session.NotebookId, Token))!.Cells[0];
        Assert.Equal(("shown all the same", CellRunState.Succeeded), (stored.PlainOutput(), stored.LastRun!.State));
    }

    [Fact]
    public async Task OutputProduced_FloodWhileTyping_EditsAreAnsweredAndNothingIsLost()
    {
        var (session, run) = await RunningAsync("go", "");
        using var ended = new CancellationTokenSource();
        var flood = Task.Run(() =>
        {
            var lines = 0;
            // Once at least: on a busy machine this may begin when the typing is over.
            do
            {
                run.Print(string.Concat(Enumerable.Repeat("line\n", 100)));
                lines += 100;
            }
            while (!ended.IsCancellationRequested && lines < 200_000);
            return lines;
        });

        for (var i = 0; i < 100; i++)
            await session.MustAsync(Typing(session, Id(1), "x"));
        await ended.CancelAsync();
        var printed = await flood;
        run.Release();

        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        var stream = Assert.IsType<StreamOutput>(session.Snapshot.Document.Cells[0].Outputs.Single());
        Assert.Equal(printed, stream.Text.LineCount);
        Assert.Equal(new string('x', 100), session.Snapshot.Document.Cells[1].Source);
    }

    [Fact]
    public async Task NextAsync_SlowReader_GetsOneMergedChange()
    {
        var (session, run) = await RunningAsync("go", "");
        using var watching = session.Subscribe(Person());
        await session.MustAsync(new Rename("New"));
        await session.MustAsync(Typing(session, Id(1), "x"));
        await session.MustAsync(Typing(session, Id(1), "y"));
        run.Print("text");
        await PrintedAsync(session, 0, "text");

        var change = await watching.NextAsync(Token);

        Assert.True(change!.PageChanged);
        Assert.Equal([Id(0)], change.ChangedCells);
        Assert.Equal([Id(1)], change.EditedCells);
        Assert.Equal([Id(0)], change.StreamedCells);
        Assert.Same(session.Snapshot, change.Snapshot);
        using var soon = new CancellationTokenSource();
        var next = watching.NextAsync(soon.Token).AsTask();
        Assert.False(next.IsCompleted);
        await soon.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    private static Task<SessionSnapshot> PrintedAsync(INotebookSession session, int cell, string text) =>
        session.UntilAsync(snapshot => snapshot.Document.Cells[cell].PlainOutput() == text);

    private async Task<(INotebookSession Session, FakeRun Run)> RunningAsync(params string[] sources)
    {
        _host.Script.HoldAny();
        var session = await _host.OpenAsync(sources);
        await session.MustAsync(new RunCells([Id(0)]));
        _kernel = await _host.Kernels.NextKernelAsync(Token);
        return (session, await KernelRunAsync());
    }

    private Task<FakeRun> KernelRunAsync() => _kernel!.NextRunAsync(Token);

    private FakeKernel? _kernel;
}
