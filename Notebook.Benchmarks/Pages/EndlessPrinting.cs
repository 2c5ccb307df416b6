using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Notebook.Benchmarks.Peers;

namespace Notebook.Benchmarks.Pages;

/// <summary>An endless print loop for a minute: whether the page goes on answering, the server's memory, and how soon Stop ends it.</summary>
public sealed class EndlessPrinting : IBenchmarkRow
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <summary>Answers with the milliseconds until the page has drawn its next frame.</summary>
    private const string NextFrame = "async () => { const started = performance.now(); await new Promise(resolve => setTimeout(() => requestAnimationFrame(resolve))); return performance.now() - started; }";

    public string Name => "endless-printing";

    public string Title => "An endless print loop, 60 s";

    public string Goal => "page responsive, server memory flat, Stop ≤ 300 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var notebook = await OutputNotebook.NewAsync(server, browser);
        await notebook.WriteAsync("for (var i = 0L; ; i++) Console.WriteLine($\"line {i} of a loop without an end\");");
        await notebook.RunUntilShownAsync("line 1000 ");

        List<double> frames = [], memory = [];
        for (var passed = TimeSpan.Zero; passed < Duration; passed += Between)
        {
            await Task.Delay(Between, cancellationToken);
            frames.Add(await notebook.Page.EvaluateAsync<double>(NextFrame));
            memory.Add(server.ResidentMegabytes);
        }

        var started = TimeProvider.System.GetTimestamp();
        await notebook.Page.GetByRole(AriaRole.Button, new() { Name = "Interrupt", Exact = true }).ClickAsync();
        await notebook.Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Cell 1, .*stopped") }).WaitForAsync(new() { Timeout = 60_000 });
        var stopped = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;

        var half = memory.Count / 2;
        List<double> peerFrames = [];
        if (JupyterNotebookPeer.IsInstalled)
        {
            var folder = product.NewFolder();
            await using var jupyter = await JupyterNotebookPeer.StartAsync(folder, cancellationToken);
            var page = await JupyterNotebookPage.OpenAsync(jupyter, folder, browser, cancellationToken);
            page.Page.SetDefaultTimeout(0);
            await page.RunUntilShownAsync("i = 0\nwhile True:\n    print('line', i, 'of a loop without an end')\n    i += 1", "line 1000 ");
            var began = TimeProvider.System.GetTimestamp();
            // Its page answers ever later; the row ends after the same minute however few answers came.
            while (TimeProvider.System.GetElapsedTime(began) < Duration)
            {
                await Task.Delay(Between, cancellationToken);
                var answer = page.Page.EvaluateAsync<double>(NextFrame);
                if (await Task.WhenAny(answer, Task.Delay(Duration, cancellationToken)) != answer)
                {
                    peerFrames.Add(Duration.TotalMilliseconds);
                    break;
                }

                peerFrames.Add(await answer);
            }
        }

        return
        [
            Figure.Of(Figure.Product, "next frame, median, ms", new Sample(frames).Median),
            Figure.Of(Figure.Product, "next frame, slowest, ms", new Sample(frames).Percentile(1)),
            Figure.Of(Figure.Product, "server memory, first half, MB", new Sample(memory.Take(half)).Median),
            Figure.Of(Figure.Product, "server memory, second half, MB", new Sample(memory.Skip(half)).Median),
            Figure.Of(Figure.Product, "Stop, ms", stopped),
            new(Figure.Product, "n", memory.Count.ToString(CultureInfo.InvariantCulture)),
            .. peerFrames.Count == 0 ? [] : (Figure[])[
                Figure.Of(JupyterNotebookPeer.DisplayName, "next frame, median, ms", new Sample(peerFrames).Median),
                Figure.Of(JupyterNotebookPeer.DisplayName, "next frame, slowest, ms", new Sample(peerFrames).Percentile(1)),
                new(JupyterNotebookPeer.DisplayName, "n", peerFrames.Count.ToString(CultureInfo.InvariantCulture))],
        ];
    }
}
