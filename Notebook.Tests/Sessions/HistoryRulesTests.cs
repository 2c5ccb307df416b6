using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sessions;

/// <summary>Revisions over the real session: when one is saved, and what restoring one does.</summary>
public sealed class HistoryRulesTests : IAsyncDisposable
{
    private static readonly CellId A = SessionTable.Id(0);
    private static readonly CellId B = SessionTable.Id(1);

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SessionHost _host;

    public HistoryRulesTests()
    {
        _host = new(time: _time);
        _host.Script.Echo();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_AfterEdits_IsARevisionWithTheOutputs_AndRunningAgainIsNone()
    {
        var session = await _host.OpenAsync("", "");
        await session.MustAsync(SessionTable.Typing(session, A, "one"), SessionTable.Person("Ben"));

        await RunAsync(session, A);

        var revision = Assert.Single(await RevisionsAsync(session, 1));
        Assert.Equal((RevisionReason.Run, "Ben", SessionTable.Noon, 2), (revision.Reason, revision.By, revision.At, revision.CellCount));
        Assert.Equal("one", (await ContentAsync(session, revision)).Find(A)!.PlainOutput());

        await RunAsync(session, A);
        Assert.Single(await RevisionsAsync(session, 1));
    }

    [Fact]
    public async Task Run_SeveralCells_IsOneRevisionAtTheEnd()
    {
        var session = await _host.OpenAsync("", "");
        await session.MustAsync(SessionTable.Typing(session, A, "one"));
        await session.MustAsync(SessionTable.Typing(session, B, "two"));

        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(B, CellRunState.Succeeded);

        var revision = Assert.Single(await RevisionsAsync(session, 1));
        Assert.Equal(["one", "two"], (await ContentAsync(session, revision)).Cells.Select(SessionTable.PlainOutput));
    }

    [Fact]
    public async Task Edits_NobodyGoesOn_BecomeARevisionByThoseWhoMadeThem()
    {
        var session = await _host.OpenAsync("");
        await session.MustAsync(SessionTable.Typing(session, A, "x"), SessionTable.Person("Ada"));
        _time.Advance(TimeSpan.FromSeconds(59));
        await session.MustAsync(SessionTable.Typing(session, A, "y"), SessionTable.Person("Ben"));
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(0, session.Snapshot.SavedRevisions);

        _time.Advance(TimeSpan.FromSeconds(1));

        var revision = Assert.Single(await RevisionsAsync(session, 1));
        Assert.Equal((RevisionReason.Edited, "Ada, Ben"), (revision.Reason, revision.By));
        Assert.Equal("xy", (await ContentAsync(session, revision)).Find(A)!.Source);
    }

    [Fact]
    public async Task Edits_ThatNeverPause_BecomeARevisionAllTheSame()
    {
        var session = await _host.OpenAsync("");
        for (var seconds = 0; seconds < 600; seconds += 30)
        {
            await session.MustAsync(SessionTable.Typing(session, A, "x"));
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        Assert.Single(await RevisionsAsync(session, 1));
    }

    [Fact]
    public async Task Comment_IsNoEdit()
    {
        var session = await _host.OpenAsync("");
        await session.MustAsync(new AddComment(CommentId.New(), A, "Why?"));
        _time.Advance(TimeSpan.FromHours(1));

        await session.MustAsync(new Rename("a turn after it"));

        Assert.Equal(0, session.Snapshot.SavedRevisions);
    }

    [Fact]
    public async Task SaveCheckpoint_Named_IsKeptWhenItIsAcknowledged()
    {
        var session = await _host.OpenAsync("1");

        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), "  Before \n the talk "), SessionTable.Person("Ada", NotebookRole.Editor));

        var revision = Assert.Single(await _host.Store.ListRevisionsAsync(session.NotebookId, Token));
        Assert.Equal((RevisionReason.Checkpoint, "Before the talk", "Ada"), (revision.Reason, revision.Name, revision.By));
    }

    [Fact]
    public async Task SaveCheckpoint_NameTooLong_IsRefused()
    {
        var session = await _host.OpenAsync("1");

        Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new SaveCheckpoint(RevisionId.New(), new string('x', 101))));
    }

    [Fact]
    public async Task Restore_MakesTheNotebookWhatItWas_AndOneUndoTakesItBack()
    {
        var session = await _host.OpenAsync("one", "two", "three");
        await RunAsync(session, A);
        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), "good"));
        var good = session.Snapshot.Document;
        await session.MustAsync(SessionTable.Typing(session, A, " changed"));
        await session.MustAsync(new DeleteCells([B]));
        await session.MustAsync(new InsertCell(new("new"), CellKind.Markdown, null, "text"));
        await session.MustAsync(new MoveCells([SessionTable.Id(2)], null));
        await session.MustAsync(new Rename("Worse"));
        await RunAsync(session, A);
        var worse = session.Snapshot.Document;
        var checkpoint = (await _host.Store.ListRevisionsAsync(session.NotebookId, Token)).Single(static revision => revision.Reason == RevisionReason.Checkpoint);
        var history = new OperationHistory(session, SessionTable.Person());

        var restored = await history.ApplyAsync(new RestoreRevision(await ContentAsync(session, checkpoint), RevisionId.New()));

        Assert.IsType<OperationResult.Accepted>(restored);
        AssertAlike(good, session.Snapshot.Document);
        Assert.Equal(CellRunState.Succeeded, session.Snapshot.Document.Find(A)!.LastRun!.State);
        Assert.Equal(session.Snapshot.Document.Find(A)!.Text.Version, session.Snapshot.Document.Find(A)!.LastRun!.TextVersion);
        Assert.Contains(await RevisionsAsync(session, session.Snapshot.SavedRevisions), static revision => revision.Reason == RevisionReason.BeforeRestore);

        Assert.IsType<OperationResult.Accepted>((await history.UndoAsync())!.Value.Result);
        AssertAlike(worse, session.Snapshot.Document);
        Assert.IsType<OperationResult.Accepted>((await history.RedoAsync())!.Value.Result);
        AssertAlike(good, session.Snapshot.Document);

        AssertAlike(good, (await _host.ReopenAsync(session.NotebookId)).Snapshot.Document);
    }

    [Fact]
    public async Task Restore_EditorsOfOthers_GetAnUpdateTheyCanRebaseOver()
    {
        var session = await _host.OpenAsync("var x = 1;");
        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), null));
        var was = await ContentAsync(session, (await RevisionsAsync(session, 1))[0]);
        await session.MustAsync(SessionTable.Typing(session, A, " // more"));
        var version = session.Snapshot.Document.Find(A)!.Text.Version;

        await session.MustAsync(new RestoreRevision(was, RevisionId.New()));

        Assert.Equal("[10,[8]]", Assert.Single(session.Snapshot.Document.Find(A)!.Text.Since(version)!).Changes);
    }

    [Fact]
    public async Task Undo_OfARestore_WhenSomebodyHasTypedSince_IsRefusedAndLosesNothing()
    {
        var session = await _host.OpenAsync("one");
        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), null));
        var was = await ContentAsync(session, (await RevisionsAsync(session, 1))[0]);
        await session.MustAsync(SessionTable.Typing(session, A, " two"));
        var history = new OperationHistory(session, SessionTable.Person());
        await history.ApplyAsync(new RestoreRevision(was, RevisionId.New()));
        await session.MustAsync(SessionTable.Typing(session, A, " three"), SessionTable.Person("Ben"));

        var undone = (await history.UndoAsync())!.Value.Result;

        Assert.Contains("History", Assert.IsType<OperationResult.Rejected>(undone).Message, StringComparison.Ordinal);
        Assert.Equal("one three", session.Snapshot.Document.Find(A)!.Source);
    }

    [Fact]
    public async Task Restore_WhileACellRuns_StopsIt()
    {
        var session = await _host.OpenAsync("wait");
        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), null));
        var was = await ContentAsync(session, (await RevisionsAsync(session, 1))[0]);
        _host.Script.Hold("wait");
        await session.MustAsync(new RunCells([A]));
        await session.UntilRunAsync(A, CellRunState.Running);

        await session.MustAsync(new RestoreRevision(was, RevisionId.New()));

        await session.UntilAsync(static snapshot => snapshot.RunningCell is null);
    }

    [Fact]
    public async Task Restore_StoreRefuses_NothingHasHappened()
    {
        var session = await _host.OpenAsync("one");
        await session.MustAsync(new SaveCheckpoint(RevisionId.New(), null));
        var was = await ContentAsync(session, (await RevisionsAsync(session, 1))[0]);
        await session.MustAsync(SessionTable.Typing(session, A, " two"));
        _host.Memory.CommitRefusal = "The disk is full.";

        Assert.IsType<OperationResult.Rejected>(await session.AskAsync(new RestoreRevision(was, RevisionId.New())));

        Assert.Equal("one two", session.Snapshot.Document.Find(A)!.Source);
    }

    [Fact]
    public async Task Import_IsTheFirstRevision()
    {
        var id = await _host.Visible.ImportAsync(SessionTable.NotebookOf("1"), SessionHost.Person(SessionHost.OwnerId), cancellationToken: Token);

        var revision = Assert.Single(await _host.Store.ListRevisionsAsync(id, Token));
        Assert.Equal((RevisionReason.Import, SessionHost.OwnerId), (revision.Reason, revision.By));
    }

    [Fact]
    public async Task Revisions_BeyondTheBudget_AreRemoved()
    {
        await using var host = new SessionHost(time: _time, options: new() { History = new() { MaxRevisions = 3 } });
        var session = await host.OpenAsync("");
        for (var i = 0; i < 10; i++)
        {
            await session.MustAsync(new SaveCheckpoint(RevisionId.New(), $"{i}"));
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(await Eventually.TrueAsync(async () => (await host.Store.ListRevisionsAsync(session.NotebookId, Token)).Count == 3));
        Assert.Equal(["9", "8", "7"], (await host.Store.ListRevisionsAsync(session.NotebookId, Token)).Select(static revision => revision.Name));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static void AssertAlike(NotebookDocument expected, NotebookDocument actual)
    {
        Assert.Equal(expected.Title, actual.Title);
        Assert.Equal(
            expected.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source, cell.PlainOutput(), cell.LastRun?.State)),
            actual.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source, cell.PlainOutput(), cell.LastRun?.State)));
    }

    private static async Task RunAsync(INotebookSession session, CellId id)
    {
        await session.MustAsync(new RunCells([id]));
        await session.UntilAsync(snapshot => snapshot.RunningCell is null && snapshot.Queue.IsEmpty && snapshot.Document.Find(id)!.LastRun!.State == CellRunState.Succeeded);
    }

    /// <summary>The revisions, newest first, once there are this many.</summary>
    private async Task<IReadOnlyList<Revision>> RevisionsAsync(INotebookSession session, int count)
    {
        await session.UntilAsync(snapshot => snapshot.SavedRevisions >= count);
        Assert.True(await Eventually.TrueAsync(async () => (await _host.Store.ListRevisionsAsync(session.NotebookId, Token)).Count >= count));
        return await _host.Store.ListRevisionsAsync(session.NotebookId, Token);
    }

    private async Task<NotebookDocument> ContentAsync(INotebookSession session, Revision revision) =>
        (await _host.Store.LoadRevisionAsync(session.NotebookId, revision.Id, Token))!;
}
