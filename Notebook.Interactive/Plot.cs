using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;
using Plotly.Blazor;

namespace Notebook.Interactive;

/// <summary>
/// Makes charts. Values are any sequences of numbers, dates or texts; the result is a <see cref="Chart"/> that can be changed further and is
/// shown when it is a cell's last expression.
/// </summary>
/// <example><code>
/// Plot.Line(x, y).Title("Residual").YAxis("norm").LogY()
/// Plot.Bar(rows, x: r =&gt; r.City, y: r =&gt; r.Count)
/// Plot.Histogram(samples).Add(Plot.Histogram(others)).Overlay()
/// </code></example>
public static partial class Plot
{
    /// <summary>A line through points.</summary>
    /// <example><code>Plot.Line(time, level, name: "Tank 1")</code></example>
    public static Chart Line<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Points(Lines, x, y, name);

    /// <summary>A line through values, numbered from 0.</summary>
    public static Chart Line<TY>(IEnumerable<TY> y, string? name = null) => Points(Lines, y, name);

    /// <summary>A line through a point for each row.</summary>
    /// <param name="rows">Any sequence; read once.</param>
    /// <param name="x">What goes along: a number, a date or a text.</param>
    /// <param name="y">What goes up.</param>
    /// <param name="name">The name of the series in the legend.</param>
    /// <param name="color">What the rows are grouped by: each group is a series with a colour and a name of its own.</param>
    /// <example><code>Plot.Line(rows, x: r =&gt; r.Time, y: r =&gt; r.Level, color: r =&gt; r.Station)</code></example>
    public static Chart Line<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) => Points(Lines, rows, x, y, name, color);

    /// <summary>A line without points, for <see cref="Chart.Live"/>.</summary>
    /// <param name="maxPoints">How many points it keeps; the oldest go.</param>
    /// <param name="name">The name of the series in the legend.</param>
    public static Chart Line(int maxPoints, string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPoints, 1);
        return new Chart([Named(Lines(), name)], maxPoints: maxPoints);
    }

    /// <summary>Points.</summary>
    /// <example><code>Plot.Scatter(heights, weights).With("marker.size", 4)</code></example>
    public static Chart Scatter<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Points(Markers, x, y, name);

    /// <summary>A point for each row.</summary>
    /// <param name="rows">Any sequence; read once.</param>
    /// <param name="x">What goes along.</param>
    /// <param name="y">What goes up.</param>
    /// <param name="name">The name of the series in the legend.</param>
    /// <param name="color">Numbers become shades of a scale; anything else groups the rows into series.</param>
    /// <param name="size">A number that a point's area stands for, as in <see cref="Bubble{T}"/>.</param>
    public static Chart Scatter<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null, Func<T, object?>? size = null) =>
        RowSeries.Of(Markers, rows, x, y, name, color, size, shades: true);

    /// <summary>A line with the area under it filled; several stack with <see cref="Chart.Stack"/>.</summary>
    public static Chart Area<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Points(Filled, x, y, name);

    /// <summary>A line with the area under it filled, through a point for each row.</summary>
    public static Chart Area<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) => Points(Filled, rows, x, y, name, color);

    /// <summary>A line that stays at each value until the next.</summary>
    /// <example><code>Plot.Step(changed, price)</code></example>
    public static Chart Step<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Points(Steps, x, y, name);

    /// <summary>A line that stays at each row's value until the next.</summary>
    public static Chart Step<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) => Points(Steps, rows, x, y, name, color);

    /// <summary>Bars; several series are side by side, or on each other with <see cref="Chart.Stack"/>.</summary>
    /// <example><code>Plot.Bar(cities, counts)</code></example>
    public static Chart Bar<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Points(Bars, x, y, name);

    /// <summary>A bar for each row.</summary>
    public static Chart Bar<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) => Points(Bars, rows, x, y, name, color);

    /// <summary>A bar for each entry of a dictionary.</summary>
    public static Chart Bar<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries, string? name = null)
    {
        var copy = entries.ToList();
        return Points(Bars, copy.Select(static e => e.Key), copy.Select(static e => e.Value), name);
    }

    /// <summary>Bars that lie: <paramref name="values"/> go to the right, <paramref name="labels"/> stand at the left.</summary>
    public static Chart HorizontalBar<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values, string? name = null)
    {
        var chart = Points(Bars, values, labels, name);
        chart.Traces[0]["orientation"] = "h";
        return chart;
    }

    /// <summary>A chart of typed traces of Plotly.Blazor.</summary>
    /// <example><code>
    /// using Plotly.Blazor;
    /// using Plotly.Blazor.Traces;
    /// Plot.Of(new Scatter { X = [1, 2, 3], Y = [4, 5, 6] }, new Bar { X = [1, 2], Y = [3, 4] })
    /// </code></example>
    public static Chart Of(params IEnumerable<ITrace> traces) => new(traces.Select(TypedPlots.TraceOf));

    /// <summary>Arranges charts in rows of <paramref name="columns"/>, each with axes of its own.</summary>
    /// <example><code>Plot.Subplots(2, Plot.Line(a), Plot.Line(b), Plot.Histogram(c))</code></example>
    public static Chart Subplots(int columns, params IEnumerable<Chart> charts) => Grid(columns, charts);

    /// <summary>Arranges charts in rows of <paramref name="columns"/>.</summary>
    /// <param name="columns">How many stand beside each other.</param>
    /// <param name="charts">Row by row.</param>
    /// <param name="shareX">Charts of a column have one x axis: they are zoomed together, and only the lowest is labelled.</param>
    /// <param name="shareY">Charts of a row have one y axis.</param>
    /// <example><code>Plot.Grid(1, [Plot.Line(day, level), Plot.Bar(day, rain)], shareX: true)</code></example>
    public static Chart Grid(int columns, IEnumerable<Chart> charts, bool shareX = false, bool shareY = false)
    {
        List<Chart> copy = [.. charts];
        return copy.Count > 0 ? Plots.Subplots.Arrange(columns, copy, shareX, shareY) : throw new ArgumentException("There is no chart to arrange.", nameof(charts));
    }

    private static JsonObject Lines() => new() { ["type"] = "scatter", ["mode"] = "lines" };

    private static JsonObject Markers() => new() { ["type"] = "scatter", ["mode"] = "markers" };

    private static JsonObject Filled() => new() { ["type"] = "scatter", ["mode"] = "lines", ["fill"] = "tozeroy" };

    private static JsonObject Steps() => new() { ["type"] = "scatter", ["mode"] = "lines", ["line"] = new JsonObject { ["shape"] = "hv" } };

    private static JsonObject Bars() => new() { ["type"] = "bar" };

    private static Chart Points<TX, TY>(Func<JsonObject> kind, IEnumerable<TX> x, IEnumerable<TY> y, string? name) =>
        One(kind(), name, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y)));

    private static Chart Points<TY>(Func<JsonObject> kind, IEnumerable<TY> y, string? name) => One(kind(), name, ("y", PlotSeries.Of(y)));

    private static Chart Points<T>(Func<JsonObject> kind, IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name, Func<T, object?>? color = null) =>
        RowSeries.Of(kind, rows, x, y, name, color);

    private static Chart One(string type, string? name, params ReadOnlySpan<(string Name, PlotSeries Values)> dimensions) => One(new JsonObject { ["type"] = type }, name, dimensions);

    internal static Chart One(JsonObject trace, string? name, params ReadOnlySpan<(string Name, PlotSeries Values)> dimensions)
    {
        Named(trace, name);
        var first = dimensions[0];
        foreach (var (dimension, values) in dimensions)
        {
            if (values.Count != first.Values.Count)
                throw Unequal(first.Name, first.Values.Count, dimension, values.Count);
            trace[dimension] = values.ToNode();
        }

        return Durations.Label(new Chart([trace]), dimensions);
    }

    private static ArgumentException Unequal(string first, int firstCount, string second, int secondCount) =>
        new($"{first} has {firstCount} value{(firstCount == 1 ? "" : "s")} but {second} has {secondCount}; they belong together, so they must be equally many.");

    private static JsonObject Named(JsonObject trace, string? name)
    {
        if (name is not null)
            trace["name"] = name;
        return trace;
    }
}
