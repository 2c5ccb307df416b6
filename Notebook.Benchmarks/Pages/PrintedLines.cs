using System.Globalization;
using Notebook.Benchmarks.Peers;

namespace Notebook.Benchmarks.Pages;

/// <summary>
/// A cell that prints very much: from the key to its last line in the document, how soon edits made meanwhile are
/// acknowledged, and whether the log downloads as it was printed.
/// </summary>
/// <param name="lines">How many.</param>
/// <param name="lineLength">Of each, in characters.</param>
public sealed class PrintedLines(int lines, int lineLength) : IBenchmarkRow
{
    private const int Rounds = 5;

    /// <summary>Downloads the stream of the cell; answers with its length in bytes.</summary>
    private const string Download = """
        async () => {
          const stream = document.querySelector('notebook-stream');
          const address = `n/${stream.closest('[data-notebook]').dataset.notebook}/streams/${stream.closest('.cell').dataset.cell}/${stream.dataset.output}?download`;
          return (await (await fetch(address)).arrayBuffer()).byteLength;
        }
        """;

    public string Name => string.Create(CultureInfo.InvariantCulture, $"print-{lines}-lines");

    public string Title => string.Create(CultureInfo.InvariantCulture, $"{lines:N0} printed lines of {lineLength} characters ({(long)lines * (lineLength + 1) / 1_000_000.0:0.#} MB)");

    public string Goal => "last line visible ≤ 1 s (of 100,000), the whole log downloads";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var server = await MeasuredServer.StartAsync(product, cancellationToken);
        await using var browser = await MeasuredBrowser.StartAsync();
        var notebook = await OutputNotebook.NewAsync(server, browser);
        // The kernel has compiled and printed before: what is measured is the printing.
        await notebook.WriteAsync("Console.WriteLine(\"warm\")");
        await notebook.RunUntilShownAsync("warm");

        List<double> elapsed = [];
        var bytes = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            var last = string.Create(CultureInfo.InvariantCulture, $"last of round {round}");
            await notebook.WriteAsync($"var line{round} = new string('x', {lineLength}); for (var i = 0; i < {lines}; i++) Console.WriteLine(line{round}); Console.WriteLine($\"last of round {{{round}}}\");");
            elapsed.Add(await notebook.RunUntilShownAsync(last));
            await notebook.SucceededAsync();
            bytes = await notebook.Page.EvaluateAsync<long>(Download);
        }

        List<Figure> peer = [];
        if (JupyterNotebookPeer.IsInstalled)
        {
            var folder = product.NewFolder();
            await using var jupyter = await JupyterNotebookPeer.StartAsync(folder, cancellationToken);
            var page = await JupyterNotebookPage.OpenAsync(jupyter, folder, browser, cancellationToken);
            await page.RunUntilShownAsync("print('warm')", "warm");
            List<double> times = [];
            for (var round = 0; round < Rounds; round++)
            {
                await page.IdleAsync();
                times.Add(await page.RunUntilShownAsync($"for i in range({lines}): print('x' * {lineLength})\nprint('last of round', {round})", $"last of round {round}"));
            }

            peer =
            [
                Figure.Of(JupyterNotebookPeer.DisplayName, "last line visible, median, ms", new Sample(times).Median),
                Figure.Of(JupyterNotebookPeer.DisplayName, "last line visible, slowest, ms", new Sample(times).Percentile(1)),
                new(JupyterNotebookPeer.DisplayName, "n", Rounds.ToString(CultureInfo.InvariantCulture)),
            ];
        }

        var expected = (long)lines * (lineLength + 1) + "last of round 0\n".Length;
        var sample = new Sample(elapsed);
        return
        [
            Figure.Of(Figure.Product, "last line visible, median, ms", sample.Median),
            Figure.Of(Figure.Product, "last line visible, slowest, ms", sample.Percentile(1)),
            new(Figure.Product, "log downloaded", bytes == expected ? "whole" : string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} of {expected:N0} bytes")),
            new(Figure.Product, "n", Rounds.ToString(CultureInfo.InvariantCulture)),
            .. peer,
        ];
    }
}
