using System.Diagnostics;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Benchmarks.Kernels;

/// <summary>A table of a million rows in a kernel: from its cell to its first page, a page from its middle, and its sorts.</summary>
public sealed class LargeTable : IBenchmarkRow
{
    private const int Rows = 1_000_000;
    private const int Repeats = 5;

    public string Name => "table";

    public string Title => "Table of 1,000,000 rows";

    public string Goal => "first page ≤ 200 ms, sort ≤ 1 s";

    public async Task<IReadOnlyList<Figure>> MeasureAsync(PublishedProduct product, CancellationToken cancellationToken)
    {
        await using var kernel = await MeasuredKernel.StartAsync(product, cancellationToken);
        await kernel.SubmitAsync(
            $$"""
            record Reading(int Id, string Station, DateTime Time, double Level, string Note);
            var random = new Random(1);
            var stations = new[] { "Esbjerg", "Cuxhaven", "Hvide Sande", "Den Helder", "Ostend" };
            var readings = Enumerable.Range(0, {{Rows}}).Select(i => new Reading(i, stations[random.Next(5)], new DateTime(2024, 1, 1).AddMinutes(i), random.NextDouble(), $"note {random.Next()}")).ToList();
            """, cancellationToken);

        List<double> first = [], page = [], number = [], text = [], filter = [];
        for (var i = -1; i < Repeats; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var bundle = await kernel.ShowAsync("readings", cancellationToken);
            var shown = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            using var table = JsonDocument.Parse(bundle[MimeTypes.Table]!);
            var id = table.RootElement.GetProperty("table").GetString()!;
            async Task<double> AskAsync(int offset, int sorted, bool descending, params TableFilter[] filters)
            {
                var asked = Stopwatch.GetTimestamp();
                await kernel.PageAsync(new PageTable { RequestId = 0, TableId = id, Offset = offset, Count = 25, Sorts = sorted < 0 ? [] : [new TableSort { Column = sorted, Descending = descending }], Filters = [.. filters] }, cancellationToken);
                return Stopwatch.GetElapsedTime(asked).TotalMilliseconds;
            }

            var figures = (await AskAsync(Rows / 2, -1, false), await AskAsync(0, 3, true), await AskAsync(0, 4, false), await AskAsync(0, -1, false, new TableFilter { Column = 4, Kind = TableFilterKind.Contains, Values = ["999"] }));
            if (i < 0)
                continue;
            first.Add(shown);
            page.Add(figures.Item1);
            number.Add(figures.Item2);
            text.Add(figures.Item3);
            filter.Add(figures.Item4);
        }

        return
        [
            .. Figure.Of("cell to first page", "ms", new Sample(first)),
            .. Figure.Of("a page from the middle", "ms", new Sample(page)),
            .. Figure.Of("sort by a number", "ms", new Sample(number)),
            .. Figure.Of("sort by a text, all different", "ms", new Sample(text)),
            .. Figure.Of("filter by a piece of text", "ms", new Sample(filter)),
        ];
    }
}
