using System.Diagnostics;
using System.Globalization;

namespace Notebook.Benchmarks.Kernels;

/// <summary>From the request to stop to the end of the cell, for code that would never end; every variable must still be there.</summary>
public sealed class StopTimes : IBenchmarkRow
{
    private const int Rounds = 15;

    private static readonly (string Name, string Code)[] Cells =
    [
        ("while (true) { }", "while (true) { }"),
        ("the same after an await", "await Task.Yield(); while (true) { }"),
        ("a loop without stop points", "double sum = 0; while (true) { sum = sum + 1; }"),
        ("Thread.Sleep", "Thread.Sleep(600_000);"),
        ("a blocked wait", "new TaskCompletionSource().Task.Wait();"),
        ("await Task.Delay", "await Task.Delay(600_000);"),
        ("100 tasks at a Barrier", "var barrier = new Barrier(101); async Task Meet() { await Task.Yield(); barrier.SignalAndWait(); } await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Meet()));"),
    ];

    public string Name => "stop";

    public string Title => "Stop, from the request to the end of the cell";

    public string Goal => "≤ 300 ms, variables intact";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        List<Figure> figures = [];
        await using var kernel = await MeasuredKernel.StartAsync(product, cancellationToken);
        await kernel.SubmitAsync("var kept = 0;", cancellationToken, "kept");
        foreach (var (name, code) in Cells)
        {
            List<double> elapsed = [];
            for (var round = 0; round < Rounds; round++)
            {
                var id = await kernel.BeginAsync($"kept++; Console.WriteLine(\"running\"); {code}", cancellationToken);
                // The cell prints and then begins what is stopped.
                await Task.Delay(20, cancellationToken);
                var started = Stopwatch.GetTimestamp();
                await kernel.StopAsync(id, cancellationToken);
                elapsed.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }

            figures.AddRange(Figure.Of($"{Figure.Product}: {name}", "ms", new Sample(elapsed)));
        }

        var expected = (Rounds * Cells.Length).ToString(CultureInfo.InvariantCulture);
        return await kernel.SubmitAsync("kept", cancellationToken) == expected
            ? figures
            : throw new InvalidOperationException("A variable was lost by a stop.");
    }
}
