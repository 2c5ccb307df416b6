using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts of values over two dimensions.</content>
public static partial class Plot
{
    /// <summary>Values of a grid as colours: a row of <paramref name="z"/> for each y.</summary>
    /// <param name="z">The rows, from the bottom to the top.</param>
    /// <example><code>Plot.Heatmap&lt;double&gt;([[1, 2], [3, 4]])</code></example>
    public static Chart Heatmap<TZ>(IEnumerable<IEnumerable<TZ>> z) => Grid("heatmap", z);

    /// <summary>Values of a grid as colours, with what its columns (x) and rows (y) are.</summary>
    public static Chart Heatmap<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("heatmap", z), x, y);

    /// <summary>Values of a matrix as colours.</summary>
    public static Chart Heatmap(double[,] z) => Grid("heatmap", Rows(z));

    /// <summary>Values of a matrix as colours, with what its columns (x) and rows (y) are.</summary>
    public static Chart Heatmap<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("heatmap", Rows(z)), x, y);

    /// <summary>Values of a grid as lines of equal height.</summary>
    public static Chart Contour<TZ>(IEnumerable<IEnumerable<TZ>> z) => Grid("contour", z);

    /// <summary>Values of a grid as lines of equal height, with what its columns (x) and rows (y) are.</summary>
    public static Chart Contour<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("contour", z), x, y);

    /// <summary>Values of a matrix as lines of equal height.</summary>
    public static Chart Contour(double[,] z) => Grid("contour", Rows(z));

    /// <summary>Values of a matrix as lines of equal height, with what its columns (x) and rows (y) are.</summary>
    public static Chart Contour<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("contour", Rows(z)), x, y);

    /// <summary>Values of a grid as a surface in space.</summary>
    public static Chart Surface<TZ>(IEnumerable<IEnumerable<TZ>> z) => Grid("surface", z);

    /// <summary>Values of a grid as a surface in space, with what its columns (x) and rows (y) are.</summary>
    public static Chart Surface<TZ, TX, TY>(IEnumerable<IEnumerable<TZ>> z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("surface", z), x, y);

    /// <summary>Values of a matrix as a surface in space.</summary>
    /// <example><code>
    /// var z = new double[50, 50];
    /// for (var i = 0; i &lt; 50; i++)
    ///     for (var j = 0; j &lt; 50; j++)
    ///         z[i, j] = Math.Sin(i / 5.0) * Math.Cos(j / 5.0);
    /// Plot.Surface(z)
    /// </code></example>
    public static Chart Surface(double[,] z) => Grid("surface", Rows(z));

    /// <summary>Values of a matrix as a surface in space, with what its columns (x) and rows (y) are.</summary>
    public static Chart Surface<TX, TY>(double[,] z, IEnumerable<TX> x, IEnumerable<TY> y) => Labelled(Grid("surface", Rows(z)), x, y);

    /// <summary>Points in space.</summary>
    public static Chart Scatter3D<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? name = null) =>
        One(new JsonObject { ["type"] = "scatter3d", ["mode"] = "markers" }, name, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y)), ("z", PlotSeries.Of(z)));

    /// <summary>A point in space for each row.</summary>
    public static Chart Scatter3D<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, Func<T, object?> z, string? name = null)
    {
        var copy = rows.ToList();
        return Scatter3D(copy.Select(x), copy.Select(y), copy.Select(z), name);
    }

    /// <summary>A line through points in space.</summary>
    public static Chart Line3D<TX, TY, TZ>(IEnumerable<TX> x, IEnumerable<TY> y, IEnumerable<TZ> z, string? name = null) =>
        One(new JsonObject { ["type"] = "scatter3d", ["mode"] = "lines" }, name, ("x", PlotSeries.Of(x)), ("y", PlotSeries.Of(y)), ("z", PlotSeries.Of(z)));

    private static Chart Grid<TZ>(string type, IEnumerable<IEnumerable<TZ>> z) =>
        new([new JsonObject { ["type"] = type, ["z"] = new JsonArray([.. z.Select(static row => PlotSeries.Of(row).ToNode())]) }]);

    private static Chart Labelled<TX, TY>(Chart grid, IEnumerable<TX> x, IEnumerable<TY> y)
    {
        var (along, up) = (PlotSeries.Of(x), PlotSeries.Of(y));
        var rows = (JsonArray)grid.Traces[0]["z"]!;
        var columns = rows.Select(static row => PlotSeries.FromNode(row)?.Count ?? 0).DefaultIfEmpty(0).Max();
        if (up.Count != rows.Count)
            throw new ArgumentException($"z has {rows.Count} rows but y has {up.Count} values; each row needs one.");
        if (along.Count != columns)
            throw new ArgumentException($"z has {columns} columns but x has {along.Count} values; each column needs one.");
        (grid.Traces[0]["x"], grid.Traces[0]["y"]) = (along.ToNode(), up.ToNode());
        return grid;
    }

    private static IEnumerable<double[]> Rows(double[,] matrix)
    {
        for (var row = 0; row < matrix.GetLength(0); row++)
        {
            var values = new double[matrix.GetLength(1)];
            for (var column = 0; column < values.Length; column++)
                values[column] = matrix[row, column];
            yield return values;
        }
    }
}
