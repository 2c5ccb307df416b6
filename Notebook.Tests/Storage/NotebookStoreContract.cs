using System.Collections.Immutable;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>What every <see cref="INotebookStore"/> keeps its word on; run on the fake and on the real one.</summary>
public abstract partial class NotebookStoreContract
{
    private static readonly CellId A = SessionTable.Id(0);

    protected abstract INotebookStore Store { get; }

    /// <summary>Ends the store and opens it again, as a new start of the server does.</summary>
    protected abstract Task ReopenAsync();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_UnknownNotebook_IsNull() => Assert.Null(await Store.LoadAsync(NotebookId.New(), Token));

    [Fact]
    public async Task NotebookCreated_EverythingInIt_ComesBack()
    {
        var document = Rich();

        await KeepAsync(new NotebookCreated(document));

        await ReopenAsync();
        AssertSame(document, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task Sharing_EverythingThatIsKept_ComesBack()
    {
        var document = SessionTable.NotebookOf("a");
        var grant = new Grant { NotebookId = document.Id, Grantee = new Grantee.Members(GroupId.New()), Role = NotebookRole.Editor, ExpiresAt = SessionTable.Noon.AddDays(1), GivenBy = "ada", GivenAt = SessionTable.Noon };
        var link = new ShareLink { Id = LinkId.New(), NotebookId = document.Id, TokenHash = ShareToken.Hash(ShareToken.New())!, Role = NotebookRole.Runner, GivesCopies = true, ExpiresAt = SessionTable.Noon.AddDays(2), CreatedBy = "ada", CreatedAt = SessionTable.Noon };
        var group = new Group { Id = ((Grantee.Members)grant.Grantee).Group, Name = "Labör", CreatedAt = SessionTable.Noon, Members = ImmutableDictionary<string, bool>.Empty.Add("ada", true).Add("ben", false), InviteHash = "x", InviteExpiresAt = SessionTable.Noon };
        var attributes = new NotebookAttributes { NotebookId = document.Id, Group = group.Id, Tags = ["tide", "2026"], ClassOf = NotebookId.New(), StudentId = "ben", PlaygroundOf = NotebookId.New() };

        await KeepAsync(NotebookCreated.For("ada", document), new GrantGiven(grant), new LinkCreated(link), new GroupChanged(group), new AttributesChanged(attributes), new NotebookStarred(document.Id, "ben", true));

        await ReopenAsync();
        var state = Store.Sharing.State;
        Assert.Equal([grant.Grantee.Key, "p:ada"], state.GrantsOf(document.Id).Select(static g => g.Grantee.Key).Order(StringComparer.Ordinal));
        Assert.Contains(grant, state.GrantsOf(document.Id));
        Assert.Equal(link, Assert.Single(state.LinksOf(document.Id)));
        Assert.Equal(group with { Members = ImmutableDictionary<string, bool>.Empty }, state.Groups[group.Id] with { Members = ImmutableDictionary<string, bool>.Empty });
        Assert.Equal(group.Members.OrderBy(static m => m.Key), state.Groups[group.Id].Members.OrderBy(static m => m.Key));
        Assert.Equal(attributes with { Tags = [] }, state.AttributesOf(document.Id) with { Tags = [] });
        Assert.Equal(attributes.Tags, state.AttributesOf(document.Id).Tags);
        Assert.Equal([document.Id], state.StarsOf("ben"));

        await KeepAsync(new GroupDeleted(group.Id), new LinkRevoked(document.Id, link.Id), new NotebookStarred(document.Id, "ben", false));
        await ReopenAsync();
        state = Store.Sharing.State;
        Assert.Equal([new Grantee.Person("ada")], state.GrantsOf(document.Id).Select(static g => g.Grantee));
        Assert.Empty(state.LinksOf(document.Id));
        Assert.Null(state.AttributesOf(document.Id).Group);
        Assert.Empty(state.StarsOf("ben"));

        await KeepAsync(new NotebookTrashed(document.Id, SessionTable.Noon));
        Assert.Single(Store.Sharing.State.GrantsOf(document.Id));
        await KeepAsync(new NotebookDeleted(document.Id));
        await ReopenAsync();
        Assert.Empty(Store.Sharing.State.GrantsOf(document.Id));
        Assert.Empty(Store.Sharing.State.Attributes);
    }

    [Fact]
    public async Task NotebookTrashed_Notebook_IsOnlyInTheTrashUntilRestored()
    {
        var (document, other) = (Rich(), SessionTable.NotebookOf("other"));
        await KeepAsync(new NotebookCreated(document), new NotebookCreated(other));

        await KeepAsync(new NotebookTrashed(document.Id, SessionTable.Noon.AddDays(1)));
        await KeepAsync(new CellChanged(document.Id, document.Cells[0], SessionTable.Noon.AddDays(2)));

        await ReopenAsync();
        Assert.Null(await Store.LoadAsync(document.Id, Token));
        Assert.Equal([other.Id], (await Store.ListAsync(Token)).Select(static n => n.Id));
        var trashed = Assert.Single(await Store.ListTrashAsync(Token));
        Assert.Equal((document.Id, SessionTable.Noon.AddDays(1)), (trashed.Id, trashed.TrashedAt));
        Assert.Equal(trashed, await Store.FindAsync(document.Id, Token));
        Assert.Empty(await Store.SearchAsync(new(document.Title + " nowhere"), static _ => true, Token));

        await KeepAsync(new NotebookRestored(document.Id));

        await ReopenAsync();
        AssertSame(document with { ModifiedAt = SessionTable.Noon.AddDays(2) }, await LoadAsync(document.Id));
        Assert.Empty(await Store.ListTrashAsync(Token));
        Assert.Null((await Store.FindAsync(document.Id, Token))!.TrashedAt);
    }

    [Fact]
    public async Task NotebookDeleted_FromTheTrash_LeavesNothing()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document), new NotebookVisited(document.Id, "ada", SessionTable.Noon));
        await KeepAsync(new NotebookTrashed(document.Id, SessionTable.Noon));

        await KeepAsync(new NotebookDeleted(document.Id));

        await ReopenAsync();
        Assert.Empty(await Store.ListTrashAsync(Token));
        Assert.Null(await Store.FindAsync(document.Id, Token));
        Assert.Empty(await Store.ListVisitsAsync("ada", Token));
    }

    [Fact]
    public async Task Comments_ChangedAndDeleted_ComeBackAsTheyWereLast()
    {
        var document = SessionTable.NotebookOf("1");
        await KeepAsync(new NotebookCreated(document));
        var first = Sessions.CommentRulesTests.Thread("aaaaaaaaaaaa", "ada");
        var answered = first with
        {
            Comments = first.Comments.Add(new() { Id = new("bbbbbbbbbbbb"), AuthorId = "ben", Author = "Ben", Text = "<b>so</b>\nthat", At = SessionTable.Noon.AddHours(1), EditedAt = SessionTable.Noon.AddHours(2), IsDeleted = true }),
            ResolvedBy = "Cleo",
            ResolvedAt = SessionTable.Noon.AddHours(3),
        };
        var later = Sessions.CommentRulesTests.Thread("cccccccccccc", "ben");
        later = later with { Comments = [later.First with { At = SessionTable.Noon.AddDays(1) }] };

        await KeepAsync(new CommentsChanged(document.Id, first), new CommentsChanged(document.Id, later));
        await KeepAsync(new CommentsChanged(document.Id, answered));

        await ReopenAsync();
        var kept = (await LoadAsync(document.Id)).Comments;
        Assert.Equal([first.Id, later.Id], kept.Select(static thread => thread.Id));
        Assert.Equal(answered.Comments, kept[0].Comments);
        Assert.Equal((answered.CellId, answered.ResolvedBy, answered.ResolvedAt), (kept[0].CellId, kept[0].ResolvedBy, kept[0].ResolvedAt));

        await KeepAsync(new CommentsDeleted(document.Id, first.Id));
        await KeepAsync(new NotebookChanged(document));
        await ReopenAsync();
        Assert.Equal([later.Id], (await LoadAsync(document.Id)).Comments.Select(static thread => thread.Id));

        await KeepAsync(new NotebookTrashed(document.Id, SessionTable.Noon));
        await KeepAsync(new NotebookDeleted(document.Id));
        await KeepAsync(new NotebookCreated(document));
        await ReopenAsync();
        Assert.Empty((await LoadAsync(document.Id)).Comments);
    }

    [Fact]
    public async Task RevisionSaved_NotebookChangedSince_ComesBackAsItWasWithItsOutputs()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var first = Of("aaaaaaaaaaaa", SessionTable.Noon, RevisionReason.Run);
        var second = Of("bbbbbbbbbbbb", SessionTable.Noon.AddHours(1), RevisionReason.Checkpoint) with { Name = "Before the talk" };
        await KeepAsync(new RevisionSaved(document.Id, first, document));
        var changed = document with { Title = "Other", Cells = [document.Cells[0] with { Outputs = [], LastRun = null }] };
        await KeepAsync(new NotebookChanged(changed), new CellDeleted(document.Id, document.Cells[1].Id), new OutputsChanged(document.Id, changed.Cells[0]));
        await KeepAsync(new RevisionSaved(document.Id, second, changed));

        await ReopenAsync();
        await LoadAsync(document.Id);
        await ReopenAsync();

        Assert.Equal([second, first], (await Store.ListRevisionsAsync(document.Id, Token)).Select(static revision => revision with { Size = 0 }));
        var was = (await Store.LoadRevisionAsync(document.Id, first.Id, Token))!;
        Assert.Equal((document.Title, document.MetadataJson, document.FileFieldsJson), (was.Title, was.MetadataJson, was.FileFieldsJson));
        Assert.Equal(document.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source, cell.MetadataJson, cell.FileFieldsJson, cell.ExecutionCount)), was.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.Source, cell.MetadataJson, cell.FileFieldsJson, cell.ExecutionCount)));
        AssertSame(document with { Cells = [.. document.Cells.Select(static cell => cell with { Text = TextDocument.Of(cell.Source), LastRun = null })] }, document with { Cells = [.. was.Cells.Select(static cell => cell with { LastRun = null })] });
        Assert.Single((await Store.LoadRevisionAsync(document.Id, second.Id, Token))!.Cells);
        Assert.Null(await Store.LoadRevisionAsync(document.Id, new("cccccccccccc"), Token));
        Assert.Null(await Store.LoadRevisionAsync(NotebookId.New(), first.Id, Token));

        static Revision Of(string id, DateTimeOffset at, RevisionReason reason) => new() { Id = new(id), At = at, By = "Ada", Reason = reason, CellCount = 2 };
    }

    [Fact]
    public async Task RevisionsDeleted_OneOfTwo_LeavesTheOtherWhole()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        foreach (var id in (string[])["aaaaaaaaaaaa", "bbbbbbbbbbbb"])
            await KeepAsync(new RevisionSaved(document.Id, new() { Id = new(id), At = SessionTable.Noon, By = "Ada", Reason = RevisionReason.Run, CellCount = 2 }, document));

        await KeepAsync(new RevisionsDeleted(document.Id, [new("aaaaaaaaaaaa")]));

        Assert.Equal(["bbbbbbbbbbbb"], (await Store.ListRevisionsAsync(document.Id, Token)).Select(static revision => revision.Id.Value));
        var kept = (await Store.LoadRevisionAsync(document.Id, new("bbbbbbbbbbbb"), Token))!;
        Assert.Equal(document.Cells.Select(static cell => cell.Source), kept.Cells.Select(static cell => cell.Source));
        Assert.Equal(document.Cells.Select(static cell => cell.PlainOutput()), kept.Cells.Select(static cell => cell.PlainOutput()));

        await KeepAsync(new NotebookTrashed(document.Id, SessionTable.Noon));
        await KeepAsync(new NotebookDeleted(document.Id));
        Assert.Empty(await Store.ListRevisionsAsync(document.Id, Token));
    }

    [Fact]
    public async Task NotebookVisited_ByTwoPeople_IsKeptForEach()
    {
        var (first, second) = (SessionTable.NotebookOf("1"), SessionTable.NotebookOf("2"));
        await KeepAsync(new NotebookCreated(first), new NotebookCreated(second));

        await KeepAsync(new NotebookVisited(first.Id, "ada", SessionTable.Noon), new NotebookVisited(second.Id, "ben", SessionTable.Noon));
        await KeepAsync(new NotebookVisited(first.Id, "ada", SessionTable.Noon.AddHours(1)));

        await ReopenAsync();
        Assert.Equal([new(first.Id, SessionTable.Noon.AddHours(1))], await Store.ListVisitsAsync("ada", Token));
        Assert.Equal([second.Id], (await Store.ListVisitsAsync("ben", Token)).Keys);
        Assert.Empty(await Store.ListVisitsAsync("ad", Token));
    }

    [Fact]
    public async Task SearchAsync_WordsOfALineOrATitle_FindsNotebooksAndLines()
    {
        var tides = SessionTable.NotebookOf("// nothing", "var Gauge = 1;\nvar surge = Gauge * 2;\n") with { Title = "Tides", ModifiedAt = SessionTable.Noon };
        var surges = SessionTable.NotebookOf("var y = 2;") with { Title = "A surge at the GAUGE", ModifiedAt = SessionTable.Noon.AddDays(-1) };
        var trashed = SessionTable.NotebookOf("surge gauge");
        await KeepAsync(new NotebookCreated(tides), new NotebookCreated(surges), new NotebookCreated(trashed), new NotebookTrashed(trashed.Id, SessionTable.Noon));
        await ReopenAsync();

        var found = await Store.SearchAsync(new("surge  gauge"), static _ => true, Token);

        Assert.Equal([surges.Id, tides.Id], found.Select(static match => match.Notebook.Id));
        Assert.Empty(found[0].Lines);
        Assert.Equal([new MatchingLine(2, "var surge = Gauge * 2;")], found[1].Lines);
        Assert.Empty(await Store.SearchAsync(new("surge nothing"), static _ => true, Token));
        Assert.Empty(await Store.SearchAsync(new("  "), static _ => true, Token));
    }

    [Fact]
    public async Task ListAsync_Notebook_SaysWhatItBeginsWith()
    {
        var document = SessionTable.NotebookOf("# Test\n\n", "## Storm *surge*\ntext") with { Title = "Test" };
        await KeepAsync(new NotebookCreated(document));
        Assert.Equal("Storm *surge*", Assert.Single(await Store.ListAsync(Token)).Preview);

        var cell = document.Cells[0] with { Text = TextDocument.Of("Calm now") };
        await KeepAsync(new CellChanged(document.Id, cell, SessionTable.Noon.AddMinutes(1)));

        Assert.Equal("Calm now", Assert.Single(await Store.ListAsync(Token)).Preview);
    }

    [Fact]
    public async Task ListAsync_Notebooks_ComeLastModifiedFirst()
    {
        var (first, second) = (SessionTable.NotebookOf("1"), SessionTable.NotebookOf("1", "2") with { Title = "Second", ModifiedAt = SessionTable.Noon.AddHours(1) });
        await KeepAsync(new NotebookCreated(first));
        await KeepAsync(new NotebookCreated(second));
        Assert.Equal([second.Id, first.Id], (await Store.ListAsync(Token)).Select(static n => n.Id));

        await KeepAsync(new CellChanged(first.Id, first.Cells[0], SessionTable.Noon.AddHours(2)));

        await ReopenAsync();
        Assert.Equal(
            [new(first.Id, "Test", 1, SessionTable.Noon, SessionTable.Noon.AddHours(2)) { Preview = "1" }, new(second.Id, "Second", 2, SessionTable.Noon, SessionTable.Noon.AddHours(1)) { Preview = "1" }],
            await Store.ListAsync(Token));
    }

    [Fact]
    public async Task NotebookDeleted_Notebook_IsGoneAndOthersStay()
    {
        var (gone, stays) = (Rich(), Rich());
        await KeepAsync(new NotebookCreated(gone), new NotebookCreated(stays));

        await KeepAsync(new NotebookDeleted(gone.Id));

        await ReopenAsync();
        Assert.Null(await Store.LoadAsync(gone.Id, Token));
        AssertSame(stays, await LoadAsync(stays.Id));
    }

    protected Task KeepAsync(params ImmutableArray<StoreChange> changes) => Store.CommitAsync(changes, Token);

    protected async Task<NotebookDocument> LoadAsync(NotebookId id) => await Store.LoadAsync(id, Token) ?? throw new InvalidOperationException("The notebook is gone.");
}
