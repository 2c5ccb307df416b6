using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts around a centre, and bubbles.</content>
public static partial class Plot
{
    private const int LargestBubble = 40; // pixels across

    /// <summary>A line through points given by direction and distance.</summary>
    /// <param name="theta">The directions: degrees, or texts, which are spread evenly.</param>
    /// <param name="r">The distances from the centre.</param>
    /// <param name="name">The name of the series in the legend.</param>
    /// <example><code>Plot.Polar(degrees, gain)</code></example>
    public static Chart Polar<TTheta, TR>(IEnumerable<TTheta> theta, IEnumerable<TR> r, string? name = null) =>
        One(new JsonObject { ["type"] = "scatterpolar", ["mode"] = "lines" }, name, ("theta", PlotSeries.Of(theta)), ("r", PlotSeries.Of(r)));

    /// <summary>Bars around a centre, such as how often the wind comes from where.</summary>
    public static Chart PolarBar<TTheta, TR>(IEnumerable<TTheta> theta, IEnumerable<TR> r, string? name = null) =>
        One(new JsonObject { ["type"] = "barpolar" }, name, ("theta", PlotSeries.Of(theta)), ("r", PlotSeries.Of(r)));

    /// <summary>How one thing does in several respects: a closed, filled line around a centre.</summary>
    /// <example><code>Plot.Radar(["speed", "range", "price"], [4, 2, 5], "A").Add(Plot.Radar(["speed", "range", "price"], [3, 5, 3], "B"))</code></example>
    public static Chart Radar<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values, string? name = null)
    {
        var (around, far) = (labels.ToList(), values.ToList());
        // The line comes back to where it began.
        if (around.Count == far.Count && around.Count > 0)
        {
            around.Add(around[0]);
            far.Add(far[0]);
        }

        return One(new JsonObject { ["type"] = "scatterpolar", ["mode"] = "lines", ["fill"] = "toself", ["opacity"] = 0.7 }, name, ("theta", PlotSeries.Of(around)), ("r", PlotSeries.Of(far)));
    }

    /// <summary>Points whose area stands for a third number.</summary>
    /// <example><code>Plot.Bubble(income, age, people)</code></example>
    public static Chart Bubble<TX, TY, TSize>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TSize> size, string? name = null)
    {
        var chart = Points(Markers, x, y, name);
        var sizes = PlotSeries.Of(size);
        var count = PlotTrace.PointCount(chart.Traces[0]);
        if (sizes.Count != count)
            throw Unequal("x", count, "size", sizes.Count);
        Bubbles(chart.Traces[0], sizes);
        return chart;
    }

    /// <summary>A point for each row, whose area stands for a number.</summary>
    /// <example><code>Plot.Bubble(countries, c =&gt; c.Income, c =&gt; c.Age, c =&gt; c.People, color: c =&gt; c.Continent)</code></example>
    public static Chart Bubble<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, Func<T, object?> size, string? name = null, Func<T, object?>? color = null) =>
        RowSeries.Of(Markers, rows, x, y, name, color, size, shades: true);

    internal static void Bubbles(JsonObject trace, PlotSeries sizes, double? largest = null)
    {
        if (sizes.Numbers is not { } numbers)
            throw new ArgumentException("The sizes of bubbles must be numbers.");
        largest ??= numbers.Where(double.IsFinite).DefaultIfEmpty(1).Max();
        PlotJson.Set(trace, "marker.size", sizes.ToNode());
        PlotJson.Set(trace, "marker.sizemode", "area");
        PlotJson.Set(trace, "marker.sizeref", PlotJson.NodeOf(2 * Math.Max(largest.Value, double.Epsilon) / (LargestBubble * LargestBubble)));
        PlotJson.Set(trace, "marker.sizemin", 2);
    }
}
