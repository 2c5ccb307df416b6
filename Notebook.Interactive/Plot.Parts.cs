using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts of how a whole is made up, and of what flows where.</content>
public static partial class Plot
{
    private const double Hole = 0.55;

    /// <summary>Parts of a whole.</summary>
    /// <example><code>Plot.Pie(["rent", "food", "rest"], [800, 400, 300])</code></example>
    public static Chart Pie<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values) =>
        One("pie", null, ("labels", PlotSeries.Of(labels)), ("values", PlotSeries.Of(values)));

    /// <summary>A part of the whole for each row.</summary>
    public static Chart Pie<T>(IEnumerable<T> rows, Func<T, object?> label, Func<T, object?> value)
    {
        var copy = rows.ToList();
        return Pie(copy.Select(label), copy.Select(value));
    }

    /// <summary>Parts of a whole, as a ring.</summary>
    /// <example><code>Plot.Donut(["rent", "food", "rest"], [800, 400, 300])</code></example>
    public static Chart Donut<TLabel, TValue>(IEnumerable<TLabel> labels, IEnumerable<TValue> values) => Pie(labels, values).With("hole", Hole);

    /// <summary>A part of the ring for each row.</summary>
    public static Chart Donut<T>(IEnumerable<T> rows, Func<T, object?> label, Func<T, object?> value) => Pie(rows, label, value).With("hole", Hole);

    /// <summary>Parts within parts, as boxes. A part whose parent is <c>""</c> or null is a root.</summary>
    /// <param name="labels">The parts; each a different text.</param>
    /// <param name="parents">For each part, the label of the part that it belongs to.</param>
    /// <param name="values">For each part, how much it is on its own; what its parts are is added.</param>
    /// <example><code>Plot.Treemap(["all", "rent", "food"], ["", "all", "all"], [0, 800, 400])</code></example>
    public static Chart Treemap<TLabel, TParent, TValue>(IEnumerable<TLabel> labels, IEnumerable<TParent> parents, IEnumerable<TValue> values) => Nested("treemap", labels, parents, values);

    /// <summary>Parts within parts, a part for each row, as boxes.</summary>
    public static Chart Treemap<T>(IEnumerable<T> rows, Func<T, object?> label, Func<T, object?> parent, Func<T, object?> value) => Nested("treemap", rows, label, parent, value);

    /// <summary>Parts within parts, as rings. A part whose parent is <c>""</c> or null is a root.</summary>
    /// <inheritdoc cref="Treemap{TLabel, TParent, TValue}"/>
    public static Chart Sunburst<TLabel, TParent, TValue>(IEnumerable<TLabel> labels, IEnumerable<TParent> parents, IEnumerable<TValue> values) => Nested("sunburst", labels, parents, values);

    /// <summary>Parts within parts, a part for each row, as rings.</summary>
    public static Chart Sunburst<T>(IEnumerable<T> rows, Func<T, object?> label, Func<T, object?> parent, Func<T, object?> value) => Nested("sunburst", rows, label, parent, value);

    /// <summary>How much flows from where to where: the places of <paramref name="from"/> and <paramref name="to"/> are joined by bands.</summary>
    /// <example><code>Plot.Sankey(["coal", "gas"], ["power", "power"], [3, 2])</code></example>
    public static Chart Sankey<TFrom, TTo, TValue>(IEnumerable<TFrom> from, IEnumerable<TTo> to, IEnumerable<TValue> values)
    {
        var (sources, targets, amounts) = (PlotSeries.Of(from).AsTexts(), PlotSeries.Of(to).AsTexts(), PlotSeries.Of(values));
        if (sources.Count != targets.Count)
            throw Unequal("from", sources.Count, "to", targets.Count);
        if (sources.Count != amounts.Count)
            throw Unequal("from", sources.Count, "values", amounts.Count);
        var nodes = sources.Concat(targets).Distinct(StringComparer.Ordinal).ToList();
        var places = nodes.Select(static (name, index) => (name, index)).ToDictionary(static n => n.name, static n => n.index, StringComparer.Ordinal);
        return new Chart([new JsonObject
        {
            ["type"] = "sankey",
            ["node"] = new JsonObject { ["label"] = PlotSeries.Of(nodes).ToNode() },
            ["link"] = new JsonObject
            {
                ["source"] = PlotSeries.Of(sources.Select(s => places[s])).ToNode(),
                ["target"] = PlotSeries.Of(targets.Select(t => places[t])).ToNode(),
                ["value"] = amounts.ToNode(),
            },
        }]);
    }

    /// <summary>A band for each row, from where to where.</summary>
    public static Chart Sankey<T>(IEnumerable<T> rows, Func<T, object?> from, Func<T, object?> to, Func<T, object?> value)
    {
        var copy = rows.ToList();
        return Sankey(copy.Select(from), copy.Select(to), copy.Select(value));
    }

    /// <summary>How many are left after each step.</summary>
    /// <example><code>Plot.Funnel(["visits", "carts", "orders"], [900, 200, 80])</code></example>
    public static Chart Funnel<TLabel, TValue>(IEnumerable<TLabel> steps, IEnumerable<TValue> values, string? name = null) =>
        One("funnel", name, ("x", PlotSeries.Of(values)), ("y", PlotSeries.Of(steps)));

    /// <summary>What adds to a sum and what takes from it, step by step.</summary>
    /// <example><code>Plot.Waterfall(["sales", "costs", "tax"], [90, -50, -12])</code></example>
    public static Chart Waterfall<TLabel, TValue>(IEnumerable<TLabel> steps, IEnumerable<TValue> changes, string? name = null) =>
        One("waterfall", name, ("x", PlotSeries.Of(steps)), ("y", PlotSeries.Of(changes)));

    /// <summary>One number on a scale.</summary>
    /// <example><code>Plot.Gauge(72, max: 100).Title("Disk, %")</code></example>
    public static Chart Gauge(double value, double min = 0, double max = 100) => new([new JsonObject
    {
        ["type"] = "indicator",
        ["mode"] = "gauge+number",
        ["value"] = PlotJson.NodeOf(value),
        ["gauge"] = new JsonObject { ["axis"] = new JsonObject { ["range"] = PlotJson.NodeOf(new[] { min, max }) } },
    }]);

    private static Chart Nested<T>(string type, IEnumerable<T> rows, Func<T, object?> label, Func<T, object?> parent, Func<T, object?> value)
    {
        var copy = rows.ToList();
        return Nested(type, copy.Select(label), copy.Select(parent), copy.Select(value));
    }

    private static Chart Nested<TLabel, TParent, TValue>(string type, IEnumerable<TLabel> labels, IEnumerable<TParent> parents, IEnumerable<TValue> values)
    {
        var (names, owners) = (PlotSeries.Of(labels).AsTexts(), PlotSeries.Of(parents).AsTexts());
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!known.Add(name))
                throw new ArgumentException($"Two parts are called \"{name}\"; each part needs a label of its own.", nameof(labels));
        }

        return owners.FirstOrDefault(o => o.Length > 0 && !known.Contains(o)) is { } missing
            ? throw new ArgumentException($"A part belongs to \"{missing}\", but no part is called that.", nameof(parents))
            : One(type, null, ("labels", PlotSeries.Of(names)), ("parents", PlotSeries.Of(owners)), ("values", PlotSeries.Of(values)));
    }
}
