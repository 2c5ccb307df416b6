using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>From a key in one participant's page to the text in another's, by the machine's clock.</summary>
public sealed class SharedTyping : IBenchmarkRow
{
    private const int WarmUp = 20;
    private const int Keys = 200;

    public string Name => "shared-typing";

    public string Title => "Another participant sees an edit";

    public string Goal => "p95 ≤ 50 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var writer = await browser.NewPageAsync();
        await server.SignInAsync(writer);
        await writer.GetByRole(AriaRole.Button, new() { Name = "New notebook", Exact = true }).First.ClickAsync();
        await writer.WaitForURLAsync("**/n/*");
        var reader = await writer.Context.NewPageAsync();
        await reader.GotoAsync(writer.Url);
        await reader.GetByRole(AriaRole.Textbox, new() { Name = "Source of cell 1", Exact = true }).WaitForAsync();

        await reader.EvaluateAsync("""
            () => {
              window.seen = [];
              const source = document.querySelector('[aria-label="Source of cell 1"]').closest('notebook-source');
              new MutationObserver(() => {
                const length = (source.querySelector('.cm-content') ?? source).textContent.trim().length;
                while (seen.length < length) seen.push(performance.timeOrigin + performance.now());
              }).observe(source, { childList: true, subtree: true, characterData: true });
            }
            """);
        await writer.EvaluateAsync("() => { window.typed = []; addEventListener('keydown', event => event.key === 'x' && typed.push(performance.timeOrigin + event.timeStamp), true); }");
        await writer.BringToFrontAsync();
        await writer.GetByRole(AriaRole.Textbox, new() { Name = "Source of cell 1", Exact = true }).ClickAsync();
        for (var key = 0; key < WarmUp + Keys; key++)
            await writer.Keyboard.PressAsync("x", new() { Delay = 30 });
        await reader.WaitForFunctionAsync($"() => seen.length >= {WarmUp + Keys}");

        var typed = await writer.EvaluateAsync<double[]>("() => typed");
        var seen = await reader.EvaluateAsync<double[]>("() => seen");
        var elapsed = new Sample(typed.Zip(seen, static (at, there) => there - at).Skip(WarmUp));
        return [Figure.Of(Figure.Product, "median, ms", elapsed.Median), Figure.Of(Figure.Product, "p95, ms", elapsed.Percentile(0.95))];
    }
}
