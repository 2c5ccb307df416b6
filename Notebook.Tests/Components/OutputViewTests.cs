using System.Text.Json;
using Bunit;
using Notebook.Protocol;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;

namespace Notebook.Tests.Components;

public sealed class OutputViewTests
{
    private static readonly CellId A = SessionTable.Id(0);

    [Fact]
    public void Render_PlainText_IsShownAsItIs()
    {
        using var table = new ComponentTable("1");

        Assert.Equal("<b>2</b>", Render(table, MimeBundle.Text("<b>2</b>")).Find(".value").TextContent);
    }

    [Fact]
    public void Render_Table_ShowsTheFirstRowsAndLeavesTheRestToTheBrowser()
    {
        using var table = new ComponentTable("1");
        var rows = string.Join(",", Enumerable.Range(1, 45).Select(static i => $"[\"n{i}\",{i}.50]"));
        var json = $$"""{"columns":[{"name":"Name","type":"string"},{"name":"Level","type":"number"}],"rows":[{{rows}}],"totalRows":45,"truncated":false}""";

        var output = Render(table, MimeBundle.Of(MimeTypes.Table, json, "45 rows"));

        Assert.Equal(TablePage.RowsPerPage, output.FindAll("tbody tr").Count);
        Assert.Equal("1–10 of 45 rows × 2 columns", output.Find(".table-words").TextContent);
        Assert.Equal("1.50", output.Find("tbody td.num").TextContent);
        Assert.Equal(["Name", "Level"], output.FindAll("th button[data-sort]").Select(static b => b.TextContent));
        Assert.Equal(OutputAddress.Of(table.View.Session.NotebookId, MimeTypes.Table, json), output.Find("notebook-table").GetAttribute("data-src"));
    }

    [Fact]
    public void Render_TableWithMarkupInIt_ShowsItAsText()
    {
        using var table = new ComponentTable("1");
        const string hostile = "<img src=x onerror=\"steal()\"> & 'more' than sixty characters, so that the cell opens on a click";
        string?[][] rows = [[hostile], ["é 世界 🙂"], [null]];
        var json = JsonSerializer.Serialize(new { columns = new[] { new { name = "<b>Name</b>", type = "string" } }, rows });

        var output = Render(table, MimeBundle.Of(MimeTypes.Table, json, "rows"));

        Assert.Empty(output.FindAll("img, th b"));
        Assert.Equal("<b>Name</b>", output.Find("th").TextContent);
        Assert.Equal([hostile, "é 世界 🙂", "null"], output.FindAll("td").Select(static td => td.TextContent));
        Assert.Equal(hostile, output.Find("td button[data-open]").TextContent);
        Assert.Equal("quiet", output.FindAll("td")[2].GetAttribute("class"));
    }

    [Fact]
    public void TableHtml_SameOutput_IsWrittenOnceForAllReaders()
    {
        const string json = """{"columns":[{"name":"n"}],"rows":[["1"]]}""";

        Assert.Same(TableHtml.Of(json)!.Value.Value, TableHtml.Of(json)!.Value.Value);
        Assert.Null(TableHtml.Of("{}"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("""{"columns":7,"rows":[]}""")]
    [InlineData("""{"columns":[{}],"rows":[7]}""")]
    public void Render_TableThatIsNone_FallsBackToItsText(string json)
    {
        using var table = new ComponentTable("1");

        Assert.Equal("plain", Render(table, MimeBundle.Of(MimeTypes.Table, json, "plain")).Find(".value").TextContent);
    }

    [Theory]
    [InlineData(2, "null", "false", "2 rows × 1 column")]
    [InlineData(10, "null", "true", "The first 10 rows × 1 column; there are more")]
    [InlineData(10, "1000000", "true", "The first 10 of 1,000,000 rows × 1 column")]
    [InlineData(30, "1000000", "true", "1–10 of the first 30 of 1,000,000 rows × 1 column")]
    [InlineData(0, "0", "false", "0 rows × 1 column")]
    public void TablePage_Words_SayWhatIsThere(int rows, string total, string truncated, string words)
    {
        var json = $$"""{"columns":[{"name":"n","type":"number"}],"rows":[{{string.Join(",", Enumerable.Repeat("[1]", rows))}}],"totalRows":{{total}},"truncated":{{truncated}}}""";

        Assert.Equal(words, TablePage.Read(json)!.Words);
    }

    [Theory]
    [InlineData(MimeTypes.Tree, "value")]
    [InlineData(MimeTypes.Json, "json")]
    public void Render_Tree_IsItsTextUntilTheBrowserHasMadeATreeOfIt(string type, string kind)
    {
        using var table = new ComponentTable("1");
        const string json = """{"kind":"object","type":"Order","parts":[]}""";

        var tree = Render(table, MimeBundle.Of(type, json, "Order { }")).Find("notebook-tree");

        Assert.Equal("Order { }", tree.QuerySelector(".value")!.TextContent);
        Assert.Equal((OutputAddress.Of(table.View.Session.NotebookId, type, json), kind), (tree.GetAttribute("data-src"), tree.GetAttribute("data-kind")));
    }

    [Fact]
    public void Render_Chart_IsNamedByItsSummaryAndLeavesTheFigureToTheBrowser()
    {
        using var table = new ComponentTable("1");

        var output = Render(table, MimeBundle.Of(MimeTypes.Plotly, """{"data":[],"layout":{}}""", "Line chart of 3 points"));

        var chart = output.Find("notebook-chart");
        Assert.Equal("Line chart of 3 points", chart.GetAttribute("aria-label"));
        Assert.Equal("1", chart.GetAttribute("data-revision"));
        Assert.DoesNotContain("layout", output.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_ChartThatWasUpdated_HasANewRevision()
    {
        using var table = new ComponentTable("1");
        var output = Render(table, MimeBundle.Of(MimeTypes.Plotly, "{}", "one"));

        output.Render(p => p.Add(o => o.Output, ComponentTable.Display(MimeBundle.Of(MimeTypes.Plotly, """{"data":[]}""", "two"))));

        Assert.Equal("2", output.Find("notebook-chart").GetAttribute("data-revision"));
    }

    [Fact]
    public void Render_ChartWithAHeight_HasItBeforeItIsDrawn()
    {
        using var table = new ComponentTable("1");

        Assert.Equal("height: 420px", Render(table, MimeBundle.Of(MimeTypes.Plotly, """{"data":[],"layout":{"height":420}}""", "x")).Find("notebook-chart").GetAttribute("style"));
    }

    [Theory]
    [InlineData(MimeTypes.Html, "<script>steal()</script><b>x</b>")]
    [InlineData(MimeTypes.JavaScript, "steal()")]
    [InlineData(MimeTypes.Svg, "<svg onload='steal()'/>")]
    public void Render_WhatMayAct_IsAFrameAndNeverMarkup(string type, string content)
    {
        using var table = new ComponentTable("1");

        var output = Render(table, MimeBundle.Of(type, content, "the text"));

        Assert.Equal(OutputAddress.Of(table.View.Session.NotebookId, type, content), output.Find("notebook-frame").GetAttribute("data-src"));
        Assert.DoesNotContain("steal", output.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_Update_KeepsTheElementOfWhatIsTheSame()
    {
        using var table = new ComponentTable("1");
        var output = Render(table, MimeBundle.Of(MimeTypes.Html, "<b>1</b>", "one"));
        var before = output.Find("notebook-frame").GetAttribute("data-src");

        output.Render(p => p.Add(o => o.Output, ComponentTable.Display(MimeBundle.Of(MimeTypes.Html, "<b>1</b>", "one"))));
        Assert.Equal(before, output.Find("notebook-frame").GetAttribute("data-src"));

        output.Render(p => p.Add(o => o.Output, ComponentTable.Display(MimeBundle.Of(MimeTypes.Html, "<b>2</b>", "two"))));
        Assert.NotEqual(before, output.Find("notebook-frame").GetAttribute("data-src"));
    }

    [Theory]
    [InlineData(MimeTypes.Svg, "<svg xmlns='http://www.w3.org/2000/svg'/>", "?picture")]
    [InlineData(MimeTypes.Png, "iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAYAAABbNsX4", "")]
    public void Render_Picture_IsLoadedOverHttpAndHasItsWords(string type, string content, string query)
    {
        using var table = new ComponentTable("1");

        var output = Render(table, MimeBundle.Of(type, content, "A drawing"));

        Assert.Equal("A drawing", output.Find("img").GetAttribute("alt"));
        Assert.Equal(OutputAddress.Of(table.View.Session.NotebookId, type, content) + query, output.Find("img").GetAttribute("src"));
        Assert.Equal(type == MimeTypes.Png ? "5" : null, output.Find("img").GetAttribute("width"));
    }

    [Fact]
    public void Render_CompileError_SaysTheMessageFirstAndLeadsToTheLine()
    {
        using var table = new ComponentTable("x", "y");
        var output = table.Render<OutputView>(p => p.Add(o => o.CellId, SessionTable.Id(1)).Add(o => o.Output, new ErrorCellOutput
        {
            OutputId = "e",
            Error = new ErrorReport { Name = "CS0103", Message = "There is no x", Diagnostics = [Diagnostic("b", 2, 5), Diagnostic("a", 1, 1)] },
        }));

        Assert.StartsWith("There is no x", output.Find(".error-card").TextContent.Trim(), StringComparison.Ordinal);
        Assert.Contains("nothing was run", output.Find(".where").TextContent, StringComparison.Ordinal);
        var links = output.FindAll("button[data-command=go-to-line]");
        Assert.Equal("cell 2, line 2, column 5", links[0].TextContent);
        Assert.Equal(("b", "2"), (links[0].GetAttribute("data-cell"), links[0].GetAttribute("data-line")));
        Assert.Equal("cell 1, line 1, column 1", links[1].TextContent);
    }

    [Fact]
    public void Render_Exception_FoldsTheFramesOfLibraries()
    {
        using var table = new ComponentTable("x");
        var output = table.Render<OutputView>(p => p.Add(o => o.CellId, A).Add(o => o.Output, new ErrorCellOutput
        {
            OutputId = "e",
            Error = new ErrorReport
            {
                Name = "System.IO.FileNotFoundException",
                Message = "Could not find it",
                Frames = [new ErrorFrame { Method = "File.Open()" }, new ErrorFrame { Method = "Read()", SourceName = "a", Line = 4 }, new ErrorFrame { Method = "", SourceName = "a", Line = 9 }],
            },
        }));

        Assert.Equal("FileNotFoundException", output.Find(".kind").TextContent);
        Assert.Equal(["cell 1, line 4", "cell 1, line 4", "cell 1, line 9"], output.FindAll("button[data-command=go-to-line]").Select(static b => b.TextContent));
        Assert.Equal("1 framework frame hidden", output.Find("details summary").TextContent);
    }

    [Fact]
    public void Render_Warnings_AreOneQuietLineThatOpensAndLeadsToTheLine()
    {
        using var table = new ComponentTable("x", "y");
        var warnings = new CompilerWarnings { Warnings = [Diagnostic("", 2, 5) with { IsWarning = true }, Diagnostic("lib.cs, cell 1", 7, 1) with { IsWarning = true }] };

        var output = Render(table, warnings.ToBundle());

        Assert.False(output.Find("details").HasAttribute("open"));
        Assert.Equal("2 warnings", output.Find("summary").TextContent.Trim());
        var link = Assert.Single(output.FindAll("button[data-command=go-to-line]"));
        Assert.Equal(("cell 1, line 2, column 5", "a", "2"), (link.TextContent, link.GetAttribute("data-cell"), link.GetAttribute("data-line")));
        Assert.Equal("lib.cs, cell 1, line 7, column 1", output.Find(".source-file").TextContent);
    }

    [Fact]
    public void Render_WarningsThatAreNone_AreTheirText()
    {
        using var table = new ComponentTable("x");

        Assert.Equal("plain", Render(table, MimeBundle.Of(MimeTypes.Warnings, "{}", "plain")).Find(".value").TextContent);
    }

    private static SourceDiagnostic Diagnostic(string source, int line, int column) =>
        new() { Id = "CS0103", Message = "There is no x", SourceName = source, StartLine = line, StartColumn = column, EndLine = line, EndColumn = column + 1 };

    private static IRenderedComponent<OutputView> Render(ComponentTable table, MimeBundle data) =>
        table.Render<OutputView>(p => p.Add(o => o.CellId, A).Add(o => o.Output, ComponentTable.Display(data)));
}
