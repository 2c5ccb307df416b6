using System.Globalization;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Series made of rows: one, or one for each group of rows.</summary>
internal static class RowSeries
{
    private const int MaxGroups = 100;

    /// <param name="kind">A new trace.</param>
    /// <param name="rows">Read once: they may be a query, and queries cost.</param>
    /// <param name="x">What goes along.</param>
    /// <param name="y">What goes up.</param>
    /// <param name="name">The name of the series, or null; groups have their own.</param>
    /// <param name="color">What tells the groups apart; null for one series.</param>
    /// <param name="size">What the area of a marker stands for.</param>
    /// <param name="shades">Whether numbers of <paramref name="color"/> are shades of a scale instead of groups.</param>
    public static Chart Of<T>(
        Func<JsonObject> kind, IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> y, string? name,
        Func<T, object?>? color = null, Func<T, object?>? size = null, bool shades = false)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var copy = rows.ToList();
        var largest = size is null ? null : PlotSeries.Of(copy.Select(size)).Numbers?.Where(double.IsFinite).DefaultIfEmpty(1).Max();
        if (color is null || copy.Count == 0)
            return Series(copy, name);

        if (shades && PlotSeries.Of(copy.Select(color)) is { Numbers: not null } scale)
        {
            var chart = Series(copy, name);
            PlotJson.Set(chart.Traces[0], "marker.color", scale.ToNode());
            PlotJson.Set(chart.Traces[0], "marker.showscale", true);
            return chart;
        }

        var groups = Groups(copy, color);
        var all = Series(groups[0].Rows, groups[0].Name);
        foreach (var (group, members) in groups.Skip(1))
            all.Add(Series(members, group));
        return all;

        Chart Series(IReadOnlyList<T> members, string? series)
        {
            var chart = Plot.One(kind(), series, ("x", PlotSeries.Of(members.Select(x))), ("y", PlotSeries.Of(members.Select(y))));
            if (size is not null)
                Plot.Bubbles(chart.Traces[0], PlotSeries.Of(members.Select(size)), largest);
            return chart;
        }
    }

    /// <summary>The groups in the order in which they first occur, and what they are called.</summary>
    /// <exception cref="ArgumentException">There are more than a legend can name.</exception>
    public static List<(string Name, List<T> Rows)> Groups<T>(IReadOnlyList<T> rows, Func<T, object?> by)
    {
        var names = PlotSeries.Of(rows.Select(by)).AsTexts();
        var groups = new OrderedDictionary<string, List<T>>(StringComparer.Ordinal);
        for (var i = 0; i < rows.Count; i++)
        {
            if (!groups.TryGetValue(names[i], out var group))
                groups.Add(names[i], group = []);
            group.Add(rows[i]);
        }

        return groups.Count <= MaxGroups ? [.. groups.Select(static g => (g.Key, g.Value))] : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
            $"color has {groups.Count:N0} different values, and each would be a series; a chart takes at most {MaxGroups}. Group the rows into fewer first."));
    }
}
