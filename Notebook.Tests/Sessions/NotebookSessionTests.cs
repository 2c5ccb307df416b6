using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

public sealed class NotebookSessionTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ApplyAsync_Edit_IsStoredBeforeItIsAnsweredOrShown()
    {
        var session = await _host.OpenAsync("");
        _host.Memory.CloseGate();

        var editing = session.AskAsync(Typing(session, Id(0), "1+1"));

        Assert.False(editing.IsCompleted);
        Assert.Equal("", session.Snapshot.Document.Cells[0].Source);
        _host.Memory.OpenGate();
        Assert.IsType<OperationResult.Accepted>(await editing);
        Assert.Equal("1+1", session.Snapshot.Document.Cells[0].Source);
        Assert.Equal("1+1", (await _host.Store.LoadAsync(session.NotebookId, TestContext.Current.CancellationToken))!.Cells[0].Source);
    }

    [Fact]
    public async Task ApplyAsync_ManyEditsWhileTheStoreIsBusy_ShareOneCommit()
    {
        var session = await _host.OpenAsync("", "");
        var before = _host.Memory.Commits.Count;
        _host.Memory.CloseGate();
        var first = session.AskAsync(Typing(session, Id(0), "x"));
        List<Task<OperationResult>> others = [.. Enumerable.Range(0, 20).Select(i =>
            session.AskAsync(new EditText(Id(1), i, [new("tab", i == 0 ? "[[0,\"y\"]]" : $"[{i},[0,\"y\"]]")])))];
        _host.Memory.OpenGate();

        await Task.WhenAll([first, .. others]);

        Assert.Equal(new string('y', 20), session.Snapshot.Document.Cells[1].Source);
        Assert.InRange(_host.Memory.Commits.Count - before, 1, 3);
    }

    [Fact]
    public async Task ApplyAsync_StoreRefuses_NothingChangesAndTheSessionGoesOn()
    {
        var session = await _host.OpenAsync("a");
        _host.Memory.CommitRefusal = "The disk is full.";

        var refused = await session.AskAsync(Typing(session, Id(0), "b"));

        Assert.Equal(new OperationResult.Rejected(RejectionReason.NotStored, "The disk is full."), refused);
        Assert.Equal("a", session.Snapshot.Document.Cells[0].Source);
        Assert.Equal(0, session.Snapshot.Document.Cells[0].Text.Version);
        _host.Memory.CommitRefusal = null;
        await session.MustAsync(Typing(session, Id(0), "c"));
        Assert.Equal("ac", session.Snapshot.Document.Cells[0].Source);
    }

    [Fact]
    public async Task RunAll_CellThatFails_TheOthersRun()
    {
        _host.Script.Echo().On("two", static run => run.Throw("System.Exception", "no two"));
        var session = await _host.OpenAsync("one", "two", "three");

        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(2), CellRunState.Succeeded);

        Assert.Equal([CellRunState.Succeeded, CellRunState.Failed, CellRunState.Succeeded], session.Snapshot.Document.Cells.Select(static c => c.LastRun!.State));
        Assert.Equal(["one", "no two", "three"], session.Snapshot.Document.Cells.Select(static c => c.PlainOutput()));
        Assert.Equal([1, 2, 3], session.Snapshot.Document.Cells.Select(static c => c.ExecutionCount));
    }

    [Fact]
    public async Task Subscribe_SomebodyWhoMayRun_StartsTheKernel()
    {
        var session = await _host.OpenAsync("1");

        using (session.Subscribe(Person("Viewer", NotebookRole.Viewer)))
        {
            await session.MustAsync(new Rename("still no kernel"));
            Assert.Equal(0, _host.Kernels.LaunchCount);
        }

        using var subscription = session.Subscribe(Person("Runner", NotebookRole.Runner));
        await session.UntilAsync(static s => s.Kernel.State == KernelState.Ready);
        Assert.Equal(1, _host.Kernels.LaunchCount);
    }

    [Fact]
    public async Task OpenAsync_Concurrent_ShareOneSession()
    {
        var id = await _host.Sessions.CreateAsync(NotebookOf("1"), SessionHost.OwnerId, TestContext.Current.CancellationToken);

        var sessions = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () => await _host.Sessions.OpenAsync(id))));

        Assert.Single(sessions.Distinct());
        Assert.NotNull(sessions[0]);
        Assert.Null(await _host.Sessions.OpenAsync(NotebookId.New(), TestContext.Current.CancellationToken));
    }
}
