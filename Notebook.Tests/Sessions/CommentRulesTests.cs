using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sessions;

public sealed class CommentRulesTests
{
    private static readonly CellId A = SessionTable.Id(0);
    private static readonly CommentId First = new("aaaaaaaaaaaa");
    private static readonly CommentId Second = new("bbbbbbbbbbbb");

    private readonly SessionState _state = new() { Document = SessionTable.NotebookOf("1", "2") with { Comments = [Thread(First.Value, "ada")] }, OutputIdPrefix = "o" };

    /// <summary>A thread on the first cell, begun by this person.</summary>
    internal static CommentThread Thread(string id, string author) => new()
    {
        Id = new(id),
        CellId = A,
        Comments = [new() { Id = new(id), AuthorId = author, Author = author, Text = "What?", At = SessionTable.Noon }],
    };

    [Fact]
    public void Add_ByAViewer_IsThereUnderTheirNameAndIsStored()
    {
        var applied = Apply(new AddComment(Second, SessionTable.Id(1), "  two\r\nlines "), Ben(NotebookRole.Viewer));

        var thread = applied.State.Document.FindThread(Second)!;
        Assert.Equal((SessionTable.Id(1), "Ben", "ben", "two\nlines", SessionTable.Noon), (thread.CellId, thread.First.Author, thread.First.AuthorId, thread.First.Text, thread.First.At));
        Assert.Equal(thread, Assert.IsType<CommentsChanged>(Assert.Single(Stored(applied))).Thread);
        Assert.Null(applied.Inverse);
    }

    [Fact]
    public void Add_ChangesTheCellsVersionAndNeitherItsTextNorTheTimeOfTheLastChange()
    {
        var before = _state.Document.Find(A)!;

        var after = Apply(new AddComment(Second, A, "x"), Ben()).State.Document;

        Assert.True(after.Find(A)!.Version > before.Version);
        Assert.Same(before.Text, after.Find(A)!.Text);
        Assert.Equal(_state.Document.ModifiedAt, after.ModifiedAt);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    public void Add_NothingSaid_IsRefused(string text) => Assert.Equal(RejectionReason.Invalid, Refused(new AddComment(Second, A, text), Ben()).Reason);

    [Fact]
    public void Add_TooLong_SaysHowMuchIsAllowed() =>
        Assert.Contains("4000", Refused(new AddComment(Second, A, new string('x', CommentRules.MaxLength + 1)), Ben()).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("../../../etc")]
    [InlineData("")]
    public void Add_NameThatIsTakenOrNoName_IsRefused(string id) => Assert.Equal(RejectionReason.Invalid, Refused(new AddComment(new(id), A, "x"), Ben()).Reason);

    [Fact]
    public void Add_OnACellThatIsGone_IsRefused() => Assert.Equal(RejectionReason.NotFound, Refused(new AddComment(Second, new("gone"), "x"), Ben()).Reason);

    [Fact]
    public void Add_NotSignedIn_IsAskedToSignIn() =>
        Assert.Contains("Sign in", Refused(new AddComment(Second, A, "x"), Ben(NotebookRole.Owner) with { PersonId = null }).Message, StringComparison.Ordinal);

    [Fact]
    public void Reply_ToAResolvedThread_OpensIt()
    {
        var resolved = Apply(new ResolveComment(First, true), Ben(NotebookRole.Editor)).State;
        Assert.Equal("Ben", resolved.Document.FindThread(First)!.ResolvedBy);

        var thread = Apply(new ReplyComment(Second, First, "Still."), Ben(NotebookRole.Viewer), resolved).State.Document.FindThread(First)!;

        Assert.False(thread.IsResolved);
        Assert.Equal(["What?", "Still."], thread.Comments.Select(static comment => comment.Text));
    }

    [Theory]
    [InlineData("ada", NotebookRole.Viewer, true)]
    [InlineData("ben", NotebookRole.Viewer, false)]
    [InlineData("ben", NotebookRole.Runner, false)]
    [InlineData("ben", NotebookRole.Editor, true)]
    [InlineData("ben", NotebookRole.Owner, true)]
    public void Resolve_IsForWhoBeganItAndForEditors(string who, NotebookRole role, bool isAllowed) =>
        Assert.Equal(isAllowed, _state.Apply(new ResolveComment(First, true), Context(Person(who, role))) is OperationOutcome.Applied);

    [Theory]
    [InlineData("ada", NotebookRole.Viewer, true)]
    [InlineData("ben", NotebookRole.Editor, false)]
    [InlineData("ben", NotebookRole.Owner, true)]
    public void Delete_IsForTheAuthorAndForOwners(string who, NotebookRole role, bool isAllowed) =>
        Assert.Equal(isAllowed, _state.Apply(new DeleteComment(First), Context(Person(who, role))) is OperationOutcome.Applied);

    [Theory]
    [InlineData("ada", NotebookRole.Viewer, true)]
    [InlineData("ben", NotebookRole.Owner, false)]
    public void Edit_IsForTheAuthorAlone(string who, NotebookRole role, bool isAllowed) =>
        Assert.Equal(isAllowed, _state.Apply(new EditComment(First, "How?"), Context(Person(who, role))) is OperationOutcome.Applied);

    [Fact]
    public void Edit_OwnWords_SaysThatTheyWereChanged()
    {
        var comment = Apply(new EditComment(First, "How?"), Person("ada")).State.Document.FindThread(First)!.First;

        Assert.Equal(("How?", SessionTable.Noon), (comment.Text, comment.EditedAt));
    }

    [Fact]
    public void Delete_FirstOfAThread_KeepsTheAnswersUntilTheLastIsGone()
    {
        var answered = Apply(new ReplyComment(Second, First, "Because."), Ben()).State;

        var deleted = Apply(new DeleteComment(First), Person("ada"), answered).State;
        var thread = deleted.Document.FindThread(First)!;
        Assert.Equal(("", true), (thread.First.Text, thread.First.IsDeleted));
        Assert.Equal("Because.", thread.Comments[1].Text);

        var gone = Apply(new DeleteComment(Second), Ben(), deleted);
        Assert.Empty(gone.State.Document.Comments);
        Assert.Equal(First, Assert.IsType<CommentsDeleted>(Assert.Single(Stored(gone))).ThreadId);
    }

    [Fact]
    public void DeleteCells_CommentedCell_BringsItsCommentsBackWithIt()
    {
        var deleted = Apply(new DeleteCells([A]), Ben());

        var restored = Apply(deleted.Inverse!, Ben(), deleted.State).State;

        Assert.Single(restored.Document.OpenCommentsOn(A));
    }

    [Fact]
    public async Task Session_ManyCommentsAtOnce_AreAllStoredAndSeenByOthers()
    {
        await using var host = new SessionHost();
        var session = await host.OpenAsync("1");
        using var watching = session.Subscribe(SessionTable.Person("Cleo", NotebookRole.Viewer));
        host.Memory.CloseGate();
        List<Task<OperationResult>> asked = [session.AskAsync(new Rename("first of its turn"))];
        for (var i = 0; i < 20; i++)
            asked.Add(session.AskAsync(new AddComment(CommentId.New(), A, $"comment {i}"), Ben(NotebookRole.Viewer)));
        host.Memory.OpenGate();

        Assert.All(await Task.WhenAll(asked), static result => Assert.IsType<OperationResult.Accepted>(result));
        var snapshot = await session.UntilAsync(static snapshot => snapshot.Document.Comments.Count == 20);
        Assert.True((await watching.NextAsync(TestContext.Current.CancellationToken))!.PageChanged);
        var again = await host.ReopenAsync(session.NotebookId);
        Assert.Equal(snapshot.Document.Comments.Select(static thread => thread.First.Text).Order(), again.Snapshot.Document.Comments.Select(static thread => thread.First.Text).Order());
    }

    [Fact]
    public async Task Session_StoreRefuses_NobodySeesTheComment()
    {
        await using var host = new SessionHost();
        var session = await host.OpenAsync("1");
        host.Memory.CommitRefusal = "The disk is full.";

        var result = await session.AskAsync(new AddComment(Second, A, "x"), Ben());

        Assert.Equal("The disk is full.", Assert.IsType<OperationResult.Rejected>(result).Message);
        Assert.Empty(session.Snapshot.Document.Comments);
    }

    [Fact]
    public async Task Duplicate_Notebook_LeavesTheCommentsBehind()
    {
        await using var host = new SessionHost();
        var session = await host.OpenAsync("1");
        await session.MustAsync(new AddComment(Second, A, "x"), Ben());

        var copy = await host.Notebooks.CopyAsync(session.NotebookId, static title => title, TestContext.Current.CancellationToken);

        Assert.Empty(copy!.Comments);
    }

    private static Participant Ben(NotebookRole role = NotebookRole.Editor) => SessionTable.Person("Ben", role);

    private static Participant Person(string id, NotebookRole role = NotebookRole.Viewer) => SessionTable.Person(id, role);

    private static OperationContext Context(Participant by) => new(by, SessionTable.Noon);

    private static IEnumerable<StoreChange> Stored(OperationOutcome.Applied applied) => applied.Effects.OfType<StoreChanges>().SelectMany(static effect => effect.Changes);

    private OperationOutcome.Applied Apply(Operation operation, Participant by, SessionState? state = null) =>
        Assert.IsType<OperationOutcome.Applied>((state ?? _state).Apply(operation, Context(by)));

    private OperationOutcome.Rejected Refused(Operation operation, Participant by) => Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, Context(by)));
}
