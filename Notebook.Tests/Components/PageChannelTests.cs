using System.Text;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Tests.Components.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Components;

public sealed class PageChannelTests : IAsyncDisposable
{
    private static readonly CellId A = SessionTable.Id(0);
    private readonly ComponentTable _table = new("one", "two");
    private readonly PageChannel _channel;
    private readonly SessionHost _host = new();
    private int _woken;
    private int _resumed;

    public PageChannelTests() => _channel = new PageChannel(_table.View, new MarkdownRenderer(), () => _woken++, () => _resumed++, async () => (await _host.Notebooks.ListAsync()).Select(static notebook => new NotebookLink(notebook.Id.Value, notebook.Title)));

    public ValueTask DisposeAsync()
    {
        _table.Dispose();
        return _host.DisposeAsync();
    }

    [Fact]
    public async Task ListNotebooks_SomeThere_GivesTheirTitlesAndIds()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;

        var notebook = Assert.Single(await _channel.ListNotebooks());

        Assert.Equal((id.Value, "Test"), (notebook.Id, notebook.Title));
    }

    [Fact]
    public async Task PushUpdates_AgainstTheCurrentVersion_IsAccepted()
    {
        var reply = await _channel.PushUpdates("a", 0, Json("""[["me",[3,[0,"!"]]],["me",[4,[0,"?"]]]]"""));

        Assert.True(reply.Accepted);
        var edit = Assert.IsType<EditText>(Assert.Single(_table.Session.Operations).Operation);
        Assert.Equal((A, 0), (edit.CellId, edit.BaseVersion));
        Assert.Equal([new("me", """[3,[0,"!"]]"""), new("me", """[4,[0,"?"]]""")], edit.Updates);
        Assert.Equal(1, _woken);
    }

    [Fact]
    public async Task PushUpdates_BehindTheServer_AnswersWhatTheEditorLacks()
    {
        _table.Change(A, cell => cell with { Text = new TextDocument { Text = "one!", Version = 1, Recent = [new("other", """[3,[0,"!"]]""")] } });
        _table.Session.Answer = static _ => new OperationResult.Rejected(RejectionReason.Stale, "stale");

        var reply = await _channel.PushUpdates("a", 0, Json("""[["me",[3,[0,"?"]]]]"""));

        Assert.False(reply.Accepted);
        Assert.Null(reply.Message);
        Assert.Equal(1, reply.Version);
        Assert.Equal(["other", """[3,[0,"!"]]"""], Assert.Single(reply.Updates!));
    }

    [Theory]
    [InlineData(RejectionReason.NotStored, true)]
    [InlineData(RejectionReason.NotAllowed, false)]
    public async Task PushUpdates_Refused_SaysWhyAndWhetherToTryAgain(RejectionReason reason, bool mayRetry)
    {
        _table.Session.Answer = _ => new OperationResult.Rejected(reason, "Because.");

        var reply = await _channel.PushUpdates("a", 0, Json("""[["me",[3]]]"""));

        Assert.Equal((false, "Because.", mayRetry), (reply.Accepted, reply.Message, reply.MayRetry));
    }

    [Theory]
    [InlineData("a", "{}")]
    [InlineData("a", "[7]")]
    [InlineData("a", """[["me"]]""")]
    [InlineData("a", """[["me","[3]"]]""")]
    [InlineData("a", """[["",[3]]]""")]
    [InlineData("../a", """[["me",[3]]]""")]
    public async Task PushUpdates_FormThatNobodySends_IsRefusedWithoutTouchingTheSession(string cellId, string updates)
    {
        var reply = await _channel.PushUpdates(cellId, 0, Json(updates));

        Assert.NotNull(reply.Message);
        Assert.Empty(_table.Session.Operations);
    }

    [Fact]
    public void Pull_UnknownVersion_AnswersTheWholeText()
    {
        Assert.Equal("one", _channel.Pull("a", -1)!.Text);
        Assert.Null(_channel.Pull("gone", 0));
    }

    [Fact]
    public void Resume_BrowserPositions_AreTakenAndTheFeedGoesOn()
    {
        _table.View.Texts.Rendered(A, 0);
        _table.View.Texts.Collect(_table.View.Snapshot);

        _channel.Resume(new() { ["a"] = 0, ["gone"] = 3 }, []);

        Assert.True(_table.View.Texts.HasPending);
        Assert.Equal(1, _resumed);
    }

    [Fact]
    public async Task Commands_BecomeOperations()
    {
        await _channel.Run(["a", "b", "not an id!"]);
        await _channel.RunAll();
        await _channel.Interrupt(null);
        await _channel.Interrupt("a");
        await _channel.Restart();
        await _channel.Insert("new1", "text", "a", "# T");
        await _channel.Insert("new2", "code", null, "");

        Assert.Equal(
            [
                new RunAll(), new InterruptRun(), new InterruptRun(A), new RestartKernel(),
                new InsertCell(new("new1"), CellKind.Markdown, A, "# T"), new InsertCell(new("new2"), CellKind.Code, null),
            ],
            _table.Session.Operations.Select(static o => o.Operation).Where(static o => o is not RunCells));
        Assert.Equal([A, new CellId("b")], _table.Session.Operations.Select(static o => o.Operation).OfType<RunCells>().Single().CellIds);
    }

    [Fact]
    public async Task CommandsOnSeveralCells_BecomeOperations()
    {
        await _channel.Delete(["a", "b", "not an id!"]);
        await _channel.Move(["b"], null);
        await _channel.Move(["b"], "a");
        await _channel.Merge(["a", "b"]);
        await _channel.Duplicate(["a"], ["copy"]);
        await _channel.ChangeKind(["a"], "text");
        await _channel.MakeHeading(["b"], 3);
        await _channel.Collapse(["a"], true, null);

        var operations = _table.Session.Operations.Select(static o => o.Operation).ToList();
        Assert.Equal([A, new("b")], Assert.IsType<DeleteCells>(operations[0]).CellIds);
        Assert.Null(Assert.IsType<MoveCells>(operations[1]).After);
        Assert.Equal(A, Assert.IsType<MoveCells>(operations[2]).After);
        Assert.Equal([A, new("b")], Assert.IsType<MergeCells>(operations[3]).CellIds);
        Assert.Equal([new CellCopy(A, new("copy"))], Assert.IsType<DuplicateCells>(operations[4]).Copies);
        Assert.Equal([new KindChange(A, CellKind.Markdown)], Assert.IsType<ChangeKinds>(operations[5]).Changes);
        Assert.Equal([new KindChange(new("b"), CellKind.Markdown, Mark: "### ")], Assert.IsType<ChangeKinds>(operations[6]).Changes);
        Assert.Equal((true, null), (Assert.IsType<CollapseCells>(operations[7]).HidesSource, ((CollapseCells)operations[7]).HidesOutputs));
    }

    [Fact]
    public async Task Split_AgainstAnOlderText_IsToBeAskedAgain()
    {
        _table.Session.Answer = static _ => new OperationResult.Rejected(RejectionReason.Stale, "stale");

        Assert.True((await _channel.Split("a", 3, 1, "above")).Stale);
        Assert.Equal(new SplitCell(A, 3, 1, new("above")), Assert.Single(_table.Session.Operations).Operation);
        Assert.NotNull((await _channel.Split("a", 3, 1, "no id!")).Refusal);
    }

    [Fact]
    public async Task Undo_AfterADelete_BringsTheCellBackAndSaysWhich()
    {
        var restore = new RestoreCells([new(_table.View.Snapshot.Document.Cells[0], new(null, null, 0))]);
        _table.Session.Answer = operation => new OperationResult.Accepted(1, operation is DeleteCells ? restore : null);
        await _channel.Delete(["a"]);

        Assert.Equal(["a"], (await _channel.Undo())!.Cells);
        Assert.Same(restore, _table.Session.Operations[^1].Operation);
        Assert.Null(await _channel.Undo());
    }

    [Fact]
    public async Task CopyAndPaste_Cells_ComeBackWithOutputsUnderNewNames()
    {
        _table.Change(A, static cell => cell.Changed() with { Outputs = [ComponentTable.Display(MimeBundle.Text("shown"))], HidesOutputs = true });
        using var copied = _channel.Copy(["a"]);
        using var reader = new StreamReader(copied!.Stream);
        var file = (await reader.ReadToEndAsync(Xunit.TestContext.Current.CancellationToken)).Replace("\"id\": \"a\"", "\"id\": \"pasted\"", StringComparison.Ordinal);

        var reply = await _channel.Paste(new FakeStreamReference(Encoding.UTF8.GetBytes(file)), "b");

        Assert.Equal(["pasted"], reply.Cells);
        var insert = Assert.IsType<InsertCells>(Assert.Single(_table.Session.Operations).Operation);
        Assert.Equal(new CellId("b"), insert.After);
        var cell = Assert.Single(insert.Cells);
        Assert.Equal(("one", "shown", true), (cell.Source, Assert.IsType<DisplayOutput>(cell.Outputs.Single()).Data.PlainText, cell.HidesOutputs));
        Assert.Null(_channel.Copy(["gone"]));
    }

    [Fact]
    public async Task Paste_SomethingElse_IsRefused()
    {
        Assert.NotNull((await _channel.Paste(new FakeStreamReference("hello"u8.ToArray()), null)).Refusal);
        Assert.Empty(_table.Session.Operations);
    }

    [Fact]
    public async Task Command_Refused_ReturnsTheSentence()
    {
        _table.Session.Answer = static _ => new OperationResult.Rejected(RejectionReason.NotAllowed, "You may only read this notebook.");

        Assert.Equal("You may only read this notebook.", await _channel.RunAll());
    }

    private static JsonElement Json(string json) => JsonSerializer.Deserialize<JsonElement>(json);
}
