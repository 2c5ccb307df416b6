using Notebook.Tests.Kernels.Fakes;
using Notebook.Tests.Sessions;

namespace Notebook.Tests.CommandLine;

/// <summary><c>run FILE --verify</c>.</summary>
public sealed class RunVerifyTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Verify_SameOutputs_EndsWithZeroAndSaysHowMany()
    {
        var file = await WrittenAsync("one", "two");

        Assert.Equal(0, await _line.RunAsync("run", file, "--verify"));

        Assert.Equal("out.ipynb: verified: what 2 cells show is what the file says.", _line.ErrorLines()[^1]);
    }

    [Fact]
    public async Task Verify_OtherOutput_EndsWithOneAndShowsTheDifference()
    {
        var file = await WrittenAsync("one", "two");
        _line.Launcher.Script.On("two", static run => run.Print("three"));

        Assert.Equal(1, await _line.RunAsync("run", file, "--verify"));

        Assert.Equal(["out.ipynb: cell 2 differs. It shows something else.", "  - two", "  + three", "out.ipynb: 1 of 2 cells differ from what the file says."], _line.ErrorLines()[^4..]);
    }

    [Fact]
    public async Task Verify_CellThatFailsAsItHadFailed_Holds_AndOneThatNoLongerFailsDoesNot()
    {
        _line.Launcher.Script.On("fails", (Action<FakeRun>)(static _ => throw new InvalidOperationException("Oops")));
        var file = await WrittenAsync("fails");

        Assert.Equal(0, await _line.RunAsync("run", file, "--verify"));

        _line.Launcher.Script.On("fails", static run => run.Print("fine"));
        Assert.Equal(1, await _line.RunAsync("run", file, "--verify"));
        Assert.Contains("It had failed, and does not now.", _line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_FileWithoutOutputs_IsBadUsage()
    {
        Assert.Equal(2, await _line.RunAsync("run", _line.Notebook("one"), "--verify"));

        Assert.Contains("has no outputs to compare with", _line.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A file with the outputs of a run.</summary>
    private async Task<string> WrittenAsync(params string[] cells)
    {
        _line.Launcher.Script.Echo();
        await _line.RunAsync("run", _line.Notebook(cells), "--output", _line["out.ipynb"]);
        return _line["out.ipynb"];
    }
}
