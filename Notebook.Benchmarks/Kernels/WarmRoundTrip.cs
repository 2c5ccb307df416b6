using System.Diagnostics;
using Notebook.Benchmarks.Peers;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A submission over the pipe and back, in a kernel that has run before. Every submission is new text, so each is compiled.</summary>
public sealed class WarmRoundTrip : IBenchmarkRow
{
    private const int WarmUp = 50;
    private const int Submissions = 500;

    public string Name => "warm";

    public string Title => "Warm `1+1`, kernel round trip";

    public string Goal => "≤ 3 ms, p99 ≤ 8 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var kernel = await MeasuredKernel.StartAsync(product, cancellationToken);
        List<double> compiled = [], repeated = [];
        for (var i = -WarmUp; i < Submissions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await kernel.SubmitAsync($"1+{i + WarmUp}", cancellationToken);
            if (i >= 0)
                compiled.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        for (var i = 0; i < Submissions; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await kernel.SubmitAsync("1+1", cancellationToken);
            repeated.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var figures = Figure.Of($"{Figure.Product}, new text", "ms", new Sample(compiled)).ToList();
        figures.AddRange(Figure.Of($"{Figure.Product}, same text again", "ms", new Sample(repeated)));
        if (IPyKernelPeer.IsInstalled)
            figures.AddRange(Figure.Of(IPyKernelPeer.DisplayName, "ms", new Sample(await IPyKernelPeer.WarmAsync(Submissions, cancellationToken))));
        return figures;
    }
}
