using Bunit;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks.Panels;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Components;

public sealed class CommentsPanelTests
{
    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(1)</script> **bold** [x](javascript:alert(1))";

    [Fact]
    public void Render_HostileCommentAndName_AreText()
    {
        var thread = CommentRulesTests.Thread("aaaaaaaaaaaa", "ada");
        thread = thread with { Comments = [thread.First with { Text = Hostile, Author = "<b>Ada</b>" }] };
        using var table = Table([thread]);

        var panel = Render(table);

        Assert.Equal(Hostile, panel.Find(".comment-text").TextContent);
        Assert.Equal("<b>Ada</b>", panel.Find(".comment-head b").TextContent);
        Assert.Empty(panel.FindAll("img, script, a, .comment-head b b"));
    }

    [Fact]
    public void Render_ThreadsOnSeveralCells_StandInTheOrderOfTheCells_ThoseOfDeletedCellsNowhere()
    {
        using var table = Table(
        [
            CommentRulesTests.Thread("aaaaaaaaaaaa", "ada") with { CellId = SessionTable.Id(1) },
            CommentRulesTests.Thread("bbbbbbbbbbbb", "ben"),
            CommentRulesTests.Thread("cccccccccccc", "ben") with { CellId = new("gone") },
        ]);

        Assert.Equal(["Comments on cell 1", "Comments on cell 2"], Render(table).FindAll("section").Select(static section => section.GetAttribute("aria-label")));
    }

    [Theory]
    [InlineData("ada", NotebookRole.Viewer, true, true, true)]
    [InlineData("ben", NotebookRole.Viewer, false, false, false)]
    [InlineData("ben", NotebookRole.Editor, false, false, true)]
    [InlineData("ben", NotebookRole.Owner, false, true, true)]
    public void Render_Thread_OffersWhatItsReaderMayDo(string who, NotebookRole role, bool edits, bool deletes, bool resolves)
    {
        var document = SessionTable.NotebookOf("1") with { Comments = [CommentRulesTests.Thread("aaaaaaaaaaaa", "ada")] };
        using var table = new ComponentTable(document, SessionTable.Person(who, role));

        var panel = Render(table);

        Assert.Equal(edits, panel.FindAll("button[aria-label='Edit your comment']").Count == 1);
        Assert.Equal(deletes, panel.FindAll("button[aria-label='Delete comment of ada']").Count == 1);
        Assert.Equal(resolves, panel.FindAll("button[aria-label='Resolve comment of ada']").Count == 1);
    }

    [Fact]
    public async Task Add_OnTheChosenCell_SendsTheOperationAndEmptiesTheField()
    {
        using var table = Table([]);
        table.View.Discuss(SessionTable.Id(1));
        var panel = Render(table);

        panel.Find("textarea").Change("Why?");
        await panel.Find("form").SubmitAsync();

        var add = Assert.IsType<AddComment>(Assert.Single(table.Session.Operations).Operation);
        Assert.Equal((SessionTable.Id(1), "Why?"), (add.CellId, add.Text));
        Assert.Equal("", panel.Find("textarea").GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Add_Refused_SaysWhyAndKeepsTheWords()
    {
        using var table = Table([]);
        table.Session.Answer = static _ => new OperationResult.Rejected(RejectionReason.NotStored, "The disk is full.");
        table.View.Discuss(SessionTable.Id(0));
        var panel = Render(table);

        panel.Find("textarea").Change("Why?");
        await panel.Find("form").SubmitAsync();

        Assert.Equal("The disk is full.", panel.Find("[role=status]").TextContent);
        Assert.Equal("Why?", panel.Find("textarea").GetAttribute("value"));
    }

    [Fact]
    public async Task Delete_AsksOnce()
    {
        using var table = Table([CommentRulesTests.Thread("aaaaaaaaaaaa", "ada")]);
        var panel = Render(table);

        await panel.Find("button[aria-label='Delete comment of ada']").ClickAsync();
        Assert.Empty(table.Session.Operations);
        await panel.FindAll("button").Single(static button => button.TextContent == "Really delete").ClickAsync();

        Assert.IsType<DeleteComment>(Assert.Single(table.Session.Operations).Operation);
    }

    [Fact]
    public void Cell_WithOpenComments_SaysHowMany()
    {
        using var table = Table([CommentRulesTests.Thread("aaaaaaaaaaaa", "ada"), CommentRulesTests.Thread("bbbbbbbbbbbb", "ada") with { ResolvedBy = "Ben" }]);

        Assert.Equal("1 comment on cell 1", table.RenderCell().Find(".cell-comments").GetAttribute("aria-label"));
        Assert.Empty(table.RenderCell(2).FindAll(".cell-comments"));
    }

    private static ComponentTable Table(System.Collections.Immutable.ImmutableList<CommentThread> threads) => new(SessionTable.NotebookOf("1", "2") with { Comments = threads });

    private static IRenderedComponent<CommentsPanel> Render(ComponentTable table) => table.Render<CommentsPanel>(p => p.Add(c => c.Snapshot, table.Session.Snapshot));
}
