using Bunit;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Components;

public sealed class QuestionViewTests
{
    [Theory]
    [InlineData(InputKind.Text, "input[type=text]")]
    [InlineData(InputKind.Password, "input[type=password]")]
    [InlineData(InputKind.Number, "input[type=number][step=any]")]
    [InlineData(InputKind.Date, "input[type=date]")]
    [InlineData(InputKind.DateTime, "input[type=datetime-local]")]
    [InlineData(InputKind.Lines, "textarea")]
    [InlineData(InputKind.Choice, "select")]
    public void Render_EveryKind_HasALabelledFieldAndAButton(InputKind kind, string field)
    {
        using var table = new ComponentTable("1");
        Ask(table, new InputQuestion { Kind = kind, Choices = kind == InputKind.Choice ? ["a", "b"] : [], Default = kind == InputKind.Choice ? "b" : null });

        var cell = table.RenderCell();

        Assert.Equal("Cell 1, code, running, waiting for an answer", cell.Find("section").GetAttribute("aria-label"));
        Assert.Equal(cell.Find(".question label").GetAttribute("for"), cell.Find($".question {field}").Id);
        Assert.Equal("Your name", cell.Find(".question label").TextContent);
        Assert.Equal("Answer", cell.Find(".question button[type=submit]").TextContent);
        string[] selected = kind == InputKind.Choice ? ["b"] : [];
        Assert.Equal(selected, cell.FindAll("option[selected]").Select(static option => option.TextContent));
        Assert.Contains("waiting for an answer", cell.Find(".cell-margin").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tab-Ada", "true")]
    [InlineData("tab-Ben", null)]
    public void Render_Question_TellsTheBrowserWhetherThisTabRanTheCell(string runBy, string? mine)
    {
        using var table = new ComponentTable("1");
        Ask(table, new InputQuestion(), runBy);

        Assert.Equal(mine, table.RenderCell().Find("notebook-question").GetAttribute("data-mine"));
    }

    [Fact]
    public void Render_ForAViewer_SaysThatSomebodyIsAskedAndOffersNoField()
    {
        using var table = new ComponentTable(SessionTable.NotebookOf("1"), NotebookRole.Viewer);
        Ask(table, new InputQuestion());

        var cell = table.RenderCell();

        Assert.Contains("“Your name”", cell.Find("notebook-question").TextContent, StringComparison.Ordinal);
        Assert.Empty(cell.FindAll("input, textarea, select, button[type=submit]"));
    }

    [Fact]
    public void Render_HiddenOutputs_StillShowsTheQuestion()
    {
        using var table = new ComponentTable("1");
        table.Change(SessionTable.Id(0), static cell => cell with { HidesOutputs = true, Outputs = [ComponentTable.Stream("text")] });
        Ask(table, new InputQuestion());

        Assert.Single(table.RenderCell().FindAll(".question input"));
    }

    [Fact]
    public void Refresh_Answered_TakesTheQuestionAway()
    {
        using var table = new ComponentTable("1");
        Ask(table, new InputQuestion());
        var cell = table.RenderCell();

        table.Session.Publish(static snapshot => snapshot with { Questions = [] });
        table.Change(SessionTable.Id(0), static c => c.Changed());
        cell.InvokeAsync(() => table.View.Refresh([SessionTable.Id(0)]));

        Assert.Empty(cell.FindAll("notebook-question"));
        Assert.Equal("Cell 1, code, running", cell.Find("section").GetAttribute("aria-label"));
    }

    private static void Ask(ComponentTable table, InputQuestion question, string? runBy = null)
    {
        table.Session.Publish(snapshot => snapshot with
        {
            Questions = [new() { Id = "q1", CellId = SessionTable.Id(0), RunBy = runBy, Words = "Your name", Question = question, SubmissionId = new(1), RequestId = 1 }],
        });
        table.Change(SessionTable.Id(0), static cell => cell.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Running) });
    }
}
