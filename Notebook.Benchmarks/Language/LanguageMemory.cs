namespace Notebook.Benchmarks.Language;

/// <summary>What an open notebook costs the language process.</summary>
internal sealed class LanguageMemory : IBenchmarkRow
{
    private const int Notebooks = 20;
    private const int Cells = 50;

    public string Name => "language-memory";

    public string Title => "Language process, per open notebook of 50 cells";

    public string Goal => "≤ 10 MB";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var language = await MeasuredLanguage.StartAsync(product, cancellationToken);
        await OpenAsync("first");
        var one = language.PrivateMegabytes();
        for (var notebook = 0; notebook < Notebooks; notebook++)
            await OpenAsync($"n{notebook}");
        return
        [
            Figure.Of(Figure.Product, "one notebook, MB", one),
            Figure.Of(Figure.Product, "each further one, MB", (language.PrivateMegabytes() - one) / Notebooks),
        ];

        async Task OpenAsync(string id)
        {
            await language.TellAsync(id, MeasuredLanguage.Analysis(Cells), cancellationToken);
            await language.DiagnoseAsync(id, cancellationToken);
            await language.CompletionAsync(id, $"c{Cells - 1}", $"v{Cells - 2}.", cancellationToken);
        }
    }
}
