using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>In the browser: a new notebook, whose first cell runs as soon as its text is there. The kernel is a warm one.</summary>
public sealed class NewNotebook : IBenchmarkRow
{
    private const int Rounds = 9;

    private static readonly string[] Expected = ["Output of cell 1", "2"];

    /// <summary>What the server takes to make the next kernel warm.</summary>
    private static readonly TimeSpan Refill = TimeSpan.FromSeconds(6);

    public string Name => "new-notebook";

    public string Title => "New notebook, from the key to the first result in the browser";

    public string Goal => "≤ 200 ms with a warm kernel";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var page = await browser.NewPageAsync();
        List<double> elapsed = [];
        for (var round = -1; round < Rounds; round++)
        {
            await Task.Delay(Refill, cancellationToken);
            await server.SignInAsync(page);
            await page.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true }).First.ClickAsync();
            await page.GetByRole(AriaRole.Textbox, new() { Name = "Source of cell 1", Exact = true }).ClickAsync();
            await page.Keyboard.InsertTextAsync("1+1");
            await page.Locator("[data-unsaved='0']").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            var milliseconds = await page.EvaluateAsync<double>(ClickToOutput.Measure, Expected);
            if (round >= 0)
                elapsed.Add(milliseconds);
        }

        return Figure.Of(Figure.Product, "ms", new Sample(elapsed));
    }
}
