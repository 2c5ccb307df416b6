using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Notebook.Tests.Browser;

/// <summary>A notebook much longer than the screen: what is far away costs no frame anything, and is there as if it were near.</summary>
public sealed class LongNotebookTests(Chromium chromium)
{
    [ChromiumFact]
    public Task FarCells_AreNotLaidOut_KeepTheirHeight_AndAreFoundReachedAndTypedIn() => ReachAsync(cells: 200, farMark: "");

    [ChromiumFact]
    public Task FarCells_OfANotebookOf500_HaveNoBoxes_KeepTheirHeight_AndAreFoundReachedAndTypedIn() => ReachAsync(cells: 500, farMark: "long");

    [ChromiumFact]
    public async Task Focus_InAnEditor_AnimatesNothing_AndTheCaretBlinks()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        await notebook.ImportAsync(await WriteAsync(data, 10));

        await notebook.Source(1).ClickAsync();
        await Expect(notebook.Page.Locator(".cm-scroller.caret-off")).ToHaveCountAsync(1);
        await Expect(notebook.Page.Locator(".cm-scroller.caret-off")).ToHaveCountAsync(0);

        Assert.Equal(0, await notebook.Page.EvaluateAsync<int>("() => document.getAnimations().filter(one => one.playState === 'running').length"));
    }

    // What a far cell is marked with: see Editor/src/nearCells.js.
    private async Task ReachAsync(int cells, string farMark)
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        await using var context = await chromium.NewContextAsync();
        var notebook = await NotebookDriver.SignInAsync(context, server);
        var page = notebook.Page;
        await notebook.ImportAsync(await WriteAsync(data, cells));
        await Expect(notebook.Cells).ToHaveCountAsync(cells);

        var far = page.Locator(".cell[data-far]");
        var last = page.Locator($".cell[data-number='{cells}']");
        await Expect(last).ToHaveAttributeAsync("data-far", farMark);
        await Expect(page.Locator(".cell[data-number='1']")).Not.ToHaveAttributeAsync("data-far", new Regex(""));
        Assert.InRange(await far.CountAsync(), cells / 3, cells);
        var length = await page.EvaluateAsync<double>("() => document.documentElement.scrollHeight");

        // A heading far down, through the browser's own address of it, stands where it is said to be.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync($"Section {cells - 10}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = $"Section {cells - 10}" })).ToBeInViewportAsync();
        await Expect(page.Locator(".cell[data-number='1']")).ToHaveAttributeAsync("data-far", farMark);
        Assert.InRange(await page.EvaluateAsync<double>("() => document.documentElement.scrollHeight"), length - 40, length + 40);

        // The page's own search reaches what has no boxes.
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync("var x151 ");
        await page.Keyboard.PressAsync("Enter");
        await Expect(notebook.Source(151)).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Escape");

        await last.ScrollIntoViewIfNeededAsync();
        await notebook.Source(cells - 1).ClickAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.Keyboard.TypeAsync(" // typed far down");
        await Expect(notebook.Source(cells - 1)).ToContainTextAsync("// typed far down");

        // On paper every cell is there.
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal("visible", await page.Locator(".cell[data-number='1']").EvaluateAsync<string>("cell => getComputedStyle(cell).contentVisibility"));
        await Expect(page.Locator(".cell[data-number='1'] .cell-body")).ToBeVisibleAsync();
    }

    private static async Task<string> WriteAsync(TemporaryFolder data, int count)
    {
        var file = Path.Combine(data.Path, "long.ipynb");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new
        {
            cells = Enumerable.Range(1, count).Select(number => number % 10 == 0
                ? (object)new { cell_type = "markdown", metadata = new { }, source = $"## Section {number}\n\nWords." }
                : new { cell_type = "code", execution_count = (int?)null, metadata = new { }, outputs = Array.Empty<object>(), source = $"var x{number} = {number};\nx{number}" }),
            metadata = new { kernelspec = new { name = ".net-csharp", language = "C#", display_name = ".NET (C#)" } },
            nbformat = 4,
            nbformat_minor = 4,
        }), TestContext.Current.CancellationToken);
        return file;
    }
}
