using System.Globalization;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Says in words what a chart shows: <c>Line chart "Residual": 2,660 points, x from 1 to 2660, y from 0.01 to 3.2</c>.</summary>
internal static class ChartSummary
{
    private const int MaxSeries = 12;

    public static string Of(IReadOnlyList<JsonObject> traces, string? title, string? note)
    {
        var kinds = traces.Select(KindOf).Distinct().ToList();
        var heading = (kinds.Count == 1 ? kinds[0] : "Chart") + (string.IsNullOrWhiteSpace(title) ? "" : $" \"{title.Trim()}\"");
        var text = traces.Count switch
        {
            0 => $"{heading}: no data",
            1 => $"{heading}: {NameOf(traces[0], ": ")}{Describe(traces[0])}",
            _ => $"{heading}: {traces.Count} series{string.Concat(traces.Take(MaxSeries).Select((t, i) => $"\n  {NameOf(t, null) ?? (kinds.Count > 1 ? KindOf(t) : $"series {i + 1}")}: {Describe(t)}"))}"
                + (traces.Count > MaxSeries ? $"\n  ... ({traces.Count - MaxSeries} more)" : ""),
        };
        return note is null ? text : $"{text}\n({note})";
    }

    private static string? NameOf(JsonObject trace, string? separator) => PlotTrace.Text(trace, "name") is { Length: > 0 } name ? name + separator : separator is null ? null : "";

    private static string KindOf(JsonObject trace) => PlotTrace.TypeOf(trace) switch
    {
        "scatter" or "scattergl" when !PlotTrace.IsLine(trace) && PlotSeries.FromNode(trace["marker"]?["size"]) is { Count: > 1 } => "Bubble chart",
        "scatter" or "scattergl" when PlotTrace.Text(trace, "fill") is { } fill && fill != "none" => "Area chart",
        "scatter" or "scattergl" => PlotTrace.IsLine(trace) ? "Line chart" : "Scatter plot",
        "scatter3d" => "3D scatter plot",
        "bar" when trace.ContainsKey("base") => "Timeline",
        "bar" => "Bar chart",
        "histogram" => "Histogram",
        "histogram2d" => "2D histogram",
        "box" => "Box plot",
        "violin" => "Violin plot",
        "heatmap" => "Heatmap",
        "contour" => "Contour plot",
        "surface" => "Surface plot",
        "pie" when trace.ContainsKey("hole") => "Donut chart",
        "pie" => "Pie chart",
        "scatterpolar" or "scatterpolargl" => PlotTrace.Text(trace, "fill") == "toself" ? "Radar chart" : "Polar chart",
        "barpolar" => "Polar bar chart",
        "indicator" => "Gauge",
        "candlestick" => "Candlestick chart",
        "ohlc" => "OHLC chart",
        "funnel" => "Funnel chart",
        "waterfall" => "Waterfall chart",
        "sankey" => "Sankey diagram",
        "treemap" => "Treemap",
        "sunburst" => "Sunburst chart",
        "table" => "Table",
        var other => $"Chart of type {other}",
    };

    private static string Describe(JsonObject trace)
    {
        if (PlotTrace.MatrixOf(trace) is { } matrix)
            return DescribeMatrix(matrix);

        var count = PlotTrace.PointCount(trace);
        return PlotTrace.TypeOf(trace) switch
        {
            "pie" or "funnelarea" => DescribeParts(trace, count),
            "histogram" or "box" or "violin" => Join(Count(count, "value"), RangeOf("", trace["x"]), RangeOf("", trace["y"])),
            "candlestick" or "ohlc" => Join(Count(count, "interval"), RangeOf("x", trace["x"]), RangeOf("low", trace["low"]), RangeOf("high", trace["high"])),
            "sankey" => ChartExtremes.OfFlows(trace),
            "treemap" or "sunburst" or "icicle" => Join(Count(count, "part"), ChartExtremes.Of(trace["labels"], trace["values"], "largest")),
            "indicator" => trace["value"] is JsonValue value ? value.ToJsonString(PlotJson.Options) : "no value",
            "scatterpolar" or "scatterpolargl" or "barpolar" => Join(Count(count, "point"), RangeOf("r", trace["r"])),
            "bar" when trace.ContainsKey("base") => Join(Count(count, "task"), RangeOf("", trace["y"])),
            "bar" or "funnel" or "waterfall" => PlotTrace.Text(trace, "orientation") == "h" || PlotTrace.TypeOf(trace) == "funnel"
                ? Join(Count(count, "bar"), RangeOf("y", trace["y"]), RangeOf("x", trace["x"]), ChartExtremes.Of(trace["y"], trace["x"], "highest"))
                : Join(Count(count, "bar"), RangeOf("x", trace["x"]), RangeOf("y", trace["y"]), ChartExtremes.Of(trace["x"], trace["y"], "highest")),
            "scatter" or "scattergl" => Join(Count(count, "point"), RangeOf("x", trace["x"]), RangeOf("y", trace["y"]), ChartExtremes.Of(trace["x"], trace["y"], "highest")),
            _ => Join(Count(count, "point"), RangeOf("x", trace["x"]), RangeOf("y", trace["y"]), RangeOf("z", trace["z"])),
        };
    }

    private static string DescribeMatrix(JsonArray matrix)
    {
        var rows = matrix.Select(PlotSeries.FromNode).ToList();
        var numbers = rows.SelectMany(static r => r?.Numbers ?? []).Where(double.IsFinite).ToList();
        var size = string.Create(CultureInfo.InvariantCulture, $"{rows.Count:N0} × {rows.Max(static r => r?.Count ?? 0):N0} values");
        return numbers.Count == 0 ? size : $"{size} from {Number(numbers.Min())} to {Number(numbers.Max())}";
    }

    private static string DescribeParts(JsonObject trace, int count)
    {
        var (labels, values) = (PlotSeries.FromNode(trace["labels"]), PlotSeries.FromNode(trace["values"])?.Numbers);
        var total = values?.Where(double.IsFinite).Sum() ?? 0;
        if (values is null || total <= 0)
            return Count(count, "part");
        var parts = values.Select((value, i) => (Label: i < labels?.Count ? labels.Texts?[i] ?? Number(labels.Numbers?[i] ?? 0) : $"part {i + 1}", Value: value))
            .Where(static p => double.IsFinite(p.Value)).OrderByDescending(static p => p.Value).Take(5)
            .Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Label} {p.Value / total:P0}"));
        return $"{Count(count, "part")}: {string.Join(", ", parts)}{(count > 5 ? ", ..." : "")}";
    }

    private static string? RangeOf(string name, JsonNode? node)
    {
        if (PlotSeries.FromNode(node) is not { Count: > 0 } series)
            return null;

        var prefix = name.Length > 0 ? name + " " : "";
        if (series.Numbers is { } numbers)
        {
            var finite = numbers.Where(double.IsFinite).ToList();
            return finite.Count == 0 ? null
                : finite.Count == 1 ? $"{prefix}{Number(finite[0])}"
                : $"{prefix}from {Number(finite.Min())} to {Number(finite.Max())}";
        }

        var texts = series.Texts!.OfType<string>().ToList();
        if (texts.Count == 0)
            return null;
        if (texts.TrueForAll(IsDate))
            return texts.Count == 1 ? $"{prefix}{texts[0]}" : $"{prefix}from {texts.Min(StringComparer.Ordinal)} to {texts.Max(StringComparer.Ordinal)}";
        var distinct = texts.Distinct(StringComparer.Ordinal).ToList();
        return $"{prefix}{string.Join(", ", distinct.Take(8))}{(distinct.Count > 8 ? $", ... ({distinct.Count - 8} more)" : "")}";
    }

    private static bool IsDate(string text) => text.Length >= 10 && char.IsAsciiDigit(text[0]) && text[4] == '-' && text[7] == '-'
        && DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    internal static string Count(int count, string unit) => count == 0 ? $"no {unit}s" : string.Create(CultureInfo.InvariantCulture, $"{count:N0} {unit}{(count == 1 ? "" : "s")}");

    internal static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    private static string Join(params string?[] parts) => string.Join(", ", parts.Where(static p => p is not null));
}
