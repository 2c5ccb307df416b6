using Notebook.Benchmarks.Peers;

namespace Notebook.Benchmarks.Kernels;

/// <summary>What a kernel costs that somebody left open: ten of them, each having run one cell.</summary>
public sealed class IdleKernels : IBenchmarkRow
{
    private const int Kernels = 10;

    /// <summary>So that what a start leaves to be done has been done.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    public string Name => "idle";

    public string Title => "Idle kernels, ten running, memory of each";

    public string Goal => "PSS ≤ 40 MB, Private_Dirty ≤ 35 MB";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        var kernels = new List<MeasuredKernel>();
        List<Figure> figures;
        try
        {
            for (var i = 0; i < Kernels; i++)
            {
                var kernel = await MeasuredKernel.StartAsync(product, cancellationToken);
                kernels.Add(kernel);
                await kernel.SubmitAsync("1+1", cancellationToken);
            }

            await Task.Delay(Rest, cancellationToken);
            figures = Figures(Figure.Product, kernels.Average(static kernel => kernel.ProportionalMegabytes()), kernels.Average(static kernel => kernel.PrivateDirtyMegabytes()));
        }
        finally
        {
            foreach (var kernel in kernels)
                await kernel.DisposeAsync();
        }

        if (IPyKernelPeer.IsInstalled)
        {
            var (proportional, dirty) = await IPyKernelPeer.MemoryAsync(Kernels, cancellationToken);
            figures.AddRange(Figures(IPyKernelPeer.DisplayName, proportional, dirty));
        }

        return figures;
    }

    private static List<Figure> Figures(string contestant, double proportional, double dirty) =>
        [Figure.Of(contestant, "PSS, MB", proportional), Figure.Of(contestant, "Private_Dirty, MB", dirty)];
}
