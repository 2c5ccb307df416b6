namespace Notebook.Benchmarks.Pages;

/// <summary>A chart that gets 1,000 points a second while its cell runs: how smooth the page stays, and how far what is drawn lags behind.</summary>
public sealed class LiveCharts : IBenchmarkRow
{
    private const int Seconds = 10;

    /// <summary>Watches frames and draws for some seconds; answers with the slowest frame, the median frame, draws per second and the lag of the last point, in ms.</summary>
    private const string Watch = """
        async seconds => {
          while (!document.querySelector('notebook-chart .plot')?.data?.[0]?.x?.length) await new Promise(requestAnimationFrame);
          let draws = 0;
          const extend = Plotly.extendTraces;
          Plotly.extendTraces = (...given) => { draws++; return extend(...given); };
          const frames = [], lags = [], started = performance.now();
          for (let last = started; last - started < seconds * 1000;) {
            const now = await new Promise(requestAnimationFrame);
            frames.push(now - last);
            last = now;
            lags.push(Date.now() - document.querySelector('notebook-chart .plot').data[0].x.at(-1));
          }
          Plotly.extendTraces = extend;
          const middle = values => values.sort((a, b) => a - b)[values.length >> 1];
          return [Math.max(...frames), middle(frames), draws / seconds, middle(lags)];
        }
        """;

    public string Name => "live-chart";

    public string Title => "Live chart, 1,000 points a second";

    public string Goal => "smooth: at most 20 updates a second, and no frame that a reader notices";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var notebook = await OutputNotebook.NewAsync(server, browser);
        // x is the time of the point, so that the page knows how old what it draws is.
        await notebook.WriteAsync($$"""
            var live = Plot.Line(maxPoints: 500).Live();
            var until = DateTimeOffset.UtcNow.AddSeconds({{Seconds + 20}});
            for (var sent = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(); DateTimeOffset.UtcNow < until; Thread.Sleep(5))
                for (; sent < DateTimeOffset.UtcNow.ToUnixTimeMilliseconds(); sent++)
                    live.Append(sent, Math.Sin(sent / 200.0));
            """);
        await notebook.Page.Keyboard.PressAsync("Control+Enter");
        var measured = await notebook.Page.EvaluateAsync<double[]>(Watch, Seconds);
        return
        [
            Figure.Of(Figure.Product, "slowest frame, ms", measured[0]),
            Figure.Of(Figure.Product, "frame, median, ms", measured[1]),
            Figure.Of(Figure.Product, "updates a second", measured[2]),
            Figure.Of(Figure.Product, "age of the newest point drawn, median, ms", measured[3]),
        ];
    }
}
