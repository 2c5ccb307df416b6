using Notebook.Web.CommandLine;

namespace Notebook.Tests.CommandLine;

public sealed class NotebookCommandLineTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task NoCommand_Serves()
    {
        Assert.Equal(42, await _line.RunAsync());
        Assert.Equal(42, await _line.RunAsync("--urls", "http://127.0.0.1:1"));
        Assert.Equal(42, await _line.RunAsync("serve", "--urls", "http://127.0.0.1:2", "--data", "/data"));

        Assert.Equal(
            [new ServeOptions(), new ServeOptions { Urls = "http://127.0.0.1:1" }, new ServeOptions { Urls = "http://127.0.0.1:2", DataPath = "/data" }],
            _line.Served);
    }

    [Theory]
    [InlineData(new[] { "--help" }, "convert")]
    [InlineData(new[] { "serve", "--help" }, "--data")]
    [InlineData(new[] { "run", "--help" }, "name=value")]
    [InlineData(new[] { "convert", "--help" }, "OUT")]
    public async Task Help_OfEveryCommand_IsPrinted(string[] args, string expected)
    {
        Assert.Equal(0, await _line.RunAsync(args));
        Assert.Contains(expected, _line.Output.ToString(), StringComparison.Ordinal);
        Assert.Empty(_line.Served);
    }

    [Theory]
    [InlineData("frobnicate")]
    [InlineData("run")]
    [InlineData("run", "a.dib", "b.dib")]
    [InlineData("run", "a.dib", "--frobnicate")]
    [InlineData("run", "a.dib", "--timeout", "soon")]
    [InlineData("run", "a.dib", "--timeout", "0")]
    [InlineData("run", "a.dib", "--timeout", "-1")]
    [InlineData("run", "a.dib", "--output", "b.txt")]
    [InlineData("run", "a.dib", "--output", "b.dib")]
    [InlineData("run", "a.dib", "--output", "/no/such/folder/b.ipynb")]
    [InlineData("run", "a.dib", "--param", "x")]
    [InlineData("run", "a.dib", "--input", "x")]
    [InlineData("run", "a.dib", "--input", "=x")]
    [InlineData("run", "a.dib", "--param", "1x=2")]
    [InlineData("run", "a.dib", "--param", "x;y=2")]
    [InlineData("run", "a.dib", "--param", "x=1", "--param", "x=2")]
    [InlineData("convert", "a.dib")]
    [InlineData("convert", "a.dib", "b.txt")]
    public async Task BadUsage_EndsWithTwoAndASentence(params string[] args)
    {
        Assert.Equal(2, await _line.RunAsync(args));
        Assert.NotEmpty(_line.Error.ToString());
        Assert.Equal(0, _line.Launcher.LaunchCount);
        Assert.Empty(_line.Served);
    }

    [Fact]
    public async Task Convert_DibToIpynbAndBack_IsTheSameFile()
    {
        var source = _line.File("lesson.dib", "#!markdown\n\n# Title\n\n#!csharp\n\nvar x = 1;\nx\n\n#!fsharp\n\nlet y = 2\n");

        Assert.Equal(0, await _line.RunAsync("convert", source, _line["lesson.ipynb"]));
        Assert.Equal(0, await _line.RunAsync("convert", _line["lesson.ipynb"], _line["back.dib"]));

        Assert.Equal(["markdown", "csharp", "fsharp"], _line.Read("lesson.ipynb").Cells.Select(static cell => cell.Language));
        Assert.Equal(["# Title", "var x = 1;\nx", "let y = 2"], _line.Read("back.dib").Cells.Select(static cell => cell.Source));
        Assert.Equal(["back.dib", "lesson.dib", "lesson.ipynb"], Directory.GetFiles(_line.Folder).Select(Path.GetFileName).Order());
        Assert.Empty(_line.ErrorLines());
    }

    [Fact]
    public async Task Convert_ThatLosesSomething_SaysSo()
    {
        var source = _line.File("a.ipynb", """{"cells": [{"source": "1", "outputs": [{"output_type": "stream", "text": "1"}]}]}""");

        Assert.Equal(0, await _line.RunAsync("convert", source, _line["a.dib"]));

        Assert.Equal(["a.ipynb: A .dib file holds no outputs; 1 cell had some."], _line.ErrorLines());
    }

    [Fact]
    public async Task Convert_UnreadableFile_EndsWithTwoAndWritesNothing()
    {
        var source = _line.File("a.ipynb", "{");

        Assert.Equal(2, await _line.RunAsync("convert", source, _line["b.ipynb"]));

        Assert.Equal(["a.ipynb can't be read. Its JSON ends too early, at line 1: the file is cut off."], _line.ErrorLines());
        Assert.False(File.Exists(_line["b.ipynb"]));
    }

    [Fact]
    public async Task Convert_MissingFile_EndsWithTwo()
    {
        Assert.Equal(2, await _line.RunAsync("convert", _line["no.dib"], _line["b.ipynb"]));
        Assert.Equal(["no.dib does not exist."], _line.ErrorLines());
    }
}
