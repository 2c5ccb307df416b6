using System.Globalization;
using Microsoft.Playwright;

namespace Notebook.Benchmarks.Pages;

/// <summary>
/// SIGKILL of the server while participants type, each in a cell of their own: what their pages called saved must be there when the
/// server is back.
/// </summary>
public sealed class KilledWhileTyping : IBenchmarkRow
{
    private const int Participants = 20;
    private const int Rounds = 3;
    private const int Keys = 150;

    /// <summary>Keeps what is in a cell whenever the page says that all is saved.</summary>
    private const string Watch = """
        number => {
          const root = document.querySelector('[data-notebook]');
          const source = root.querySelector(`[aria-label="Source of cell ${number}"]`);
          window.acknowledged = '';
          new MutationObserver(() => { if (root.dataset.unsaved === '0') acknowledged = source.textContent; }).observe(root, { attributes: true, attributeFilter: ['data-unsaved'] });
        }
        """;

    public string Name => "kill-while-typing";

    public string Title => string.Create(CultureInfo.InvariantCulture, $"kill -9 of the server while {Participants} participants type");

    public string Goal => "0 acknowledged edits lost";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        var data = product.NewFolder();
        await using var browser = await MeasuredBrowser.StartAsync();
        var (acknowledged, lost) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            string address;
            List<string> kept = [];
            await using (var server = await MeasuredServer.StartAsync(product, cancellationToken, data))
            {
                var first = await browser.NewPageAsync();
                await server.SignInAsync(first);
                address = await LargeNotebook.ImportAsync(first, product, Participants, cancellationToken);
                List<IPage> pages = [first];
                while (pages.Count < Participants)
                {
                    var page = await first.Context.NewPageAsync();
                    await page.GotoAsync(address);
                    pages.Add(page);
                }

                for (var number = 1; number <= Participants; number++)
                {
                    var page = pages[number - 1];
                    // Without a click: a text cell shows its source only when it is edited.
                    await page.Locator($"notebook-source[data-number='{number}']").EvaluateAsync("source => source.edit()");
                    await page.EvaluateAsync(Watch, number);
                }

                var typing = pages.ConvertAll(page => TypeAsync(page, cancellationToken));
                await Task.WhenAny(Task.WhenAll(typing), Task.Delay(TimeSpan.FromSeconds(12 + round), cancellationToken));
                await server.KillAsync();
                await Task.WhenAll(typing);
                foreach (var page in pages)
                {
                    kept.Add(await page.EvaluateAsync<string>("() => acknowledged"));
                    await page.CloseAsync();
                }
            }

            await using var again = await MeasuredServer.StartAsync(product, cancellationToken, data);
            var reader = await browser.NewPageAsync();
            await again.SignInAsync(reader);
            await reader.GotoAsync(new Uri(again.Address, new Uri(address).PathAndQuery).ToString());
            for (var number = 1; number <= Participants; number++)
            {
                var source = reader.Locator($"notebook-source[data-number='{number}']");
                await source.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                var text = await source.EvaluateAsync<string>("source => source.text.text.replaceAll('\\n', '')");
                var typed = kept[number - 1].Count(static letter => letter == 'ж');
                acknowledged += typed;
                lost += Math.Max(0, typed - text.Count(static letter => letter == 'ж'));
            }

            await reader.CloseAsync();
        }

        return
        [
            new(Figure.Product, "acknowledged keys", acknowledged.ToString(CultureInfo.InvariantCulture)),
            new(Figure.Product, "of them lost", lost.ToString(CultureInfo.InvariantCulture)),
            new(Figure.Product, "kills", Rounds.ToString(CultureInfo.InvariantCulture)),
        ];
    }

    private static async Task TypeAsync(IPage page, CancellationToken cancellationToken)
    {
        for (var key = 0; key < Keys; key++)
        {
            // A letter that no cell has.
            await page.Keyboard.InsertTextAsync("ж");
            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }
}
