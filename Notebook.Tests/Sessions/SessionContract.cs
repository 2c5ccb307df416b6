using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>What a session promises, whatever store and kernel are under it; run over the fakes and over the real ones.</summary>
public abstract class SessionContract : IAsyncDisposable
{
    protected const string Prints = "Console.WriteLine(\"printed\");";
    protected const string Result = "1 + 1";
    protected const string Throws = "throw new InvalidOperationException(\"no\");";
    protected const string Forever = "while (true) { }";

    private protected abstract SessionHost Host { get; }

    public virtual async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task RunAll_Cells_ShowWhatTheyProduceInOrder()
    {
        var session = await Host.OpenAsync(Prints, Throws, Result);

        await session.MustAsync(new RunAll());
        var cells = (await session.UntilRunAsync(Id(2), CellRunState.Succeeded)).Document.Cells;

        Assert.Equal([CellRunState.Succeeded, CellRunState.Failed, CellRunState.Succeeded], cells.Select(static cell => cell.LastRun!.State));
        Assert.Equal("printed\n", cells[0].PlainOutput());
        Assert.Equal("no", Assert.IsType<ErrorCellOutput>(cells[1].Outputs.Single()).Error.Message);
        Assert.Equal("2", Assert.IsType<DisplayOutput>(cells[2].Outputs.Single()).Data.PlainText);
        Assert.Equal([1, 2, 3], cells.Select(static cell => cell.ExecutionCount));
        Assert.Equal(KernelState.Ready, session.Snapshot.Kernel.State);
    }

    [Fact]
    public async Task InterruptRun_CellThatNeverEnds_EndsItAndTheKernelGoesOn()
    {
        var session = await Host.OpenAsync(Forever, Result);
        await session.MustAsync(new RunCells([Id(0)]));
        await session.UntilRunAsync(Id(0), CellRunState.Running);

        await session.MustAsync(new InterruptRun());

        await session.UntilRunAsync(Id(0), CellRunState.Interrupted);
        await session.MustAsync(new RunCells([Id(1)]));
        await session.UntilRunAsync(Id(1), CellRunState.Succeeded);
        Assert.Equal(2, session.Snapshot.Document.Cells[1].ExecutionCount);
    }

    [Fact]
    public async Task RestartKernel_AfterRuns_CountsFromOneAgainAndKeepsOutputs()
    {
        var session = await Host.OpenAsync(Prints, Result);
        await session.MustAsync(new RunCells([Id(0)]));
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);

        await session.MustAsync(new RestartKernel());
        await session.MustAsync(new RunCells([Id(1)]));
        var cells = (await session.UntilRunAsync(Id(1), CellRunState.Succeeded)).Document.Cells;

        Assert.Equal("printed\n", cells[0].PlainOutput());
        Assert.Equal(1, cells[1].ExecutionCount);
    }

    [Fact]
    public async Task ApplyAsync_ChangesOfEveryKind_AreFoundWhenTheNotebookIsOpenedAgain()
    {
        var session = await Host.OpenAsync(Prints, Result);
        await session.MustAsync(new Rename("New name"));
        await session.MustAsync(new InsertCell(new("text"), CellKind.Markdown, Id(0), "# Title"));
        await session.MustAsync(new MoveCells([Id(1)], null));
        await session.MustAsync(Typing(session, new("text"), "!"));
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        await session.MustAsync(new DeleteCells([Id(1)]));

        var before = session.Snapshot.Document;
        var opened = await Host.ReopenAsync(session.NotebookId);

        var after = opened.Snapshot.Document;
        Assert.Equal("New name", after.Title);
        Assert.Equal(before.Cells.Select(static cell => (cell.Id, cell.Source, cell.Text.Version, cell.PlainOutput(), cell.ExecutionCount, cell.LastRun)),
            after.Cells.Select(static cell => (cell.Id, cell.Source, cell.Text.Version, cell.PlainOutput(), cell.ExecutionCount, cell.LastRun)));
        Assert.Equal(before.Cells[1].Text.Recent, after.Cells[1].Text.Recent);
    }
}
