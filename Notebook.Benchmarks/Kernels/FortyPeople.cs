using System.Diagnostics;
using System.Globalization;
using Notebook.Web.Sandbox;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A class: forty kernels in the sandbox, each of which runs something every ten seconds.</summary>
public sealed class FortyPeople : IBenchmarkRow
{
    private const int People = 40;
    private const int Runs = 6;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    public string Name => "forty";

    public string Title => "40 people with an active kernel each";

    public string Goal => "all served in 16 GiB; `1+1` ≤ 50 ms at one run per person per 10 s";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        using var sandbox = SandboxedKernel.Sandbox(product, SandboxMode.Auto, new());
        var launcher = SandboxedKernel.Launcher(product, sandbox);
        var kernels = new List<SandboxedKernel>();
        try
        {
            for (var i = 0; i < People; i++)
            {
                kernels.Add(new(await launcher.LaunchAsync(new() { WorkingFolder = product.NewFolder() }, cancellationToken)));
                await kernels[^1].RunAsync("1+1", cancellationToken);
            }

            var times = await Task.WhenAll(kernels.Select((kernel, number) => WorkAsync(kernel, number, cancellationToken)));
            var bytes = kernels.Sum(static kernel => kernel.Kernel.Usage?.HeldBytes ?? 0);
            return [.. Figure.Of(Figure.Product, "ms", new Sample([.. times.SelectMany(static own => own)])), Figure.Of(Figure.Product, "memory of all, MB", bytes / (1024.0 * 1024))];
        }
        finally
        {
            foreach (var kernel in kernels)
                await kernel.DisposeAsync();
        }
    }

    /// <summary>Nobody begins at the same moment; every text is new.</summary>
    private static async Task<List<double>> WorkAsync(SandboxedKernel kernel, int number, CancellationToken cancellationToken)
    {
        await Task.Delay(Pause * number / People, cancellationToken);
        List<double> times = [];
        for (var run = 0; run < Runs; run++)
        {
            var started = Stopwatch.GetTimestamp();
            await kernel.RunAsync(string.Create(CultureInfo.InvariantCulture, $"1+{run + 2}"), cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(Pause, cancellationToken);
        }

        return times;
    }
}
