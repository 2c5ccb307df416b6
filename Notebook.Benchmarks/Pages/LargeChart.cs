namespace Notebook.Benchmarks.Pages;

/// <summary>
/// A chart of 100,000 points: from the figure on the page to its drawing, and from the key. Jupyter draws Plotly's figures only with an
/// extension that the machine's lists of packages lack.
/// </summary>
public sealed class LargeChart : IBenchmarkRow
{
    private const int Repeats = 5;

    private const string KeyToDrawn = """
        async () => {
          const before = document.querySelector('notebook-chart .main-svg');
          const started = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
          for (let svg; !(svg = document.querySelector('notebook-chart .main-svg')) || svg === before;) await new Promise(requestAnimationFrame);
          await new Promise(requestAnimationFrame);
          return performance.now() - started;
        }
        """;

    private const string Redraw = """
        async () => {
          const chart = document.querySelector('notebook-chart');
          const started = performance.now();
          const svg = chart.querySelector('.main-svg');
          svg.remove();
          document.dispatchEvent(new CustomEvent('notebook:theme'));
          return new Promise(done => {
            const react = Plotly.react;
            Plotly.react = async (...given) => { const from = performance.now(); await react(...given); await new Promise(requestAnimationFrame); Plotly.react = react; done(performance.now() - from); };
          });
        }
        """;

    public string Name => "large-chart";

    public string Title => "Chart of 100,000 points";

    public string Goal => "drawn ≤ 500 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        List<double> drawn = [], redrawn = [];
        for (var i = -1; i < Repeats; i++)
        {
            var notebook = await OutputNotebook.NewAsync(server, browser);
            await notebook.WriteAsync("1");
            await notebook.Page.Keyboard.PressAsync("Control+Enter");
            await notebook.SucceededAsync();
            await notebook.WriteAsync("Plot.Line(Enumerable.Range(0, 100_000).Select(i => Math.Sin(i / 500.0) + i % 7).ToArray())");
            var first = await notebook.Page.EvaluateAsync<double>(KeyToDrawn);
            var again = await notebook.Page.EvaluateAsync<double>(Redraw);
            await notebook.Page.CloseAsync();
            if (i < 0)
                continue;
            drawn.Add(first);
            redrawn.Add(again);
        }

        return [.. Figure.Of("from the key to the chart", "ms", new Sample(drawn)), .. Figure.Of("drawing alone", "ms", new Sample(redrawn))];
    }
}
