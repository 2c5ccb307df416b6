using System.Diagnostics;
using System.Globalization;
using Notebook.Tests.Kernels;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Sandbox;

/// <summary>Kernels that are killed, stopped, starved and flooding, at random, beside others that must not notice.</summary>
public sealed class KernelFaultTests : IDisposable
{
    private const int Calm = 30;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact(Timeout = 600_000)]
    public async Task Faults_OfManyKernels_LeaveOthersRightAndQuick()
    {
        var (victims, duration) = Capability.IsSoak ? (30, TimeSpan.FromMinutes(2)) : (5, TimeSpan.FromSeconds(6));
        var random = new Random(20261125);
        await using var first = new KernelConversation(await LaunchAsync());
        await using var second = new KernelConversation(await LaunchAsync());
        var calm = Median([.. await MeasureAsync(first, Calm, 0), .. await MeasureAsync(second, Calm, 1_000)]);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(duration);
        var faults = Enumerable.Range(0, victims).Select(_ => Task.Run(() => SufferAsync(new Random(random.Next()), stop.Token), Token)).ToList();
        List<double> times = [];
        for (var round = 10; !stop.IsCancellationRequested; round++)
            times.AddRange([.. await MeasureAsync(first, 5, round * 1_000), .. await MeasureAsync(second, 5, (round * 1_000) + 500)]);
        var endings = (await Task.WhenAll(faults)).Sum();

        // A machine that tests other things as well has no calm of its own; below 15 ms nobody notices.
        Assert.True(Median(times) < 3 * Math.Max(calm, 15), $"1+1 took {calm:0.0} ms in calm and {Median(times):0.0} ms beside {endings} faults.");
        Assert.True(endings >= victims, $"Only {endings} faults happened.");
    }

    /// <summary>Results must be right each time; texts are new, so that each is compiled.</summary>
    private static async Task<List<double>> MeasureAsync(KernelConversation kernel, int count, int offset)
    {
        List<double> times = [];
        for (var i = offset; i < offset + count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Assert.Equal((i + 1).ToString(CultureInfo.InvariantCulture), (await kernel.RunAsync($"1 + {i}")).Result);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }

    /// <summary>One kernel after another comes to a bad end.</summary>
    /// <returns>How many did.</returns>
    private async Task<int> SufferAsync(Random random, CancellationToken stop)
    {
        for (var endings = 0; ; endings++)
        {
            if (stop.IsCancellationRequested)
                return endings;
            await using var kernel = new KernelConversation(await LaunchAsync());
            var process = ((ProcessKernel)kernel.Kernel).ProcessId;
            switch (random.Next(4))
            {
                case 0:
                    await kernel.SubmitAsync("Thread.Sleep(Timeout.Infinite);");
                    await SignalAsync("KILL", process);
                    await kernel.EndedAsync();
                    break;
                case 1:
                    await SignalAsync("STOP", process);
                    await kernel.SubmitAsync("1 + 1");
                    break;
                case 2:
                    var burning = await kernel.SubmitAsync("Console.WriteLine(\"burning\"); Parallel.For(0, Environment.ProcessorCount, _ => { while (true) { } });");
                    await kernel.PrintedAsync(burning, "burning");
                    break;
                default:
                    var flooding = await kernel.SubmitAsync("for (long i = 0; ; i++) Console.WriteLine(i);");
                    await kernel.PrintedAsync(flooding, "50000\n");
                    break;
            }
        }
    }

    private static async Task SignalAsync(string signal, int process)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Token);
    }

    private Task<IKernel> LaunchAsync() => TestKernel.NewLauncher().LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder[Path.GetRandomFileName()] }, Token);

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
