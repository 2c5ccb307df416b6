using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sessions;

/// <summary>What home does with whole notebooks, over the real sessions.</summary>
public sealed class NotebookListTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SessionHost _host;

    public NotebookListTests() => _host = new(time: _time);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private NotebookList Notebooks => _host.Notebooks;

    [Fact]
    public async Task TrashAsync_OpenNotebookWithARunningCell_EndsItsTabsAndKernelAndKeepsWhatItShowed()
    {
        _host.Script.On("1", static async run =>
        {
            run.Print("so far");
            await Task.Delay(Timeout.Infinite, run.Interrupted);
        });
        var session = await _host.OpenAsync("1");
        using var tab = session.Subscribe(SessionTable.Person());
        await session.MustAsync(new RunAll());
        await session.UntilAsync(static snapshot => snapshot.Document.Cells[0].PlainOutput() == "so far");

        Assert.True(await Notebooks.TrashAsync(session.NotebookId, Token));

        using var patience = new CancellationTokenSource(SessionTable.Patience);
        while (await tab.NextAsync(patience.Token) is not null)
        {
            // What happened before the end is still told.
        }

        Assert.Null(await _host.Sessions.OpenAsync(session.NotebookId, Token));
        Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new Rename("too late")));
        Assert.True(await Notebooks.RestoreAsync(session.NotebookId, Token));
        var cell = (await _host.Sessions.OpenAsync(session.NotebookId, Token))!.Snapshot.Document.Cells[0];
        Assert.Equal("so far", cell.PlainOutput());
        Assert.Equal((CellRunState.KernelLost, "The notebook was moved to the trash while this cell ran."), (cell.LastRun!.State, cell.LastRun.Detail));
    }

    [Fact]
    public async Task TrashAsync_NotKept_LeavesTheNotebookWhereItWas()
    {
        var session = await _host.OpenAsync("1");
        _host.Memory.CommitRefusal = "The disk is full.";

        await Assert.ThrowsAsync<StoreException>(() => Notebooks.TrashAsync(session.NotebookId, Token));

        _host.Memory.CommitRefusal = null;
        var again = await _host.Sessions.OpenAsync(session.NotebookId, Token);
        Assert.NotSame(session, again);
        await again!.MustAsync(new Rename("still here"));
    }

    [Fact]
    public async Task TrashAsync_NoSuchNotebook_IsFalse()
    {
        Assert.False(await Notebooks.TrashAsync(NotebookId.New(), Token));
        Assert.False(await Notebooks.RestoreAsync(NotebookId.New(), Token));
        var id = (await _host.OpenAsync("1")).NotebookId;
        Assert.False(await Notebooks.DeleteForeverAsync(id, Token));
        Assert.NotNull(await Notebooks.FindAsync(id, Token));
    }

    [Fact]
    public async Task OpenAsync_WhileItIsMovedToTheTrash_NeverOpensIt()
    {
        var session = await _host.OpenAsync("1");
        _host.Memory.CloseGate();

        var trashing = Notebooks.TrashAsync(session.NotebookId, Token);
        var opening = _host.Sessions.OpenAsync(session.NotebookId, Token).AsTask();
        _host.Memory.OpenGate();
        await trashing;

        // Before the closing began it may have been the session that ended; never one that goes on.
        if (await opening is { } found)
            Assert.IsType<OperationResult.Rejected>(await found.AskAsync(new Rename("x")));
        Assert.Null(await _host.Sessions.OpenAsync(session.NotebookId, Token));
    }

    [Fact]
    public async Task CopyAsync_RunNotebook_CopiesTextAndWholeOutputsAndRunsNothing()
    {
        var lines = string.Concat(Enumerable.Range(0, 7_000).Select(static i => $"line {i}\n"));
        _host.Script.On("1", run =>
        {
            run.Print(lines);
            return Task.CompletedTask;
        });
        var session = await _host.OpenAsync("1");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(SessionTable.Id(0), CellRunState.Succeeded);
        Assert.True(Assert.IsType<StreamOutput>(session.Snapshot.Document.Cells[0].Outputs[0]).Text.OmittedLength > 0);

        var copy = (await _host.Copies.CopyAsync(session.NotebookId, SessionHost.Person(SessionHost.OwnerId), Token)).Copy;

        var document = (await Notebooks.ReadWholeAsync(copy!.Value, Token))!;
        Assert.Equal("Copy of Test", document.Title);
        Assert.NotEqual(session.NotebookId, document.Id);
        Assert.Equal(lines, document.Cells[0].PlainOutput());
        await session.MustAsync(SessionTable.Typing(session, SessionTable.Id(0), "2"));
        Assert.Equal("1", (await Notebooks.ReadWholeAsync(copy.Value, Token))!.Cells[0].Source);
    }

    [Fact]
    public async Task RenameAsync_ClosedNotebook_IsRenamed()
    {
        var id = await _host.Sessions.CreateAsync(SessionTable.NotebookOf("1"), SessionHost.OwnerId, Token);

        Assert.IsType<OperationResult.Accepted>(await Notebooks.RenameAsync(id, "Better", SessionTable.Person(), Token));

        Assert.Equal("Better", Assert.Single(await Notebooks.ListAsync(Token)).Title);
        Assert.IsType<OperationResult.Rejected>(await Notebooks.RenameAsync(NotebookId.New(), "x", SessionTable.Person(), Token));
    }

    [Fact]
    public async Task TrashSweep_AfterThirtyDays_RemovesWhatIsOldAndNothingElse()
    {
        var (old, young, kept) = ((await _host.OpenAsync("1")).NotebookId, (await _host.OpenAsync("2")).NotebookId, (await _host.OpenAsync("3")).NotebookId);
        await Notebooks.TrashAsync(old, Token);
        _time.Advance(TimeSpan.FromDays(29));
        await Notebooks.TrashAsync(young, Token);
        using var sweep = new TrashSweep(Notebooks, _time, NullLogger<TrashSweep>.Instance);

        await sweep.StartAsync(Token);
        _time.Advance(TimeSpan.FromDays(1));

        Assert.True(await Eventually.TrueAsync(async () =>
        {
            _time.Advance(TrashSweep.Interval / 100);
            return await Notebooks.FindAsync(old, Token) is null;
        }));
        Assert.NotNull(await Notebooks.FindAsync(young, Token));
        Assert.Equal([kept], (await Notebooks.ListAsync(Token)).Select(static n => n.Id));
        await sweep.StopAsync(Token);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
