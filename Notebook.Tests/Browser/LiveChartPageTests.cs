using Microsoft.Playwright;

namespace Notebook.Tests.Browser;

/// <summary>Live charts on the page: only new points travel, and everybody sees the same, whenever they come.</summary>
public sealed class LiveChartPageTests(Chromium chromium)
{
    /// <summary>What the page has of the chart, as the browser sees it.</summary>
    private const string Drawn = "() => { const [a, b] = document.querySelector('notebook-chart .plot')?.data ?? []; return a?.x && b?.y ? [a.x.length, a.x.at(-1), a.y.at(-1), b.y.at(-1)] : []; }";

    /// <summary>Counts how often whole figures are fetched and points are added, from now on.</summary>
    private const string Count = "() => { window.extended = 0; const extend = Plotly.extendTraces; Plotly.extendTraces = (...given) => { window.extended++; return extend(...given); }; window.reacted = 0; const react = Plotly.react; Plotly.react = (...given) => { window.reacted++; return react(...given); }; }";

    [ChromiumFact]
    public async Task ThousandPointsASecond_StayTheSameForAll_ThroughStopReloadAndTheKernelsEnd()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var first = await NotebookDriver.SignInAsync(context, server);
        await first.NewNotebookAsync();
        await first.RunAsync(1, "var live = Plot.Line(maxPoints: 500).Add(Plot.Line(500, \"b\")).Live();\nvar i = 0;");
        await first.ExpectStateAsync(1, "succeeded");
        await first.AddCodeCell.ClickAsync();
        await first.RunAsync(2, "var clock = System.Diagnostics.Stopwatch.StartNew();\nwhile (true) { while (i < clock.ElapsedMilliseconds) { live.Append(i, i * 2, -i); i++; } Thread.Sleep(5); }");
        Assert.True(await Eventually.TrueAsync(async () => await Points(first) is [500, > 600, ..]));
        await first.Page.EvaluateAsync(Count);
        var second = new NotebookDriver(await context.NewPageAsync());
        await second.Page.GotoAsync(first.Page.Url);
        Assert.True(await Eventually.TrueAsync(async () => await Points(second) is [500, > 1_000, ..]));

        var from = await first.Page.EvaluateAsync<double>("() => { window.extended = 0; return performance.now(); }");
        Assert.True(await Eventually.TrueAsync(async () => await first.Page.EvaluateAsync<int>("window.extended") > 20));
        // Only points were added, at the pace of twenty a second at most, and no cell was rendered for it.
        Assert.InRange(await first.Page.EvaluateAsync<int>("window.reacted"), 0, 2);
        var seconds = (await first.Page.EvaluateAsync<double>("() => performance.now()") - from) / 1000;
        Assert.True(seconds > 20 / 25.0, $"{seconds} s for 20 updates");

        await first.Interrupt.ClickAsync();
        await first.ExpectStateAsync(2, "stopped");
        await first.RunAsync(2, "await Task.Delay(300); i - 1");
        await first.ExpectStateAsync(2, "succeeded");
        var last = double.Parse(await first.Output(2).InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        foreach (var notebook in (NotebookDriver[])[first, second])
            Assert.True(await Eventually.TrueAsync(async () => await Points(notebook) is [500, var x, var up, var down] && x == last && up == 2 * last && down == -last));
        await Assertions.Expect(second.Output(1)).ToContainTextAsync("500 points");

        // A page that loads now finds the same, and so does one after the kernel's end.
        await second.Page.ReloadAsync();
        Assert.True(await Eventually.TrueAsync(async () => await Points(second) is [500, var x, ..] && x == last));
        await first.RunAsync(2, "live.Append(i, 7, 8); Environment.FailFast(null);");
        await first.ExpectStateAsync(2, "ended with the kernel");
        await first.Page.ReloadAsync();
        Assert.True(await Eventually.TrueAsync(async () => await Points(first) is [500, var x, ..] && x >= last));
    }

    private static Task<double[]> Points(NotebookDriver notebook) => notebook.Page.EvaluateAsync<double[]>(Drawn);
}
