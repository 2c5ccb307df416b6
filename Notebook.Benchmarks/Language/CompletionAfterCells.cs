using System.Diagnostics;
using Notebook.Protocol.Language;

namespace Notebook.Benchmarks.Language;

/// <summary>Somebody types in the last of many cells; somebody edits the first.</summary>
internal sealed class CompletionAfterCells : IBenchmarkRow
{
    private const int Cells = 200;
    private const int Rounds = 200;
    private const int Edits = 15;
    private const string Id = "notebook";

    public string Name => "completion";

    public string Title => "Completion after 200 cells; an edit of cell 1 of 200";

    public string Goal => "completion ≤ 30 ms, p99 ≤ 100 ms; after the edit diagnostics ≤ 1 s, completion meanwhile ≤ 100 ms";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var language = await MeasuredLanguage.StartAsync(product, cancellationToken);
        var cells = MeasuredLanguage.Analysis(Cells);
        await language.TellAsync(Id, cells, cancellationToken);
        await language.DiagnoseAsync(Id, cancellationToken);
        List<double> completions = [], diagnoses = [], meanwhile = [];
        for (var round = -10; round < Rounds; round++)
        {
            var took = await language.CompletionAsync(Id, $"c{Cells - 1}", $"var round{round + 10} = v{Cells - 2}.", cancellationToken);
            if (round >= 0)
                completions.Add(took);
        }

        for (var edit = -2; edit < Edits; edit++)
        {
            // The type changes each time, so that every cell below has to be looked at.
            var text = edit % 2 == 0 ? "var v0 = new[] { 1, 2, 3 }.ToList();\nint Scale(int n) => n * 2;" : cells[0].Text;
            await language.TellAsync(Id, [new LanguageCell { CellId = "c0", Language = "csharp", Text = text }], cancellationToken, isWhole: false);
            var started = Stopwatch.GetTimestamp();
            var diagnosing = language.DiagnoseAsync(Id, cancellationToken);
            var completion = await language.CompletionAsync(Id, "c0", text + "\nv0.", cancellationToken);
            await diagnosing;
            if (edit < 0)
                continue;
            diagnoses.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            meanwhile.Add(completion);
        }

        return
        [
            .. Figure.Of(Figure.Product, "ms", new Sample(completions)),
            Figure.Of(Figure.Product, "diagnostics after the edit, median, ms", new Sample(diagnoses).Median),
            Figure.Of(Figure.Product, "completion meanwhile, median, ms", new Sample(meanwhile).Median),
            Figure.Of(Figure.Product, "completion meanwhile, worst, ms", new Sample(meanwhile).Percentile(1)),
        ];
    }
}
