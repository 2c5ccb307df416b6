using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts of how values are distributed.</content>
public static partial class Plot
{
    /// <summary>How often values fall into intervals.</summary>
    /// <param name="values">Numbers, dates or texts.</param>
    /// <param name="bins">At most how many intervals; chosen by the chart unless given.</param>
    /// <param name="name">The name of the series in the legend.</param>
    /// <example><code>Plot.Histogram(samples, bins: 40)</code></example>
    public static Chart Histogram<T>(IEnumerable<T> values, int? bins = null, string? name = null)
    {
        var chart = One("histogram", name, ("x", PlotSeries.Of(values)));
        if (bins is { } count)
            chart.Traces[0]["nbinsx"] = count;
        return chart;
    }

    /// <summary>How often the values of the rows fall into intervals.</summary>
    public static Chart Histogram<T>(IEnumerable<T> rows, Func<T, object?> value, int? bins = null, string? name = null) => Histogram(rows.Select(value), bins, name);

    /// <summary>How often pairs of values fall into the cells of a grid.</summary>
    public static Chart Histogram2D<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y) => One("histogram2d", null, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y)));

    /// <summary>Median, quartiles and outliers.</summary>
    public static Chart Box<T>(IEnumerable<T> values, string? name = null) => One("box", name, ("y", PlotSeries.Of(values)));

    /// <summary>Median, quartiles and outliers per group: each value of <paramref name="y"/> belongs to the group at its place in <paramref name="x"/>.</summary>
    public static Chart Box<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => One("box", name, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y)));

    /// <summary>Median, quartiles and outliers per group of rows.</summary>
    /// <example><code>Plot.Box(runs, x: r =&gt; r.Machine, y: r =&gt; r.Seconds)</code></example>
    public static Chart Box<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) => Points(static () => new JsonObject { ["type"] = "box" }, rows, x, y, name, color).Group();

    /// <summary>The density of values, with their quartiles.</summary>
    public static Chart Violin<T>(IEnumerable<T> values, string? name = null) => Quartiles(One("violin", name, ("y", PlotSeries.Of(values))));

    /// <summary>The density of values per group: each value of <paramref name="y"/> belongs to the group at its place in <paramref name="x"/>.</summary>
    public static Chart Violin<TX, TY>(IEnumerable<TX> x, IEnumerable<TY> y, string? name = null) => Quartiles(One("violin", name, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y))));

    /// <summary>The density of values per group of rows.</summary>
    public static Chart Violin<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name = null, Func<T, object?>? color = null) =>
        Quartiles(Points(static () => new JsonObject { ["type"] = "violin" }, rows, x, y, name, color)).Group();

    /// <summary>How densely values lie, as a smooth curve (Gaussian kernels).</summary>
    /// <param name="values">Numbers; what is not finite is left out.</param>
    /// <param name="name">The name of the series in the legend.</param>
    /// <param name="bandwidth">How far one value reaches, in its own unit; chosen by Silverman's rule unless given.</param>
    public static Chart Density<T>(IEnumerable<T> values, string? name = null, double? bandwidth = null)
    {
        var numbers = PlotSeries.Of(values).Numbers ?? throw new ArgumentException("A density is of numbers; these values are texts or dates.", nameof(values));
        if (bandwidth is <= 0)
            throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "The bandwidth must be larger than 0.");
        var (x, y) = KernelDensity.Of([.. numbers.Where(double.IsFinite)], bandwidth);
        return Area(x, y, name);
    }

    private static Chart Quartiles(Chart chart)
    {
        foreach (var trace in chart.Traces)
            trace["box"] = new JsonObject { ["visible"] = true };
        return chart;
    }
}
