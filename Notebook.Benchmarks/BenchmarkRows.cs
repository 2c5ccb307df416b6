using Notebook.Benchmarks.Kernels;
using Notebook.Benchmarks.Language;
using Notebook.Benchmarks.Pages;

namespace Notebook.Benchmarks;

/// <summary>Every row, in the order of the report.</summary>
internal static class BenchmarkRows
{
    public static IReadOnlyList<IBenchmarkRow> All { get; } =
    [
        new ColdStart(),
        new LayerCost(),
        new WarmRoundTrip(),
        new ClickToOutput(),
        new NewNotebook(),
        new OpenNotebook(cells: 300),
        new OpenNotebook(cells: 1_000),
        new SharedTyping(),
        new KilledWhileTyping(),
        new ViewerMemory(),
        new PrintedLines(lines: 100_000, lineLength: 40),
        new PrintedLines(lines: 200_000, lineLength: 99),
        new EndlessPrinting(),
        new ManyCharts(),
        new LiveCharts(),
        new LargeChart(),
        new CachedPackage(),
        new StopTimes(),
        new IdleKernels(),
        new FortyPeople(),
        new LargeTable(),
        new ManySubmissions(rerun: true),
        new ManySubmissions(rerun: false),
        new CompletionAfterCells(),
        new LanguageMemory(),
    ];
}
