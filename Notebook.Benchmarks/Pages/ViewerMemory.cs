using System.Globalization;
using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>What one more tab that shows a notebook of 200 cells costs the server's memory.</summary>
public sealed class ViewerMemory : IBenchmarkRow
{
    private const int Cells = 200;
    private const int WarmUp = 10;

    /// <summary>A class: what the collector leaves lying about is spread over as many as it would be there.</summary>
    private const int Viewers = 40;

    /// <summary>Until what a page brings with it, such as its editors' first messages, has been dealt with.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    public string Name => "viewer-memory";

    public string Title => string.Create(CultureInfo.InvariantCulture, $"Server memory per viewer of a {Cells}-cell notebook");

    public string Goal => "≤ 2 MB";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var first = await browser.NewPageAsync();
        await server.SignInAsync(first);
        var address = await LargeNotebook.ImportAsync(first, product, Cells, cancellationToken);

        for (var viewer = 0; viewer < WarmUp; viewer++)
            await OpenAsync(first.Context, address);
        await Task.Delay(Settling, cancellationToken);
        var before = server.ResidentMegabytes;
        for (var viewer = 0; viewer < Viewers; viewer++)
            await OpenAsync(first.Context, address);
        await Task.Delay(Settling, cancellationToken);
        var after = server.ResidentMegabytes;

        return
        [
            Figure.Of(Figure.Product, "per viewer, MB", (after - before) / Viewers),
            Figure.Of(Figure.Product, $"server with {WarmUp + 1} viewers, MB", before),
            new(Figure.Product, "n", Viewers.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static async Task OpenAsync(IBrowserContext context, string address)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(address);
        await page.GetByText(LargeNotebook.Marker(Cells)).First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 120_000 });
    }
}
