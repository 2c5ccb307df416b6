using System.Globalization;

namespace Notebook.Benchmarks.Pages;

/// <summary>Fifty charts on one page: from the key to the first one drawn, and scrolling over all of them until each has been drawn.</summary>
public sealed class ManyCharts : IBenchmarkRow
{
    private const int Charts = 50;
    private const int Points = 1_000;

    private const string FirstDrawn = """
        async () => {
          const started = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
          while (!document.querySelector('notebook-chart .main-svg')) await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }
        """;

    /// <summary>Scrolls a screen at a time and waits until what is in view is drawn; answers with the milliseconds of each screen.</summary>
    private const string Scroll = """
        async () => {
          const times = [];
          const inView = chart => { const { top, bottom } = chart.getBoundingClientRect(); return bottom > 0 && top < innerHeight; };
          for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
            const started = performance.now();
            scrollTo(0, y);
            while ([...document.querySelectorAll('notebook-chart')].some(chart => inView(chart) && !chart.querySelector('.main-svg'))) await new Promise(requestAnimationFrame);
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - started);
          }
          return times;
        }
        """;

    public string Name => "fifty-charts";

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{Charts} charts of {Points:N0} points on one page");

    public string Goal => "each screen drawn as it is reached; chart of 100,000 points ≤ 500 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var notebook = await OutputNotebook.NewAsync(server, browser);
        await notebook.WriteAsync($"for (var chart = 1; chart <= {Charts}; chart++) display(Plot.Line(Enumerable.Range(0, {Points}).Select(x => Math.Sin(x * chart / 500.0)).ToArray()));");
        var first = await notebook.Page.EvaluateAsync<double>(FirstDrawn);
        await notebook.SucceededAsync();
        var screens = new Sample(await notebook.Page.EvaluateAsync<double[]>(Scroll));

        return
        [
            Figure.Of(Figure.Product, "first chart, ms", first),
            Figure.Of(Figure.Product, "a screen of charts, median, ms", screens.Median),
            Figure.Of(Figure.Product, "a screen of charts, slowest, ms", screens.Percentile(1)),
            new(Figure.Product, "screens", screens.Count.ToString(CultureInfo.InvariantCulture)),
        ];
    }
}
