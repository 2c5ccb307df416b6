using System.Globalization;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Plots;
using Notebook.Tests.Outputs;
using Notebook.Web.Documents;

namespace Notebook.Tests.Browser;

/// <summary>Charts as a reader meets them: every kind drawn, none that Plotly's own schema finds a fault with, worked with by mouse and keyboard.</summary>
public sealed class ChartTests(Chromium chromium)
{
    [ChromiumFact]
    public async Task EveryKind_IsDrawn_WithNoFindingOfPlotlysSchema()
    {
        var (names, bundles) = Gallery();
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of([.. bundles.Select(static b => StoredNotebook.Display(MimeTypes.Plotly, b[MimeTypes.Plotly]!, b.PlainText))]);
        // The table of sessions names its cells by letters, of which there are twenty-six.
        document = document with { Cells = [.. document.Cells.Select(static (cell, i) => cell with { Id = new CellId(string.Create(CultureInfo.InvariantCulture, $"chart{i}")) })] };
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);

        foreach (var (look, theme, width, height) in new[] { ("light", "light", 1440, 900), ("dark", "dark", 1440, 900), ("phone", "light", 390, 844) })
        {
            await notebook.Page.SetViewportSizeAsync(width, height);
            await notebook.Page.GotoAsync($"{server.Address}n/{document.Id}?theme={theme}");
            for (var number = 1; number <= names.Count; number++)
            {
                var output = notebook.Output(number);
                await output.ScrollIntoViewIfNeededAsync();
                await Assertions.Expect(output.Locator(".plot .main-svg, .plot-still").First).ToBeVisibleAsync();
                await Assertions.Expect(output.Locator(".chart-wait:visible")).ToHaveCountAsync(0);
                await output.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, string.Create(CultureInfo.InvariantCulture, $"chart-{number:00}-{names[number - 1]}-{look}.png")) });
            }

            Assert.Equal(width, await notebook.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }

        // Two things are no faults: a trace without points is not drawn, and arguments of a button are compared by identity.
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == "Empty")
                continue;
            var findings = await notebook.Page.EvaluateAsync<string[]>(
                "json => { const f = JSON.parse(json); return (Plotly.validate(f.data, f.layout) ?? []).map(each => each.msg).filter(each => !/args\\[/.test(each)); }", bundles[i][MimeTypes.Plotly]);
            Assert.True(findings.Length == 0, $"{names[i]}: {string.Join("; ", findings)}");
        }
    }

    [ChromiumFact]
    public async Task Chart_AnswersKeysMenuAndTheme_AndHasNoViolations()
    {
        var large = Notebook.Interactive.Plot.Line(Enumerable.Range(0, 100_000).Select(static i => i == 54_321 ? 9.0 : Math.Sin(i / 500.0))).ToMimeBundle();
        var cloud = Notebook.Interactive.Plot.Scatter(Enumerable.Range(0, 30_000).Select(static i => Math.Sin(i * 1.7)), Enumerable.Range(0, 30_000).Select(static i => Math.Cos(i * 2.3))).ToMimeBundle();
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(
            StoredNotebook.Display(MimeTypes.Plotly, large[MimeTypes.Plotly]!, large.PlainText),
            StoredNotebook.Display(MimeTypes.Plotly, cloud[MimeTypes.Plotly]!, cloud.PlainText),
            StoredNotebook.Display(MimeTypes.Plotly, """{"data":[{"y":[1,2]}],"layout":{"width":1e9,"images":[{"source":"http://192.0.2.1/a.png","x":0,"y":1,"sizex":1,"sizey":1}],"template":{"layout":{"images":[{"source":"/\\192.0.2.1/b.png"}]}}}}""", "Hostile: 2 points"),
            StoredNotebook.Display(MimeTypes.Plotly, """{"data":[{"type":"choropleth","locations":["DEU"],"z":[1]}]}""", "Map: 1 place"));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);
        await page.GotoAsync($"{server.Address}n/{document.Id}?theme=light");

        // A hundred thousand points are as many as there are pixels, and the one that stands out is among them.
        var output = notebook.Output(1);
        await Assertions.Expect(output.Locator(".plot .main-svg").First).ToBeVisibleAsync();
        Assert.InRange(await Drawn(page, 1), 1_000, 20_000);
        Assert.Equal(9, await page.EvaluateAsync<double>("Math.max(...document.querySelector('notebook-chart .plot').data[0].y)"));
        await Assertions.Expect(output.GetByText("100,000 points")).ToBeVisibleAsync();

        // Zooming in by key shows more of what is there.
        await output.GetByRole(AriaRole.Figure).FocusAsync();
        for (var i = 0; i < 12; i++)
            await page.Keyboard.PressAsync("+");
        await Eventually.TrueAsync(async () => await page.EvaluateAsync<bool>("(() => { const { data: [{ x }], layout } = document.querySelector('notebook-chart .plot'); const [a, b] = layout.xaxis.range; const gaps = x.filter(v => v > a && v < b); return b - a < 10000 && gaps.length > 1500; })()"));
        await page.Keyboard.PressAsync("0");
        await Eventually.TrueAsync(async () => await page.EvaluateAsync<bool>("(() => { const [a, b] = document.querySelector('notebook-chart .plot')._fullLayout.xaxis.range; return b - a > 90000; })()"));

        // The data is a table, with all of it.
        await output.GetByRole(AriaRole.Button, new() { Name = "Show data" }).ClickAsync();
        await Assertions.Expect(output.GetByText("of 100,000 rows")).ToBeVisibleAsync();
        await output.GetByRole(AriaRole.Button, new() { Name = "Show data" }).PressAsync("Enter");
        await Assertions.Expect(output.Locator(".chart-data")).ToHaveCountAsync(0);

        // The menu, by keyboard.
        await output.HoverAsync();
        await output.GetByRole(AriaRole.Button, new() { Name = "Download chart" }).PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Menuitem)).ToHaveCountAsync(5);
        var picture = await page.RunAndWaitForDownloadAsync(async () =>
        {
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
        });
        Assert.Equal("chart.png", picture.SuggestedFilename);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await File.ReadAllBytesAsync(await picture.PathAsync(), TestContext.Current.CancellationToken))[..4]);

        // Dark at once, without loading anything anew.
        var before = await page.EvaluateAsync<string>("document.querySelector('notebook-chart .plot')._fullLayout.font.color");
        await page.EvaluateAsync("() => { document.documentElement.style.colorScheme = 'dark'; document.dispatchEvent(new Event('notebook:theme')); }");
        await Eventually.TrueAsync(async () => await page.EvaluateAsync<string>("document.querySelector('notebook-chart .plot')._fullLayout.font.color") != before);

        await notebook.Output(2).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(notebook.Output(2).Locator(".plot .main-svg").First).ToBeVisibleAsync();
        await notebook.Output(3).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(notebook.Output(3).Locator(".plot .main-svg").First).ToBeVisibleAsync();
        await Assertions.Expect(notebook.Output(4).GetByText("A map needs outlines from another site")).ToBeVisibleAsync();
        Assert.All(requests, url => Assert.True(url.StartsWith(server.Address.ToString(), StringComparison.Ordinal) || url.StartsWith("data:", StringComparison.Ordinal) || url.StartsWith("blob:", StringComparison.Ordinal), url));

        var found = await page.RunAxe(new AxeRunContext { Include = [new AxeSelector(".cell-output")] });
        Assert.True(found.Violations.Length == 0, JsonSerializer.Serialize(found.Violations.Select(static v => new { v.Id, Nodes = v.Nodes.Select(static n => n.Html) })));
    }

    private static Task<int> Drawn(IPage page, int number) =>
        page.EvaluateAsync<int>("number => document.querySelectorAll('notebook-chart .plot')[number - 1].data[0].y.length", number);

    private static (List<string> Names, List<MimeBundle> Bundles) Gallery() =>
        ([.. ChartGallery.Charts.Keys], [.. ChartGallery.Charts.Values.Select(static make => make().ToMimeBundle())]);
}
