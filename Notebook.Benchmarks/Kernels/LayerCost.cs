using System.Diagnostics;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Benchmarks.Kernels;

/// <summary>What each layer of the sandbox adds to a cold start, and what a warm kernel leaves of it.</summary>
public sealed class LayerCost : IBenchmarkRow
{
    private const int Rounds = 7;

    /// <summary>What a warm kernel has to itself before somebody takes it.</summary>
    private static readonly TimeSpan Warmth = TimeSpan.FromSeconds(2);

    public string Name => "layers";

    public string Title => "Start to the first `1+1`, by layers of the sandbox";

    public string Goal => "a warm kernel ≤ 200 ms; layers cost a start little";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        using var none = SandboxedKernel.Sandbox(product, SandboxMode.Off, new());
        using var launcher = SandboxedKernel.Sandbox(product, SandboxMode.Auto, new() { Bubblewrap = false });
        using var all = SandboxedKernel.Sandbox(product, SandboxMode.Auto, new());
        (string Name, KernelSandbox Sandbox)[] variants = [("no sandbox", none), ("limits, Landlock, seccomp", launcher), ("bubblewrap as well", all)];
        var times = variants.ToDictionary(static variant => variant.Name, static _ => new List<double>());
        List<double> warm = [];
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (name, sandbox) in variants)
            {
                // The first report is the probe's time, and no kernel's.
                await sandbox.Report;
                var started = Stopwatch.GetTimestamp();
                await using var kernel = new SandboxedKernel(await SandboxedKernel.Launcher(product, sandbox).LaunchAsync(new() { WorkingFolder = product.NewFolder() }, cancellationToken));
                await kernel.RunAsync("1+1", cancellationToken);
                if (round >= 0)
                    times[name].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            var elapsed = await WarmAsync(product, all, cancellationToken);
            if (round >= 0)
                warm.Add(elapsed);
        }

        return [.. variants.Select(variant => Figure.Of(variant.Name, "median, ms", new Sample(times[variant.Name]).Median)), Figure.Of("a warm kernel, all layers", "median, ms", new Sample(warm).Median)];
    }

    private static async Task<double> WarmAsync(PublishedProduct product, KernelSandbox sandbox, CancellationToken cancellationToken)
    {
        var launcher = SandboxedKernel.Launcher(product, sandbox);
        var options = new KernelLaunchOptions { WorkingFolder = Path.Combine(product.NewFolder(), "notebook") };
        await using var kernel = new SandboxedKernel(await launcher.StartAheadAsync(options with { IsAhead = true }, cancellationToken));
        await Task.Delay(Warmth, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        await launcher.HandOverAsync(kernel.Kernel, options);
        await kernel.RunAsync("1+1", cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
