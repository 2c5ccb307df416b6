using Bunit;
using Notebook.Tests.Sessions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Tests.Components;

public sealed class CellViewTests
{
    private static readonly CellId A = SessionTable.Id(0);

    [Theory]
    [InlineData(null, "Cell 1, code, not run", "idle")]
    [InlineData(CellRunState.Queued, "Cell 1, code, queued", "queued")]
    [InlineData(CellRunState.Running, "Cell 1, code, running", "running")]
    [InlineData(CellRunState.Succeeded, "Cell 1, code, succeeded", "ok")]
    [InlineData(CellRunState.Failed, "Cell 1, code, failed", "error")]
    [InlineData(CellRunState.Interrupted, "Cell 1, code, stopped", "stopped")]
    [InlineData(CellRunState.KernelLost, "Cell 1, code, ended with the kernel", "stopped")]
    public void Render_EachRunState_IsSaidByNameAndByShape(CellRunState? state, string name, string shape)
    {
        using var table = new ComponentTable("1+1");
        table.Change(A, cell => cell.Changed() with { LastRun = state is { } s ? ComponentTable.Ran(s) : null });

        var cell = table.RenderCell();

        var region = cell.Find("section");
        Assert.Equal(name, region.GetAttribute("aria-label"));
        Assert.Equal(shape, region.GetAttribute("data-state"));
        Assert.NotNull(cell.Find($".cell-margin .mark use[href='img/icons.svg#mark-{shape}']"));
    }

    [Fact]
    public void Render_CodeCell_NamesItsSourceAndItsOutput()
    {
        using var table = new ComponentTable("var x = 1;\nx");

        var cell = table.RenderCell();

        var source = cell.Find("[role=textbox]");
        Assert.Equal("Source of cell 1", source.GetAttribute("aria-label"));
        Assert.Equal("var x = 1;\nx", source.TextContent);
        Assert.Empty(cell.FindAll(".cell-output"));

        table.Change(A, c => c.Changed() with { Outputs = [ComponentTable.Stream("1")] });
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Equal("Output of cell 1", cell.Find(".cell-output").GetAttribute("aria-label"));
    }

    [Fact]
    public void Refresh_RunThatHasNoOutputYet_KeepsThePlaceOfTheOutput()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { Outputs = [ComponentTable.Stream("1")], LastRun = ComponentTable.Ran(CellRunState.Succeeded) });
        var cell = table.RenderCell();

        table.Change(A, c => c.Changed() with { Outputs = [], LastRun = ComponentTable.Ran(CellRunState.Running) });
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Single(cell.FindAll(".cell-output"));
    }

    [Theory]
    [InlineData(CellKind.Code, "csharp")]
    [InlineData(CellKind.Markdown, "markdown")]
    public void Render_CellWithoutOutput_IsOneComponentOfFewFrames(CellKind kind, string language)
    {
        using var table = new ComponentTable("var x = 1;");
        table.Change(A, c => c with { Kind = kind, Language = language });

        var frames = RenderedFrames.Of(table.RenderCell().Instance);

        Assert.InRange(frames.Count, 1, Notebook.Web.Components.Notebooks.CellView.MaxFrames);
        Assert.Equal(0, frames.Components);
    }

    [Fact]
    public void Render_CellThatRan_FitsTwiceTheFrames()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { Outputs = [ComponentTable.Stream("1")], LastRun = ComponentTable.Ran(CellRunState.Succeeded) with { By = "Mara" }, ExecutionCount = 3 });

        Assert.InRange(RenderedFrames.Of(table.RenderCell().Instance).Count, 1, 2 * Notebook.Web.Components.Notebooks.CellView.MaxFrames);
    }

    [Fact]
    public void Render_NameWithMarkup_IsText()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Succeeded) with { By = "<b id=x>" } });

        var margin = table.RenderCell().Find(".cell-margin");

        Assert.Null(margin.QuerySelector("#x"));
        Assert.Contains("run by <b id=x>", margin.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(CellRunState.Queued, 1)]
    [InlineData(CellRunState.Running, 1)]
    [InlineData(CellRunState.Succeeded, 0)]
    public void Render_StopButton_IsThereWhileThereIsSomethingToStop(CellRunState state, int count)
    {
        using var table = new ComponentTable("1");
        table.Change(A, cell => cell.Changed() with { LastRun = ComponentTable.Ran(state) });

        Assert.Equal(count, table.RenderCell().FindAll("button[aria-label='Stop cell']").Count);
    }

    [Fact]
    public void Render_WorkLeftRunning_SaysWhatItMeansAndOffersARebuild()
    {
        using var table = new ComponentTable("1");
        table.Change(A, cell => cell.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Interrupted) with { WorkLeftRunning = true } });

        var cell = table.RenderCell();

        Assert.StartsWith("Work left running.", cell.Find(".cell-margin .reason").TextContent, StringComparison.Ordinal);
        Assert.Equal("Rebuild", cell.Find(".cell-margin button[data-command=rebuild]").TextContent);
    }

    [Fact]
    public void Render_CellThatIsNeitherHoveredNorFocused_HasNoButtons()
    {
        using var table = new ComponentTable("1");

        Assert.Empty(table.RenderCell().FindAll("button"));
    }

    [Theory]
    [InlineData(true, false, "Cell 1, code, not run, code hidden", "code")]
    [InlineData(false, true, "Cell 1, code, not run, output hidden", "output")]
    [InlineData(true, true, "Cell 1, code, not run, code and output hidden", "code output")]
    public void Render_HiddenParts_AreSaidAndCanBeShown(bool hidesSource, bool hidesOutputs, string name, string hides)
    {
        using var table = new ComponentTable("// What it is\nvar x = 1;");
        table.Change(A, cell => cell.Changed() with { HidesSource = hidesSource, HidesOutputs = hidesOutputs, Outputs = [ComponentTable.Stream("printed")] });

        var cell = table.RenderCell();

        Assert.Equal(name, cell.Find("section").GetAttribute("aria-label"));
        Assert.Equal(hides, cell.Find("section").GetAttribute("data-hides"));
        Assert.Equal(hidesSource ? ["What it is2 lines hidden"] : [], cell.FindAll("button[aria-label='Show code of cell 1']").Select(static b => b.TextContent));
        Assert.Equal(hidesOutputs ? ["Output hidden"] : [], cell.FindAll("button[aria-label='Show output of cell 1']").Select(static b => b.TextContent));
        Assert.Equal(hidesOutputs ? 0 : 1, cell.FindAll("notebook-stream").Count);
        Assert.Single(cell.FindAll("notebook-source"));
    }

    [Fact]
    public void Refresh_ChangedKind_KeepsTheSourceElementAndWhatIsTypedInIt()
    {
        using var table = new ComponentTable("# Head");
        var cell = table.RenderCell();

        table.Change(A, static c => c.Changed() with { Text = new TextDocument { Text = "# Head, and more", Version = 7 }, Kind = CellKind.Markdown, Language = "markdown" });
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Equal("Cell 1, text", cell.Find("section").GetAttribute("aria-label"));
        Assert.Equal("text", cell.Find("notebook-source").GetAttribute("data-kind"));
        // The element's own text and version stay what they were: the browser has what came since.
        Assert.Equal(("0", "# Head"), (cell.Find("notebook-source").GetAttribute("data-version"), cell.Find(".source-text").TextContent));
        Assert.Equal("Head, and more", cell.Find(".prose h1").TextContent);
    }

    [Fact]
    public void Render_TextCell_ShowsItsMarkdown()
    {
        var document = SessionTable.NotebookOf("# Head\n\nSome *words*");
        using var table = new ComponentTable(document with { Cells = [document.Cells[0] with { Kind = CellKind.Markdown, Language = "markdown" }] });

        var cell = table.RenderCell();

        Assert.Equal("Cell 1, text", cell.Find("section").GetAttribute("aria-label"));
        Assert.Equal("Head", cell.Find(".prose h1").TextContent);
        Assert.Empty(cell.FindAll(".cell-output"));
    }

    [Fact]
    public void Render_CellOfAnotherLanguage_SaysThatOnlyCSharpRuns()
    {
        var document = SessionTable.NotebookOf("let x = 1");
        using var table = new ComponentTable(document with { Cells = [document.Cells[0] with { Language = "fsharp" }] });

        var cell = table.RenderCell();

        Assert.Equal("false", cell.Find("section").GetAttribute("data-runs"));
        Assert.Contains("fsharp", cell.Find(".cell-margin .reason").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Refresh_Keystroke_RendersNothing()
    {
        using var table = new ComponentTable("1");
        var cell = table.RenderCell();
        var before = cell.RenderCount;

        table.Change(A, c => c with { Text = c.Text with { Text = "12", Version = 1 } });
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Equal(before, cell.RenderCount);
    }

    [Fact]
    public void Refresh_FirstKeystrokeAfterARun_SaysEditedOnce()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Succeeded) });
        var cell = table.RenderCell();

        Type(table, cell, "12", 1);
        var afterFirst = cell.RenderCount;
        Type(table, cell, "123", 2);

        Assert.Equal("Cell 1, code, edited", cell.Find("section").GetAttribute("aria-label"));
        Assert.Equal(afterFirst, cell.RenderCount);
    }

    [Fact]
    public void Refresh_StreamText_RendersNothing()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { Outputs = [ComponentTable.Stream("a\n")] });
        var cell = table.RenderCell();
        var before = cell.RenderCount;

        table.Change(A, c => c.After(new StreamGrew(A, "s1", "b\n")));
        cell.InvokeAsync(() => table.View.Refresh([A]));

        Assert.Equal(before, cell.RenderCount);
        Assert.Equal("", cell.Find("notebook-stream").TextContent);
    }

    [Fact]
    public void Render_MovedCell_RenamesItsEditorAndKeepsItsText()
    {
        using var table = new ComponentTable("first", "second");
        var cell = table.RenderCell(2);

        cell.Render(p => p.Add(c => c.Number, 1));

        Assert.Equal("1", cell.Find("notebook-source").GetAttribute("data-number"));
        Assert.Equal("second", cell.Find(".source-text").TextContent);
    }

    [Fact]
    public void Render_RunningCell_CountsFromTheAgeOfItsRun()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Running) });
        table.Time.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal("15000", table.RenderCell().Find("notebook-elapsed").GetAttribute("data-elapsed"));
    }

    [Fact]
    public void Render_SomebodyElseRanIt_SaysWho()
    {
        using var table = new ComponentTable("1");
        table.Change(A, c => c.Changed() with { LastRun = ComponentTable.Ran(CellRunState.Succeeded) with { By = "Mara" } });

        Assert.Contains("run by Mara", table.RenderCell().Find(".cell-margin").TextContent, StringComparison.Ordinal);
    }

    private static void Type(ComponentTable table, IRenderedComponent<Notebook.Web.Components.Notebooks.CellView> cell, string text, int version)
    {
        table.Change(A, c => c with { Text = new TextDocument { Text = text, Version = version } });
        cell.InvokeAsync(() => table.View.Refresh([A]));
    }
}
