using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Notebook.Protocol;
using Notebook.Tests.Outputs;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Tests.Browser;

/// <summary>Every kind of output and of text, as a reader meets it: shown, worked with by mouse and keyboard, and pictured in light, dark and on a phone.</summary>
public sealed class OutputKindsTests(Chromium chromium)
{
    private const string Picture = "iVBORw0KGgoAAAANSUhEUgAAAEAAAAAoCAIAAADBrGu+AAAAPUlEQVR42u3PQQkAAAgEsCtiP0vazQw+hcEKLNXzWgQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQELhaLPJS12g+TgwAAAABJRU5ErkJggg==";

    private const string Prose = """
        # Rain in Kyoto

        It rained $\sum_i r_i = 1522$ millimetres; see [the table](#a-table).

        $$
        \int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}
        $$

        | station | mm |
        |---|--:|
        | Kyoto | 1522 |

        - [x] read the file
        - [ ] draw the chart

        ```csharp
        var rain = stations.Sum(station => station.Rain); // millimetres
        ```

        ```sql
        SELECT station, sum(mm) FROM rain GROUP BY station
        ```

        ```mermaid
        graph LR
          A[Read] --> B[Draw]
        ```

        ![A map](https://example.org/map.png)

        ## A table
        """;

    private static readonly string Printed = string.Concat(Enumerable.Range(1, 30_000).Select(static i => $"line {i} \u001b[38;5;208mé\u001b[0m\n"));

    [ChromiumFact]
    public async Task EveryKind_IsShown_AndAnswersMouseAndKeyboard()
    {
        using var data = new TemporaryFolder();
        var document = Document();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await page.GotoAsync($"{server.Address}n/{document.Id}");

        // Text: formulas, colours, a diagram, a picture that stays where it is.
        var text = notebook.Cell(1);
        await Assertions.Expect(text.Locator(".katex")).ToHaveCountAsync(2);
        await Assertions.Expect(text.Locator(".tok-keyword").First).ToBeVisibleAsync();
        await Assertions.Expect(text.FrameLocator("notebook-diagram iframe").Locator("svg")).ToBeVisibleAsync();
        await Assertions.Expect(text.GetByRole(AriaRole.Button, new() { Name = "Load picture from example.org" })).ToBeVisibleAsync();
        await Assertions.Expect(text.GetByRole(AriaRole.Checkbox)).ToHaveCountAsync(2);
        await text.GetByRole(AriaRole.Link, new() { Name = "the table" }).ClickAsync();
        await Assertions.Expect(text.GetByRole(AriaRole.Heading, new() { Name = "A table" })).ToBeFocusedAsync();

        // Frames, sized to what they hold.
        await notebook.Output(2).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(notebook.Output(2).FrameLocator("iframe").GetByText("Three hundred high")).ToBeVisibleAsync();
        await Assertions.Expect(notebook.Output(2).Locator("iframe")).ToHaveCSSAsync("height", "300px");
        await notebook.Output(3).ScrollIntoViewIfNeededAsync();
        await Assertions.Expect(notebook.Output(3).FrameLocator("iframe").GetByText("by a script: 42")).ToBeVisibleAsync();

        // A table: sorted, filtered, paged.
        var table = notebook.Output(4);
        await Assertions.Expect(table.GetByText("1–10 of the first 45 of 1,000,000 rows × 2 columns")).ToBeVisibleAsync();
        await table.GetByRole(AriaRole.Button, new() { Name = "Next page" }).ClickAsync();
        await Assertions.Expect(table.GetByRole(AriaRole.Cell, new() { Name = "n11", Exact = true })).ToBeVisibleAsync();
        await table.GetByRole(AriaRole.Button, new() { Name = "Level" }).ClickAsync();
        await table.GetByRole(AriaRole.Button, new() { Name = "Level" }).ClickAsync();
        await Assertions.Expect(table.Locator("tbody tr").First).ToContainTextAsync("n45");
        await Assertions.Expect(table.GetByRole(AriaRole.Columnheader, new() { Name = "Level" })).ToHaveAttributeAsync("aria-sort", "descending");
        await table.GetByRole(AriaRole.Button, new() { Name = "Filter rows" }).ClickAsync();
        var filter = page.GetByRole(AriaRole.Dialog, new() { Name = "Filter rows" });
        await filter.GetByRole(AriaRole.Textbox, new() { Name = "Value" }).FillAsync("n33");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(table.GetByRole(AriaRole.Group, new() { Name = "Filters" })).ToContainTextAsync("Any column has “n33”");
        await Assertions.Expect(table.Locator("tbody tr")).ToHaveCountAsync(1);
        var csv = await page.RunAndWaitForDownloadAsync(() => table.GetByRole(AriaRole.Button, new() { Name = "Download CSV" }).ClickAsync());
        Assert.Equal("Name,Level\r\nn33,33.5\r\n", await TextOf(csv));

        // A tree, by the keyboard.
        var tree = notebook.Output(5);
        await tree.GetByRole(AriaRole.Treeitem).First.FocusAsync();
        foreach (var key in new[] { "ArrowDown", "ArrowRight", "ArrowDown" })
            await page.Keyboard.PressAsync(key);
        await Assertions.Expect(tree.GetByRole(AriaRole.Treeitem, new() { Name = "inner: 7" })).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("ArrowLeft");
        await Assertions.Expect(tree.GetByRole(AriaRole.Treeitem, new() { Name = "deep" })).ToBeFocusedAsync();

        // A picture, in full size and away again.
        await notebook.Output(6).GetByRole(AriaRole.Button, new() { Name = "Enlarge: A flag" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "A flag" }).GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        // A stream: everything that the server keeps is searched and downloaded.
        var stream = notebook.Output(7);
        await stream.HoverAsync();
        await stream.GetByRole(AriaRole.Button, new() { Name = "Search in output" }).ClickAsync();
        var full = page.GetByRole(AriaRole.Dialog, new() { Name = "Output of cell 7" });
        await Assertions.Expect(full.GetByText("30,000 lines")).ToBeVisibleAsync();
        await page.Keyboard.TypeAsync("line 12345");
        await Assertions.Expect(full.GetByText("1 of 1 line")).ToBeVisibleAsync();
        await Assertions.Expect(full.GetByText("line 12345")).ToBeVisibleAsync();
        var log = await page.RunAndWaitForDownloadAsync(() => full.GetByRole(AriaRole.Button, new() { Name = "Download output" }).ClickAsync());
        Assert.Equal(Printed, await TextOf(log));
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(full).ToHaveCountAsync(0);

        // A chart: named by its summary, its points as a table.
        var chart = notebook.Output(8);
        await Assertions.Expect(chart.GetByRole(AriaRole.Figure, new() { Name = "Two lines of 3 points" }).Locator(".main-svg").First).ToBeVisibleAsync();
        await Assertions.Expect(chart.Locator("notebook-chart")).Not.ToContainTextAsync("trace 0");
        await chart.HoverAsync();
        await chart.GetByRole(AriaRole.Button, new() { Name = "Show data" }).ClickAsync();
        await Assertions.Expect(chart.GetByRole(AriaRole.Cell, new() { Name = "4.5", Exact = true })).ToBeVisibleAsync();

        await Assertions.Expect(notebook.Output(9).Locator(".katex")).ToBeVisibleAsync();
        await Assertions.Expect(notebook.Output(10).GetByText("This diagram can't be drawn")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task EveryKind_InLightDarkAndOnAPhone_IsPictured()
    {
        using var data = new TemporaryFolder();
        var document = Document();
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);

        foreach (var (look, theme, width, height) in new[] { ("light", "light", 1440, 900), ("dark", "dark", 1440, 900), ("phone", "light", 390, 844) })
        {
            await notebook.Page.SetViewportSizeAsync(width, height);
            await notebook.Page.GotoAsync($"{server.Address}n/{document.Id}?theme={theme}");
            for (var number = 1; number <= document.Cells.Count; number++)
            {
                var cell = notebook.Cell(number);
                await cell.ScrollIntoViewIfNeededAsync();
                await Assertions.Expect(cell.Locator(".chart-wait:visible, iframe.is-waiting")).ToHaveCountAsync(number == document.Cells.Count ? 1 : 0);
                await cell.ScreenshotAsync(new() { Path = Path.Combine(RepositoryFolders.Artifacts, string.Create(CultureInfo.InvariantCulture, $"output-{number:00}-{look}.png")) });
            }

            Assert.Equal(width, await notebook.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        }
    }

    private static NotebookDocument Document()
    {
        var rows = string.Join(",", Enumerable.Range(1, 45).Select(static i => string.Create(CultureInfo.InvariantCulture, $"[\"n{i}\",{i}.5]")));
        var outputs = StoredNotebook.Of(
            StoredNotebook.Display(MimeTypes.Html, "<div style='height:300px'>Three hundred high <table><tr><th>a</th></tr><tr><td>1</td></tr></table></div>"),
            StoredNotebook.Display(MimeTypes.JavaScript, "element.textContent = 'by a script: ' + 6 * 7;"),
            StoredNotebook.Display(MimeTypes.Table, $$"""{"columns":[{"name":"Name","type":"string"},{"name":"Level","type":"number"}],"rows":[{{rows}}],"totalRows":1000000,"truncated":true}"""),
            StoredNotebook.Display(MimeTypes.Json, """{"deep":{"inner":7},"list":[1,null,true]}"""),
            StoredNotebook.Display(MimeTypes.Png, Picture, "A flag"),
            StoredNotebook.Stream(Printed),
            StoredNotebook.Display(MimeTypes.Plotly, """{"data":[{"type":"scatter","x":[1,2,3],"y":[1,2,4.5]},{"type":"scatter","x":[1,2,3],"y":[3,2,1]}],"layout":{"height":280}}""", "Two lines of 3 points"),
            StoredNotebook.Display(MimeTypes.Latex, "$$\\begin{pmatrix}a & b\\\\ c & d\\end{pmatrix}$$"),
            StoredNotebook.Display(MimeTypes.Mermaid, "graph TD\n  A -->"));
        var text = new Cell { Id = new CellId("text"), Kind = CellKind.Markdown, Language = "markdown", Text = TextDocument.Of(Prose) };
        return outputs with { Cells = outputs.Cells.Insert(0, text) };
    }

    private static async Task<string> TextOf(IDownload download) =>
        Encoding.UTF8.GetString(await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken));
}
