using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Tests.CommandLine;

/// <summary>Runs that end before their last cell has.</summary>
public sealed class RunStopTests : IDisposable
{
    private readonly CommandLineFixture _line = new();

    public void Dispose() => _line.Dispose();

    [Fact]
    public async Task Run_Timeout_InterruptsTheCellAndKeepsWhatItShowed()
    {
        _line.Launcher.Script.On("slow", static async run =>
        {
            run.Print("begun");
            await run.UntilReleasedAsync();
        });

        var running = _line.RunAsync("run", _line.Notebook("slow", "never"), "--timeout", "60", "--output", _line["out.ipynb"]);
        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        await kernel.NextRunAsync(TestContext.Current.CancellationToken);
        await _line.Output.ContainsAsync("begun");
        _line.Time.Advance(TimeSpan.FromSeconds(60));

        Assert.Equal(3, await running);
        Assert.Equal(["lesson.dib: timed out after 60 s in cell 1; the cells after it were not run."], _line.ErrorLines());
        Assert.DoesNotContain(kernel.Requests, static request => request is Submit { Code: "never" });
        Assert.Equal("begun", Assert.IsType<StreamOutput>(Assert.Single(_line.Read("out.ipynb").Cells[0].Outputs)).Text.HeadText);
    }

    [Fact]
    public async Task Run_CellThatResistsTheTimeout_IsGivenUp()
    {
        var never = new TaskCompletionSource();
        _line.Launcher.Script.On("stuck", _ => never.Task);

        var running = _line.RunAsync("run", _line.Notebook("stuck"), "--timeout", "1");
        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        var run = await kernel.NextRunAsync(TestContext.Current.CancellationToken);
        var interrupted = new TaskCompletionSource();
        await using var registration = run.Interrupted.Register(interrupted.SetResult);
        _line.Time.Advance(TimeSpan.FromSeconds(1));
        await interrupted.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        _line.Time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(3, await running);
        Assert.True(kernel.IsDisposed);
        Assert.Equal(
            ["lesson.dib: cell 1: It did not stop within 5 seconds, so its kernel was ended.", "lesson.dib: timed out after 1 s in cell 1; the cells after it were not run."],
            _line.ErrorLines());
    }

    [Fact]
    public async Task Run_CtrlC_InterruptsAndEndsAsShellsExpect()
    {
        using var ctrlC = new CancellationTokenSource();
        _line.Launcher.Script.Hold("slow");

        var running = _line.RunUntilAsync(ctrlC.Token, "run", _line.Notebook("slow"));
        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        await kernel.NextRunAsync(TestContext.Current.CancellationToken);
        await ctrlC.CancelAsync();

        Assert.Equal(130, await running);
        Assert.Contains(kernel.Requests, static request => request is Interrupt);
        Assert.True(kernel.IsDisposed);
    }

    [Fact]
    public async Task Run_KernelThatEnds_NamesTheCellAndThoseNotRun()
    {
        _line.Launcher.Script.Hold("crash");

        var running = _line.RunAsync("run", _line.Notebook("crash", "b", "c"));
        var kernel = await _line.Launcher.NextKernelAsync(TestContext.Current.CancellationToken);
        await kernel.NextRunAsync(TestContext.Current.CancellationToken);
        kernel.End(139, "The kernel crashed.");

        Assert.Equal(1, await running);
        Assert.Equal(["lesson.dib: cell 1: The kernel crashed.", "lesson.dib: not run, because the kernel had ended: cell 2, cell 3."], _line.ErrorLines());
    }
}
