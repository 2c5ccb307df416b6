using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Tests.CommandLine;

public sealed class RunCommandTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Run_WithValues_PrintsWhatCellsShowAndOtherwiseOnlyTheirStreams()
    {
        _line.Launcher.Script.On("1+1", static run =>
        {
            run.Print("printed\n");
            run.Result("2");
        });
        var notebook = _line.Notebook("1+1");

        Assert.Equal(0, await _line.RunAsync("run", notebook));
        Assert.Equal("printed\n", _line.Output.ToString());
        Assert.Equal(0, await _line.RunAsync("run", notebook, "--values"));
        Assert.Equal("printed\nprinted\n2\n", _line.Output.ToString());
    }

    [Fact]
    public async Task Run_CellWithWarnings_SaysThemOnStandardErrorAndEndsWithZero()
    {
        _line.Launcher.Script.On("warns", static run =>
        {
            run.Display(new CompilerWarnings
            {
                Warnings =
                [
                    new SourceDiagnostic { Id = "CS4014", Message = "It is not awaited.", SourceName = "", StartLine = 2, StartColumn = 5, EndLine = 2, EndColumn = 9, IsWarning = true },
                    new SourceDiagnostic { Id = "CS0162", Message = "Unreachable", SourceName = "lib.cs, cell 1", StartLine = 7, StartColumn = 1, EndLine = 7, EndColumn = 2, IsWarning = true },
                ],
            }.ToBundle());
        });

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("warns"), "--values", "--output", _line["out.ipynb"]));

        Assert.Equal("", _line.Output.ToString());
        Assert.Equal(
            ["lesson.dib: cell 1, line 2, column 5: warning CS4014: It is not awaited.", "lesson.dib: cell 1, lib.cs, cell 1, line 7, column 1: warning CS0162: Unreachable"],
            _line.ErrorLines());
        Assert.Equal(2, CompilerWarnings.Of(Assert.IsType<DisplayOutput>(_line.Read("out.ipynb").Cells[0].Outputs.Single()).Data)!.Warnings.Length);
    }

    [Fact]
    public async Task Run_CellThatPrintsALot_WritesAllOfIt()
    {
        var lines = string.Concat(Enumerable.Range(0, 8_000).Select(static i => $"line {i}\n"));
        _line.Launcher.Script.On("many", run => run.Print(lines));

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("many"), "--output", _line["out.ipynb"]));

        var stream = Assert.IsType<StreamOutput>(Assert.Single(_line.Read("out.ipynb").Cells[0].Outputs));
        Assert.Equal(lines, stream.Text.HeadText + stream.Text.TailText);
        Assert.Empty(_line.ErrorLines());
    }

    [Fact]
    public async Task Run_CellsThatSucceed_PrintsTheirStreamsAndEndsWithZero()
    {
        _line.Launcher.Script
            .On("a", static run => run.Print("one\n"))
            .On("b", static run =>
            {
                run.Print("two\n");
                run.Print("careful\n", StreamName.Error);
                run.Result("42");
            });

        Assert.Equal(0, await _line.RunAsync("run", _line.Notebook("a", "b")));

        Assert.Equal("one\ntwo\n", _line.Output.ToString());
        Assert.Equal("careful\n", _line.Error.ToString());
    }

    [Fact]
    public async Task Run_TextOfARunningCell_IsPrintedAsItComes()
    {
        _line.Launcher.Script.On("a", static async run =>
        {
            run.Print("half");
            await run.UntilReleasedAsync();
        });

        var running = _line.RunAsync("run", _line.Notebook("a"));
        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        var run = await kernel.NextRunAsync(TestContext.Current.CancellationToken);
        await _line.Output.ContainsAsync("half");
        run.Release();

        Assert.Equal(0, await running);
        Assert.True(kernel.IsDisposed);
    }

    [Fact]
    public async Task Run_FailingCells_GoesOnAndNamesCellAndLine()
    {
        _line.Launcher.Script
            .On("bad", static run => run.FailToCompile("CS1002", "; expected", line: 3, column: 7))
            .On("throws", static run => run.Fail(new ErrorReport
            {
                Name = "System.InvalidOperationException",
                Message = "boom",
                Frames = [new ErrorFrame { Method = "System.Linq.Enumerable.First()" }, new ErrorFrame { Method = "Half(int n)", SourceName = run.Request.SourceName, Line = 5 }],
            }))
            .On("good", static run => run.Print("went on"));
        _line.File("lesson.dib", "#!markdown\n\nText\n\n#!csharp\n\nbad\n\n#!csharp\n\nthrows\n\n#!csharp\n\ngood\n");

        Assert.Equal(1, await _line.RunAsync("run", _line["lesson.dib"]));

        Assert.Equal("went on", _line.Output.ToString());
        Assert.Equal(
            [
                "lesson.dib: cell 2, line 3, column 7: error CS1002: ; expected",
                "lesson.dib: cell 3, line 5: System.InvalidOperationException: boom",
                "   at System.Linq.Enumerable.First()",
                "   at Half(int n) in cell 3, line 5",
            ],
            _line.ErrorLines());
    }

    [Fact]
    public async Task Run_OtherLanguages_AreNamedAndDoNotFail()
    {
        _line.File("lesson.dib", "#!csharp\n\na\n\n#!fsharp\n\nb\n\n#!http\n\nc\n");

        Assert.Equal(0, await _line.RunAsync("run", _line["lesson.dib"]));

        Assert.Equal(
            ["lesson.dib: cell 2 is written in fsharp and was not run; only C# and SQL run.", "lesson.dib: cell 3 is written in http and was not run; only C# and SQL run."],
            _line.ErrorLines());
    }

    [Fact]
    public async Task Run_NothingToRun_StartsNoKernel()
    {
        _line.File("lesson.dib", "#!markdown\n\nText\n");

        Assert.Equal(0, await _line.RunAsync("run", _line["lesson.dib"]));

        Assert.Equal(0, _line.Launcher.LaunchCount);
    }

    [Fact]
    public async Task Run_File_WorksInItsFolder()
    {
        await _line.RunAsync("run", _line.Notebook("a"));

        Assert.Equal(_line.Folder, (await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken)).Options.WorkingFolder);
    }

    [Fact]
    public async Task Run_WithOutput_WritesTheOutputsOfThisRun()
    {
        _line.Launcher.Script
            .On("a", static run =>
            {
                run.Print("new\n");
                run.Print("lines\n");
                var shown = run.Display("first");
                run.Update(shown, "second");
                run.Result("42");
            })
            .On("b", static run => run.FailToCompile("CS1002", "; expected"));
        _line.File("lesson.ipynb", """
            {"nbformat": 4, "nbformat_minor": 5, "metadata": {"author": "Ann"}, "cells": [
              {"cell_type": "code", "id": "one", "metadata": {}, "execution_count": 7, "source": "a", "outputs": [{"output_type": "stream", "name": "stdout", "text": "old"}]},
              {"cell_type": "code", "id": "two", "metadata": {}, "execution_count": null, "source": "b", "outputs": []},
              {"cell_type": "code", "id": "three", "metadata": {"polyglot_notebook": {"kernelName": "fsharp"}}, "execution_count": 9, "source": "c", "outputs": [{"output_type": "stream", "name": "stdout", "text": "kept"}]}]}
            """);

        Assert.Equal(1, await _line.RunAsync("run", _line["lesson.ipynb"], "--output", _line["out.ipynb"]));

        var written = _line.Read("out.ipynb");
        Assert.Equal("""{"author":"Ann"}""", written.MetadataJson);
        Assert.Equal([1, 2, 9], written.Cells.Select(static cell => cell.ExecutionCount));
        var outputs = written.Cells[0].Outputs;
        Assert.Equal("new\nlines\n", Assert.IsType<StreamOutput>(outputs[0]).Text.HeadText);
        Assert.Equal("second", Assert.IsType<DisplayOutput>(outputs[1]).Data.PlainText);
        Assert.Equal(("42", true), (Assert.IsType<DisplayOutput>(outputs[2]).Data.PlainText, ((DisplayOutput)outputs[2]).IsResult));
        Assert.Equal("CS1002", Assert.IsType<ErrorCellOutput>(Assert.Single(written.Cells[1].Outputs)).Error.Name);
        Assert.Equal("kept", Assert.IsType<StreamOutput>(Assert.Single(written.Cells[2].Outputs)).Text.HeadText);
        Assert.Equal(["lesson.ipynb", "out.ipynb"], Directory.GetFiles(_line.Folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Run_OutputOverItsOwnFile_ReplacesIt()
    {
        _line.Launcher.Script.On("a", static run => run.Print("x"));
        _line.File("lesson.ipynb", """{"cells": [{"cell_type": "code", "source": "a"}]}""");

        Assert.Equal(0, await _line.RunAsync("run", _line["lesson.ipynb"], "--output", _line["lesson.ipynb"]));

        Assert.Single(_line.Read("lesson.ipynb").Cells[0].Outputs);
    }

    [Fact]
    public async Task Run_KernelThatDoesNotStart_SaysWhy()
    {
        _line.Launcher.Refusal = "The kernel is missing. Build it first.";

        Assert.Equal(1, await _line.RunAsync("run", _line.Notebook("a")));
        Assert.Equal(["lesson.dib: The kernel is missing. Build it first."], _line.ErrorLines());
    }

    [Theory]
    [InlineData("missing.dib", null, "missing.dib does not exist.")]
    [InlineData("notes.txt", "x", "notes.txt is not a notebook. Choose an .ipynb, .dib or .md file.")]
    [InlineData("a.ipynb", "[]", "a.ipynb can't be read. It is JSON, but not a notebook.")]
    public async Task Run_UnreadableFile_EndsWithTwo(string name, string? content, string expected)
    {
        if (content is not null)
            _line.File(name, content);

        Assert.Equal(2, await _line.RunAsync("run", _line[name]));
        Assert.Equal([expected], _line.ErrorLines());
        Assert.Equal(0, _line.Launcher.LaunchCount);
    }
}
