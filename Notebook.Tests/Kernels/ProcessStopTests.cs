using System.Diagnostics;
using Notebook.Protocol;

namespace Notebook.Tests.Kernels;

/// <summary>Stop over a kernel in a process of its own: whatever a cell does, it ends, the variables stay and the next cell runs.</summary>
public sealed class ProcessStopTests(StoppedKernel stopped) : IClassFixture<StoppedKernel>
{
    /// <summary>Far above the 300 ms to reach, which the benchmark <c>stop</c> measures; far below what any of these cells would take.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private KernelConversation Kernel => stopped.Kernel;

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("await Task.Delay(10); while (true) { }")]
    [InlineData("Thread.Sleep(600_000);")]
    [InlineData("await Task.Delay(600_000);")]
    [InlineData("Task.Delay(600_000).Wait();")]
    [InlineData("async Task<int> Never() { await Task.Delay(600_000); return 1; } _ = Never().Result;")]
    [InlineData("Task.WaitAll(Task.Delay(600_000), Task.Delay(600_000));")]
    [InlineData("new ManualResetEventSlim().Wait();")]
    [InlineData("new SemaphoreSlim(0).Wait();")]
    [InlineData("var locked = new object(); var holder = new Thread(() => { lock (locked) Thread.Sleep(5_000); }) { IsBackground = true }; holder.Start(); Thread.Sleep(50); lock (locked) { }")]
    [InlineData("var barrier = new Barrier(101); async Task Meet() { await Task.Yield(); barrier.SignalAndWait(); } await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Meet()));")]
    [InlineData("while (true) Console.ReadLine();")]
    [InlineData("while (true) { try { Thread.Sleep(20); } catch { } }")]
    [InlineData("while (true) { try { while (true) { } } catch (Exception) { } finally { } }")]
    [InlineData("void Again() { while (true) { try { Thread.Sleep(600_000); } catch (Exception) { Again(); } } } Again();")]
    [InlineData("foreach (var n in Forever()) { } IEnumerable<int> Forever() { while (true) yield return 1; }")]
    [InlineData("await foreach (var n in Forever()) { } async IAsyncEnumerable<int> Forever() { while (true) { await Task.Yield(); yield return 1; } }")]
    [InlineData("await Parallel.ForEachAsync(Enumerable.Range(0, 100), async (n, token) => await Task.Delay(600_000, token));")]
    [InlineData("_ = Enumerable.Range(0, int.MaxValue).SelectMany(n => Enumerable.Range(0, int.MaxValue)).Count(n => n < 0);")]
    [InlineData("_ = Enumerable.Range(0, int.MaxValue).Sum(n => (long)n);")]
    [InlineData("while (true) Array.TrueForAll(new int[100_000_000], n => n == 0);")]
    [InlineData("System.Diagnostics.Process.Start(\"sleep\", \"600\").WaitForExit();")]
    [InlineData("static class Clock { [System.Runtime.InteropServices.DllImport(\"libc\")] public static extern uint sleep(uint seconds); } while (true) Clock.sleep(1);")]
    [InlineData("class Slow { public override string ToString() { Thread.Sleep(600_000); return \"\"; } } $\"{new Slow()}\"")]
    public async Task Interrupt_EndsTheCellKeepsTheVariablesAndTheNextCellRuns(string code)
    {
        var id = await Kernel.SubmitAsync("var early = 1; Console.WriteLine(\"running\"); " + code);
        await Kernel.PrintedAsync(id, "running");

        var result = await StopAsync(id);

        Assert.Null(result.Error);
        Assert.Equal("42", (await Kernel.RunAsync("kept + early")).Result);
    }

    [Fact]
    public async Task Interrupt_SlowFinally_IsWaitedForAndTheCellEnds()
    {
        var id = await Kernel.SubmitAsync("""
            var cleaned = false;
            try
            {
                Console.WriteLine("running");
                while (true) { }
            }
            finally
            {
                var until = DateTime.UtcNow.AddMilliseconds(700);
                Enumerable.Range(0, int.MaxValue).First(_ => DateTime.UtcNow > until);
                cleaned = true;
            }
            """);
        await Kernel.PrintedAsync(id, "running");

        await StopAsync(id);

        Assert.Equal("True", (await Kernel.RunAsync("cleaned")).Result);
    }

    [Fact]
    public async Task Interrupt_PoolWorkOfTheCell_LeavesItsLoops()
    {
        var id = await Kernel.SubmitAsync("var turns = 0L; for (var i = 0; i < 4; i++) _ = Task.Run(() => { while (true) Interlocked.Increment(ref turns); }); Console.WriteLine(\"running\"); await Task.Delay(600_000);");
        await Kernel.PrintedAsync(id, "running");

        var result = await StopAsync(id);

        Assert.False(result.Completion!.WorkLeftRunning);
        Assert.Equal("True", (await Kernel.RunAsync("var then = turns; Thread.Sleep(30); turns == then")).Result);
    }

    [Fact]
    public async Task Interrupt_NativeCallThatNeverReturns_EndsTheCellAndSaysThatWorkIsLeft()
    {
        await using var own = new StoppedKernel();
        await own.InitializeAsync();
        var id = await own.Kernel.SubmitAsync("""
            using System.Runtime.InteropServices;
            static class Native
            {
                [DllImport("libc")] public static extern int pthread_mutex_lock(nint mutex);
            }
            Console.WriteLine("running");
            // Locked twice by one thread, an ordinary mutex is never free again; no signal ends the wait.
            var mutex = Marshal.AllocHGlobal(64);
            for (var i = 0; i < 64; i++) Marshal.WriteByte(mutex, i, 0);
            Native.pthread_mutex_lock(mutex);
            Native.pthread_mutex_lock(mutex);
            """);
        await own.Kernel.PrintedAsync(id, "running");

        await own.Kernel.InterruptAsync(id);
        var result = await own.Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(result.Completion!.WorkLeftRunning);
        Assert.Equal("42", (await own.Kernel.RunAsync("kept + 1")).Result);
    }

    [Fact]
    public async Task Interrupt_Twice_IsHarmless()
    {
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"running\"); while (true) { }");
        await Kernel.PrintedAsync(id, "running");

        await Kernel.InterruptAsync(id);
        var result = await StopAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.Equal("42", (await Kernel.RunAsync("kept + 1")).Result);
    }

    private async Task<CellResult> StopAsync(SubmissionId id)
    {
        var began = Stopwatch.GetTimestamp();
        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);
        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.True(Stopwatch.GetElapsedTime(began) < Soon, $"It took {Stopwatch.GetElapsedTime(began)}.");
        return result;
    }
}
