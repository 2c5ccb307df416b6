using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>
/// In the browser: from the key that runs a cell to the new output in the document, both read from the page's own clock.
/// Every run has new text, so each is compiled.
/// </summary>
public sealed class ClickToOutput : IBenchmarkRow
{
    private const int WarmUp = 10;
    private const int Runs = 60;

    /// <summary>
    /// Between typing and running, and so between two runs, as with a person. Without it one tab runs ten cells a second, more than the
    /// renders per second that a tab gets (PageFeed.Pace), and what is measured is the wait for the next one.
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Runs the focused cell and waits until an output shows the text; answers with milliseconds.</summary>
    internal const string Measure = """
        async ([outputName, expected]) => {
          const output = () => document.querySelector(`[aria-label="${outputName}"]`);
          const shown = new Promise(resolve => {
            const look = () => output()?.textContent.trim() === expected && (observer.disconnect(), resolve(performance.now()));
            const observer = new MutationObserver(look);
            observer.observe(document.body, { childList: true, subtree: true, characterData: true });
          });
          const started = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
          return await shown - started;
        }
        """;

    public string Name => "click-to-output";

    public string Title => "Warm `1+1`, from the key to the output in the browser";

    public string Goal => "≤ 30 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var page = await browser.NewPageAsync();
        await server.SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true }).First.ClickAsync();
        var source = page.GetByRole(AriaRole.Textbox, new() { Name = "Source of cell 1", Exact = true });

        List<double> elapsed = [];
        for (var i = -WarmUp; i < Runs; i++)
        {
            await source.ClickAsync();
            await page.Keyboard.PressAsync("Control+a");
            await page.Keyboard.InsertTextAsync($"1+{i + 100}");
            // The text must have reached the server, or the row would measure typing too.
            await page.Locator("[data-unsaved='0']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await Task.Delay(Pause, cancellationToken);
            var milliseconds = await page.EvaluateAsync<double>(Measure, new[] { "Output of cell 1", $"{i + 101}" });
            if (i >= 0)
                elapsed.Add(milliseconds);
        }

        return Figure.Of(Figure.Product, "ms", new Sample(elapsed));
    }
}
