using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Says where the values of a trace are highest: <c>highest at 2025-12-12</c>.</summary>
internal static class ChartExtremes
{
    /// <param name="places">Where the values are; null for 0, 1, 2, ….</param>
    /// <param name="values">What is high.</param>
    /// <param name="word">What the highest is called.</param>
    /// <returns>Null when there are not two values that differ, or several that are the highest.</returns>
    public static string? Of(JsonNode? places, JsonNode? values, string word)
    {
        if (PlotSeries.FromNode(values) is not { Numbers: { } numbers } || numbers.Where(double.IsFinite).Distinct().Take(2).Count() < 2)
            return null;
        var highest = numbers.Where(double.IsFinite).Max();
        var at = Enumerable.Range(0, numbers.Count).Where(i => numbers[i] == highest).Take(2).ToList();
        return at.Count == 1 && NameOf(PlotSeries.FromNode(places), at[0]) is { } place ? $"{word} at {place}" : null;
    }

    /// <summary>How many flows there are between how many places, and which is the largest.</summary>
    public static string OfFlows(JsonObject sankey)
    {
        var (names, link) = (PlotSeries.FromNode(sankey["node"]?["label"]), sankey["link"]);
        var (from, to, values) = (PlotSeries.FromNode(link?["source"])?.Numbers, PlotSeries.FromNode(link?["target"])?.Numbers, PlotSeries.FromNode(link?["value"])?.Numbers);
        var words = $"{ChartSummary.Count(values?.Count ?? 0, "flow")} between {ChartSummary.Count(names?.Count ?? 0, "place")}";
        if (from is null || to is null || values is not { Count: > 0 } || from.Count != values.Count || to.Count != values.Count)
            return words;
        var largest = Enumerable.Range(0, values.Count).MaxBy(i => double.IsFinite(values[i]) ? values[i] : double.NegativeInfinity);
        return NameOf(names, (int)from[largest]) is { } start && NameOf(names, (int)to[largest]) is { } end
            ? $"{words}, largest {start} → {end} {ChartSummary.Number(values[largest])}" : words;
    }

    private static string? NameOf(PlotSeries? places, int index) =>
        places is null ? ChartSummary.Number(index)
        : index < 0 || index >= places.Count ? null
        : places.Numbers is { } numbers ? double.IsFinite(numbers[index]) ? ChartSummary.Number(numbers[index]) : null
        : places.Texts![index];
}
