using System.Diagnostics;
using Notebook.Benchmarks.Peers;

namespace Notebook.Benchmarks.Kernels;

/// <summary>From the start of the process to the first result.</summary>
public sealed class ColdStart : IBenchmarkRow
{
    private const int Rounds = 11;

    public string Name => "cold-start";

    public string Title => "Cold kernel start to the first `1+1`";

    public string Goal => "≤ 400 ms, and at least 2.5 times faster than ipykernel and csharprepl";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        List<double> own = [], python = [], repl = [], file = [];
        var fileProgram = new FileProgramPeer(product);
        var csharpRepl = await CSharpReplPeer.InstallAsync(product, cancellationToken);
        for (var round = -1; round < Rounds; round++)
        {
            var started = Stopwatch.GetTimestamp();
            await using (var kernel = await MeasuredKernel.StartAsync(product, cancellationToken))
                await kernel.SubmitAsync("1+1", cancellationToken);
            var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var pythonElapsed = IPyKernelPeer.IsInstalled ? await IPyKernelPeer.ColdStartAsync(cancellationToken) : (double?)null;
            var replElapsed = csharpRepl is null ? (double?)null : await csharpRepl.FirstResultAsync(cancellationToken);
            var fileElapsed = await fileProgram.FirstResultAsync(cancellationToken);
            // The first round fills the file cache for everyone.
            if (round < 0)
                continue;
            own.Add(elapsed);
            if (pythonElapsed is { } p)
                python.Add(p);
            if (replElapsed is { } r)
                repl.Add(r);
            if (fileElapsed is { } f)
                file.Add(f);
        }

        var figures = Figure.Of(Figure.Product, "ms", new Sample(own)).ToList();
        if (python.Count > 0)
            figures.AddRange(Figure.Of(IPyKernelPeer.DisplayName, "ms", new Sample(python)));
        if (repl.Count > 0)
            figures.AddRange(Figure.Of(CSharpReplPeer.DisplayName, "ms", new Sample(repl)));
        if (file.Count > 0)
            figures.AddRange(Figure.Of(FileProgramPeer.DisplayName, "ms", new Sample(file)));
        return figures;
    }
}
