using System.Collections.Immutable;
using System.Text;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>What every <see cref="INotebookStore"/> keeps its word on; run on the fake and on the real one.</summary>
public abstract class NotebookStoreContract
{
    private static readonly CellId A = SessionTable.Id(0);
    private static readonly CellRun Run = new() { State = CellRunState.Running, By = "Ada", StartedAt = SessionTable.Noon, TextVersion = 3 };

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
    public async Task CellChanged_TextAndItsUpdates_AreKeptAndOutputsStay()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var cell = document.Cells[0] with { Text = document.Cells[0].Text.Apply([new("tab", $"[{document.Cells[0].Source.Length},[0,\"😀\",\"b\"]]")])! };

        await KeepAsync(new CellChanged(document.Id, cell with { Outputs = [] }, SessionTable.Noon.AddHours(1)));

        await ReopenAsync();
        AssertSame(document.With(cell) with { ModifiedAt = SessionTable.Noon.AddHours(1) }, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task NotebookChanged_TitleAndOrder_AreKeptAndCellsStay()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var changed = document with { Title = "New", Cells = document.Cells.Reverse(), MetadataJson = "{}", ModifiedAt = SessionTable.Noon.AddDays(1) };

        await KeepAsync(new NotebookChanged(changed with { Cells = [.. changed.Cells.Select(static cell => cell with { Outputs = [], Text = TextDocument.Of("not kept") })] }));

        await ReopenAsync();
        AssertSame(changed, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task CellDeleted_Cell_IsGoneAndItsOutputsDoNotComeBack()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        var without = document with { Cells = document.Cells.RemoveAt(0) };
        await Store.AppendAsync(document.Id, [new OutputsCleared(A)], Token);

        await KeepAsync(new CellDeleted(document.Id, A), new NotebookChanged(without));
        await KeepAsync(new OutputsChanged(document.Id, document.Cells[0]));

        await ReopenAsync();
        AssertSame(without, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task CellDeleted_AndChangedAgain_IsBackWithItsOutputs()
    {
        var document = Rich();
        await KeepAsync(new NotebookCreated(document));
        await KeepAsync(new CellDeleted(document.Id, A), new NotebookChanged(document with { Cells = document.Cells.RemoveAt(0) }));

        await KeepAsync(new CellChanged(document.Id, document.Cells[0], document.ModifiedAt), new NotebookChanged(document));

        await ReopenAsync();
        AssertSame(document, await LoadAsync(document.Id));
    }

    [Fact]
    public async Task OutputsChanged_RunAndOutputs_AreKeptAndTheTextStays()
    {
        var document = SessionTable.NotebookOf("1+1");
        await KeepAsync(new NotebookCreated(document));
        var run = document.Cells[0] with { LastRun = Run with { State = CellRunState.Failed, Elapsed = TimeSpan.FromSeconds(2), Detail = "Why." }, ExecutionCount = 7, Outputs = Rich().Cells[0].Outputs };

        await KeepAsync(new OutputsChanged(document.Id, run with { Text = TextDocument.Of("not kept") }));

        await ReopenAsync();
        AssertSame(document.With(run), await LoadAsync(document.Id));
    }

    [Fact]
    public async Task AppendAsync_RunThatEnded_ComesBackAsItWas()
    {
        var document = SessionTable.NotebookOf("1+1");
        await KeepAsync(new NotebookCreated(document));
        ImmutableArray<RunProgress> steps =
        [
            new RunBegan(A, Run),
            new OutputAdded(A, new StreamOutput { OutputId = "o1", Stream = StreamName.Error, Text = StreamBuffer.Empty }),
            new StreamGrew(A, "o1", "text \"quoted\" \\ 😀\n"),
            new OutputAdded(A, new DisplayOutput { OutputId = "o2", DisplayId = "d", Data = MimeBundle.Of(MimeTypes.Json, "{}", "before") }),
            new DisplayReplaced(A, "o2", MimeBundle.Text("after")),
            new OutputAdded(A, new ErrorCellOutput { OutputId = "o3", Error = new ErrorReport { Name = "E", Message = "m" } }),
            new RunEnded(A, Run with { State = CellRunState.Failed, Elapsed = TimeSpan.FromMilliseconds(5) }, 1),
        ];
        foreach (var step in steps)
            await Store.AppendAsync(document.Id, [step], Token);

        await ReopenAsync();

        AssertSame(document.With(steps.Aggregate(document.Cells[0], static (cell, step) => cell.After(step))), await LoadAsync(document.Id));
    }

    [Fact]
    public async Task AppendAsync_HalfACharacter_KeepsEveryLength()
    {
        // An editor sends the halves of a character one by one, and a kernel may cut anywhere; positions must stay the same.
        const string half = "a\ud83db";
        var document = SessionTable.NotebookOf("");
        document = document.With(document.Cells[0] with { Text = new TextDocument { Text = half, Version = 1, Recent = [new("tab", $"[[0,\"{half}\"]]")] } });
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, Printed("o1", half), Token);

        await ReopenAsync();
        var cell = (await LoadAsync(document.Id)).Cells[0];

        Assert.Equal(half.Length, cell.Source.Length);
        Assert.Equal(half.Length, cell.PlainOutput().Length);
        Assert.Equal((1, 1), (cell.Text.Version, cell.Text.Recent.Count));
    }

    [Fact]
    public async Task AppendAsync_RunWithoutEnd_IsKernelLostWithItsOutputs()
    {
        var document = SessionTable.NotebookOf("while (true) {}");
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, [new RunBegan(A, Run), .. Printed("o1", "shown")], Token);

        await ReopenAsync();
        await LoadAsync(document.Id);
        await ReopenAsync();

        var cell = (await LoadAsync(document.Id)).Cells[0];
        Assert.Equal(CellRunState.KernelLost, cell.LastRun!.State);
        Assert.Equal("The server stopped while this cell ran.", cell.LastRun.Detail);
        Assert.Equal("shown", cell.PlainOutput());
    }

    [Fact]
    public async Task AppendAsync_AfterOutputsWereHandedOver_IsNeitherLostNorDoubled()
    {
        var document = SessionTable.NotebookOf("go");
        await KeepAsync(new NotebookCreated(document));
        var cell = document.Cells[0];
        var commits = new List<Task>();
        for (var i = 0; i < 20; i++)
        {
            ImmutableArray<RunProgress> steps = i == 0 ? [new RunBegan(A, Run), .. Printed("o1", "0\n")] : [new StreamGrew(A, "o1", $"{i}\n")];
            await Store.AppendAsync(document.Id, steps, Token);
            cell = steps.Aggregate(cell, static (c, step) => c.After(step));
            if (i % 3 == 0)
                commits.Add(Store.CommitAsync([new OutputsChanged(document.Id, cell)], Token));
        }

        await Task.WhenAll(commits);
        await ReopenAsync();

        Assert.Equal(cell.PlainOutput(), (await LoadAsync(document.Id)).Cells[0].PlainOutput());
    }

    [Fact]
    public async Task OpenStreamTextAsync_TextThatGrows_IsWholeAtAnyTime()
    {
        var document = SessionTable.NotebookOf("flood");
        await KeepAsync(new NotebookCreated(document));
        await Store.AppendAsync(document.Id, [new RunBegan(A, Run), .. Printed("o1", "begin\n"), .. Printed("o2", "other\n")], Token);
        ImmutableArray<RunProgress> begun = [new RunBegan(A, Run), .. Printed("o1", "begin\n")];
        var cell = begun.Aggregate(document.Cells[0], static (c, step) => c.After(step));
        var all = new StringBuilder("begin\n");
        Assert.Equal("begin\n", await WholeAsync(document.Id, "o1"));

        for (var i = 0; i < 8; i++)
        {
            var text = string.Concat(Enumerable.Range(i * 3_000, 3_000).Select(static n => $"line number {n}\n"));
            all.Append(text);
            cell = cell.After(new StreamGrew(A, "o1", text));
            await Store.AppendAsync(document.Id, [new StreamGrew(A, "o1", text)], Token);
            if (i is 3 or 6)
                await KeepAsync(new OutputsChanged(document.Id, cell));
            Assert.Equal(all.ToString(), await WholeAsync(document.Id, "o1"));
        }

        await ReopenAsync();
        await LoadAsync(document.Id);
        Assert.Equal(all.ToString(), await WholeAsync(document.Id, "o1"));
        Assert.Null(await Store.OpenStreamTextAsync(document.Id, A, "unknown", Token));
        Assert.Null(await Store.OpenStreamTextAsync(document.Id, new CellId("unknown"), "o1", Token));
    }

    [Fact]
    public async Task NotebookCreated_LongStreamFromAFile_IsKeptWhole()
    {
        var text = string.Concat(Enumerable.Range(0, 400_000).Select(static n => $"{n}\n"));
        var document = SessionTable.NotebookOf("import");
        document = document.With(document.Cells[0] with { Outputs = [new StreamOutput { OutputId = "o1", Stream = StreamName.Output, Text = StreamBuffer.Of(text) }] });

        await KeepAsync(new NotebookCreated(document));

        await ReopenAsync();
        var stream = Assert.IsType<StreamOutput>((await LoadAsync(document.Id)).Cells[0].Outputs[0]);
        Assert.Equal(text.Length, stream.Text.Length);
        Assert.Equal(text, await WholeAsync(document.Id, "o1"));
    }

    [Fact]
    public async Task CommitAsync_CellsThatDifferOnlyInCase_AreTwo()
    {
        var document = SessionTable.NotebookOf("one", "two");
        document = document with { Cells = [document.Cells[0] with { Id = new("Cell") }, document.Cells[1] with { Id = new("cell") }] };

        await KeepAsync(new NotebookCreated(document));

        AssertSame(document, await LoadAsync(document.Id));
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

    protected static ImmutableArray<RunProgress> Printed(string outputId, string text) =>
        [new OutputAdded(A, new StreamOutput { OutputId = outputId, Stream = StreamName.Output, Text = StreamBuffer.Empty }), new StreamGrew(A, outputId, text)];

    /// <summary>A notebook with everything that can be in one, small and large.</summary>
    protected static NotebookDocument Rich()
    {
        var large = string.Concat(Enumerable.Range(0, 3_000).Select(static n => $"{n};"));
        var code = new Cell
        {
            Id = A,
            Kind = CellKind.Code,
            Language = "csharp",
            Text = TextDocument.Of("var x = 1;\nx").Apply([new("tab", "[12,[0,\"!\"]]"), new("tab", "[[1],12]")])!,
            MetadataJson = """{"tags":["a"]}""",
            FileFieldsJson = $$"""{"attachments":"{{large}}"}""",
            LastRun = Run with { State = CellRunState.Interrupted, WorkLeftRunning = true },
            ExecutionCount = 4,
            Outputs =
            [
                new StreamOutput { OutputId = "s", Stream = StreamName.Output, Text = StreamBuffer.Of("printed\n"), FileFieldsJson = "{}" },
                new DisplayOutput { OutputId = "d", DisplayId = "x1", Data = MimeBundle.Of(MimeTypes.Plotly, large, "a chart").With(MimeTypes.Html, "<b>"), IsResult = true, MetadataJson = """{"k":1}""" },
                new ErrorCellOutput
                {
                    OutputId = "e",
                    Error = new ErrorReport
                    {
                        Name = "CS1002",
                        Message = "; expected",
                        Diagnostics = [new SourceDiagnostic { Id = "CS1002", Message = "; expected", SourceName = "a", StartLine = 1, StartColumn = 2, EndLine = 3, EndColumn = 4 }],
                        Frames = [new ErrorFrame { Method = "M()", SourceName = "a", Line = 2 }],
                    },
                    TracebackJson = $"[\"{large}\"]",
                },
            ],
        };
        var text = new Cell { Id = SessionTable.Id(1), Kind = CellKind.Markdown, Language = "markdown", Text = TextDocument.Of("# Größe 😀") };
        return new()
        {
            Id = NotebookId.New(),
            Title = "Everything",
            CreatedAt = SessionTable.Noon,
            ModifiedAt = SessionTable.Noon,
            MetadataJson = """{"kernelspec":{}}""",
            FileFieldsJson = """{"nbformat":4}""",
            Cells = [code, text],
        };
    }

    protected static void AssertSame(NotebookDocument expected, NotebookDocument actual)
    {
        Assert.Equal(expected with { Cells = [] }, actual with { Cells = [] });
        Assert.Equal(expected.Cells.Select(static cell => cell.Id), actual.Cells.Select(static cell => cell.Id));
        foreach (var (old, cell) in expected.Cells.Zip(actual.Cells))
        {
            // Whoever loads a notebook has no kernel of it: nothing that a cell left running goes on.
            Assert.Equal(old.AfterCrash() with { Text = cell.Text, Outputs = [], Version = 0 }, cell with { Outputs = [], Version = 0 });
            Assert.Equal((old.Text.Text, old.Text.Version), (cell.Text.Text, cell.Text.Version));
            Assert.Equal(old.Text.Recent, cell.Text.Recent);
            Assert.Equal(old.Outputs.Select(Describe), cell.Outputs.Select(Describe));
        }
    }

    private async Task<string?> WholeAsync(NotebookId id, string outputId)
    {
        await using var stream = await Store.OpenStreamTextAsync(id, A, outputId, Token);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }

    private static string Describe(CellOutput output) => output switch
    {
        StreamOutput s => $"{s.OutputId} {s.FileFieldsJson} {s.Stream} {s.Text.Length} {s.Text.LineCount} {s.Text.HeadText}|{s.Text.TailText}",
        DisplayOutput d => $"{d.OutputId} {d.FileFieldsJson} {d.DisplayId} {d.IsResult} {d.MetadataJson} {string.Join("|", d.Data.Contents)}",
        ErrorCellOutput e => $"{e.OutputId} {e.FileFieldsJson} {e.TracebackJson} {e.Error.Name} {e.Error.Message} {string.Join("|", e.Error.Diagnostics)} {string.Join("|", e.Error.Frames)}",
        _ => throw new InvalidOperationException("An unknown output."),
    };
}
