using System.Diagnostics;
using Notebook.Protocol;

namespace Notebook.Tests.Kernel;

/// <summary>Stop ends whatever a cell does, and every variable is still there.</summary>
public sealed class StopTests : KernelTest
{
    /// <summary>A library's loop over a method group: it has no stop points, and it ends when a later cell sets the variable <c>enough</c>.</summary>
    private const string SpinInLibrary = "Enumerable.Range(0, int.MaxValue).SelectMany(_ => Enumerable.Range(0, int.MaxValue)).First(Enough);";

    /// <summary>Far above the 300 ms to reach, which the benchmark measures; far below what any of these cells would take.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Yield(); while (true) { }")]
    [InlineData("await Task.Delay(10); while (true) { }")]
    [InlineData("Thread.Sleep(600_000);")]
    [InlineData("await Task.Yield(); Thread.Sleep(600_000);")]
    [InlineData("await Task.Delay(600_000);")]
    [InlineData("new TaskCompletionSource().Task.Wait();")]
    [InlineData("_ = new TaskCompletionSource<int>().Task.Result;")]
    [InlineData("async Task<int> Never() { await Task.Delay(600_000); return 1; } Never().Result")]
    [InlineData("lock (new object()) { while (true) { } }")]
    [InlineData("while (true) { try { Thread.Sleep(600_000); } catch (Exception) { } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } }")]
    [InlineData("async Task Spin() { await Task.Yield(); while (true) { } } await Task.WhenAll(Spin(), Spin(), Spin(), Spin());")]
    [InlineData("var barrier = new Barrier(101); async Task Meet() { await Task.Yield(); barrier.SignalAndWait(); } await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Meet()));")]
    [InlineData("for (var i = 0; ; i++) Console.WriteLine(i);")]
    [InlineData("await Task.Run(() => { while (true) { } });")]
    [InlineData("var sum = 0.0; while (true) { sum = sum + 1.0; }")]
    [InlineData("IEnumerable<int> Forever() { while (true) { Thread.Sleep(1000); yield return 1; } } Forever()")]
    public async Task Interrupt_EndsTheCellAndKeepsVariables(string code)
    {
        await Kernel.RunAsync("var kept = 41;");
        var id = await Kernel.SubmitAsync("var early = 1; Console.WriteLine(\"running\"); " + code);
        await Kernel.PrintedAsync(id, "running");

        var began = Stopwatch.GetTimestamp();
        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.Null(result.Error);
        Assert.True(Stopwatch.GetElapsedTime(began) < Soon);
        Assert.Equal("42", (await Kernel.RunAsync("kept + early")).Result);
    }

    [Fact]
    public async Task Interrupt_CodeThatRefusesToEnd_EndsTheCellAndSaysThatWorkIsLeft()
    {
        await Kernel.RunAsync("var kept = 41; volatile bool enough; bool Enough(int n) => enough;");
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"running\"); try { throw new Exception(); } catch { " + SpinInLibrary + " }");
        await Kernel.PrintedAsync(id, "running");

        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(result.Completion!.WorkLeftRunning);
        Assert.Equal("41", (await Kernel.RunAsync("enough = true; kept")).Result);
    }

    [Fact]
    public async Task Interrupt_PoolWorkThatSpins_SaysThatWorkIsLeft()
    {
        await Kernel.RunAsync("volatile bool enough; bool Enough(int n) => enough;");
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"running\"); await Task.Run(() => { " + SpinInLibrary + " });");
        await Kernel.PrintedAsync(id, "running");

        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(result.Completion!.WorkLeftRunning);
        await Kernel.RunAsync("enough = true;");
    }

    [Fact]
    public async Task Interrupt_LoopThatAnEarlierCellLeft_DoesNotEndWithALaterCell()
    {
        await Kernel.RunAsync("var ticks = 0; async Task Tick() { while (true) { ticks++; await Task.Delay(5); } } _ = Tick();");
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"running\"); while (true) { }");
        await Kernel.PrintedAsync(id, "running");
        await Kernel.InterruptAsync(id);
        await Kernel.EndOfAsync(id);

        var result = await Kernel.RunAsync("var before = ticks; while (ticks < before + 3) await Task.Delay(5); \"still ticking\"");

        Assert.Equal("still ticking", result.Result);
    }

    [Fact]
    public async Task Interrupt_ManyTimes_EveryCellAfterwardsRuns()
    {
        for (var round = 0; round < 20; round++)
        {
            var id = await Kernel.SubmitAsync(round % 2 == 0 ? "while (true) { }" : "Thread.Sleep(600_000);");
            await Kernel.UntilAsync(last => last is SubmissionStarted started && started.SubmissionId == id);
            await Kernel.InterruptAsync(id);
            Assert.Equal(SubmissionOutcome.Interrupted, (await Kernel.EndOfAsync(id)).Outcome);
            Assert.Equal("done", (await Kernel.RunAsync("Thread.Sleep(1); await Task.Delay(1); Console.Write(\"x\"); \"done\"")).Result);
        }
    }
}
