using System.Diagnostics;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A long working day: what a thousand submissions cost in time and memory.</summary>
public sealed class ManySubmissions(bool rerun) : IBenchmarkRow
{
    private const int Submissions = 1_000;
    private const int Cells = 50;

    public string Name => rerun ? "rerun-1000" : "declare-1000";

    public string Title => rerun ? "50 cells re-run to 1,000 submissions" : "1,000 submissions that each declare a variable";

    public string Goal => $"latency flat; memory growth ≤ {(rerun ? 40 : 120)} MB";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var kernel = await MeasuredKernel.StartAsync(product, cancellationToken);
        for (var i = 0; i < Cells; i++)
            await kernel.SubmitAsync(Code(i), cancellationToken, $"cell{i}");
        var before = kernel.ProportionalMegabytes();

        List<double> elapsed = [];
        for (var i = Cells; i < Submissions; i++)
        {
            var cell = rerun ? i % Cells : i;
            var started = Stopwatch.GetTimestamp();
            await kernel.SubmitAsync(Code(cell), cancellationToken, $"cell{cell}");
            elapsed.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return
        [
            Figure.Of(Figure.Product, "median of the first 100, ms", new Sample(elapsed.Take(100)).Median),
            Figure.Of(Figure.Product, "median of the last 100, ms", new Sample(elapsed.TakeLast(100)).Median),
            Figure.Of(Figure.Product, "memory growth (PSS), MB", kernel.ProportionalMegabytes() - before),
        ];
    }

    private static string Code(int cell) => cell % Cells == 0
        ? $"var v{cell} = {cell};\nv{cell}"
        : $"var v{cell} = v{cell - 1} + {cell};\nConsole.WriteLine(v{cell});\nv{cell}";
}
