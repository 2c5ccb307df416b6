using Notebook.Protocol;
using Notebook.Tests.Formats;
using Notebook.Web.CommandLine;
using Notebook.Web.Documents;

namespace Notebook.Tests.CommandLine;

public sealed class RunParametersTests
{
    private static RunParameters Parameters(params string[] arguments)
    {
        var (parameters, problem) = RunParameters.Parse(arguments);
        Assert.Null(problem);
        return parameters!;
    }

    private static NotebookDocument Notebook(params string[] cells) =>
        Reading.Document("a.ipynb", $$"""{"cells": [{{string.Join(',', cells)}}]}""");

    private static string Cell(string source, string tag = "") => $$$"""{"cell_type": "code", "source": "{{{source}}}", "metadata": {"tags": ["{{{tag}}}"]}}""";

    [Theory]
    [InlineData("x=5", "var x = 5;")]
    [InlineData("x=-5", "var x = -5;")]
    [InlineData("x=12345678901", "var x = 12345678901;")]
    [InlineData("x=-9223372036854775808", "var x = long.MinValue;")]
    [InlineData("x=99999999999999999999", "var x = 1E+20d;")]
    [InlineData("x=2.50", "var x = 2.5d;")]
    [InlineData("x=1e3", "var x = 1000d;")]
    [InlineData("x=true", "var x = true;")]
    [InlineData("x=True", "var x = \"True\";")]
    [InlineData("x=NaN", "var x = \"NaN\";")]
    [InlineData("x=1,5", "var x = \"1,5\";")]
    [InlineData("x=", "var x = \"\";")]
    [InlineData("x=a=b", "var x = \"a=b\";")]
    [InlineData("x=\"007\"", "var x = \"007\";")]
    [InlineData("x=\"; System.IO.File.Delete(\"a\"); //", "var x = \"\\\"; System.IO.File.Delete(\\\"a\\\"); //\";")]
    [InlineData("x=a\nb\\", "var x = \"a\\u000Ab\\\\\";")]
    [InlineData("class=1", "var @class = 1;")]
    [InlineData("größe=1", "var größe = 1;")]
    public void InsertInto_Value_IsAssignedByItsForm(string argument, string expected)
    {
        var (document, injected) = Parameters(argument).InsertInto(Notebook(Cell("1")));

        Assert.Equal([expected, "1"], document.Cells.Select(static cell => cell.Source));
        Assert.Equal(document.Cells[0].Id, injected);
    }

    [Fact]
    public void InsertInto_TaggedCell_AssignsBehindItAndKeepsDeclaredTypes()
    {
        var (document, _) = Parameters("rate=2", "extra=3", "rat=4").InsertInto(Notebook(Cell("using System;"), Cell("double rate = 1.5; var b = a.extra == 1;", "parameters"), Cell("rate")));

        Assert.Equal("rate = 2;\nvar extra = 3;\nvar rat = 4;", document.Cells[2].Source);
        Assert.Equal("""{"tags":["injected-parameters"]}""", document.Cells[2].MetadataJson);
    }

    [Fact]
    public void InsertInto_OutputOfAnEarlierRun_ReplacesItsCell()
    {
        var (document, _) = Parameters("n=2").InsertInto(Notebook(Cell("int n = 0;", "parameters"), Cell("n = 1;", "injected-parameters"), Cell("n")));

        Assert.Equal(["int n = 0;", "n = 2;", "n"], document.Cells.Select(static cell => cell.Source));
    }

    [Fact]
    public void InsertInto_NoParameters_LeavesTheNotebookAlone()
    {
        var notebook = Notebook(Cell("1"));

        Assert.Same(notebook, Parameters().InsertInto(notebook).Document);
    }

    [Fact]
    public async Task Run_WithParameters_SubmitsThemAndKeepsTheFilesNumbers()
    {
        using var line = new CommandLineFixture();
        line.Launcher.Script.On("n", static run => run.FailToCompile("CS0103", "no n"));

        Assert.Equal(1, await line.RunAsync("run", line.Notebook("n"), "--param", "n=5", "--param", "s=text"));

        var kernel = await line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["var n = 5;\nvar s = \"text\";", "n"], kernel.Requests.OfType<Submit>().Select(static submit => submit.Code));
        Assert.Equal(["lesson.dib: cell 1, line 1, column 1: error CS0103: no n"], line.ErrorLines());
    }
}
