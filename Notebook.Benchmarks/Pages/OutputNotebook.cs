using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>One new notebook in a browser, with one cell that shows much, and a clock in the page.</summary>
internal sealed class OutputNotebook
{
    /// <summary>Runs the focused cell and waits until a text is in its output; answers with milliseconds.</summary>
    private const string Measure = """
        async expected => {
          const output = document.querySelector('[aria-label="Output of cell 1"]');
          const shown = new Promise(resolve => {
            const look = () => output.textContent.includes(expected) && (observer.disconnect(), requestAnimationFrame(() => resolve(performance.now())));
            const observer = new MutationObserver(look);
            observer.observe(output, { childList: true, subtree: true, characterData: true });
          });
          const started = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', keyCode: 13, ctrlKey: true, bubbles: true, cancelable: true }));
          return await shown - started;
        }
        """;

    private OutputNotebook(IPage page) => Page = page;

    public IPage Page { get; }

    public ILocator Source => Page.GetByRole(AriaRole.Textbox, new() { Name = "Source of cell 1", Exact = true });

    public static async Task<OutputNotebook> NewAsync(MeasuredServer server, MeasuredBrowser browser)
    {
        var page = await browser.NewPageAsync();
        await server.SignInAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true }).First.ClickAsync();
        return new OutputNotebook(page);
    }

    /// <summary>Puts code into the cell, all of it on the server, and leaves the caret there.</summary>
    public async Task WriteAsync(string code)
    {
        await Source.ClickAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.InsertTextAsync(code);
        await Page.Locator("[data-unsaved='0']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }

    /// <returns>Milliseconds from the key to the frame with the text.</returns>
    public Task<double> RunUntilShownAsync(string text) => Page.EvaluateAsync<double>(Measure, text);

    public Task SucceededAsync() =>
        Page.GetByRole(AriaRole.Region, new() { NameRegex = new Regex("^Cell 1, .*succeeded") }).WaitForAsync(new() { Timeout = 300_000 });
}
