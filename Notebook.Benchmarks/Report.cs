using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Notebook.Benchmarks;

/// <summary>What was measured, as the page docs/benchmarks.md.</summary>
public sealed class Report(DateTimeOffset at)
{
    private readonly StringBuilder _rows = new();

    public void Add(IBenchmarkRow row, IReadOnlyList<Figure> figures)
    {
        _rows.AppendLine().Append("## ").AppendLine(row.Title).AppendLine();
        _rows.Append("Reach: ").AppendLine(row.Goal).AppendLine();
        var quantities = figures.Select(static figure => figure.Quantity).Distinct().ToList();
        _rows.Append("| |").Append(string.Concat(quantities.Select(static quantity => $" {quantity} |"))).AppendLine();
        _rows.Append("|---|").AppendLine(string.Concat(Enumerable.Repeat("---:|", quantities.Count)));
        foreach (var contestant in figures.GroupBy(static figure => figure.Contestant))
        {
            var cells = quantities.Select(quantity => $" {contestant.FirstOrDefault(figure => figure.Quantity == quantity)?.Value ?? ""} |");
            _rows.Append("| ").Append(contestant.Key).Append(" |").AppendLine(string.Concat(cells));
        }
    }

    public string ToMarkdown() => string.Create(CultureInfo.InvariantCulture, $"""
        # Benchmarks

        Measured {at:yyyy-MM-dd} by `dotnet run -c Release --project Notebook.Benchmarks` on the published build:
        {RuntimeInformation.FrameworkDescription}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (1L << 30)} GiB, {RuntimeInformation.OSDescription}.
        Peers are measured in the same run on the same machine, in turn with the product. Machines are noisy: read medians and ratios.

        """) + _rows;
}
