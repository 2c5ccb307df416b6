using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>What a chart looks like.</content>
public sealed partial class Chart
{
    /// <summary>Sets the title over the chart.</summary>
    public Chart Title(string text) => WithLayout("title.text", text);

    /// <summary>Sets the title of the x axis and, when given, its range.</summary>
    /// <param name="title">What the axis shows; null leaves it as it is.</param>
    /// <param name="from">Where the axis starts: a number, a date or a text; set together with <paramref name="to"/>.</param>
    /// <param name="to">Where the axis ends.</param>
    public Chart XAxis(string? title = null, object? from = null, object? to = null) => Axis("xaxis", title, from, to);

    /// <summary>Sets the title of the y axis and, when given, its range.</summary>
    /// <param name="title">What the axis shows; null leaves it as it is.</param>
    /// <param name="from">Where the axis starts; set together with <paramref name="to"/>.</param>
    /// <param name="to">Where the axis ends.</param>
    public Chart YAxis(string? title = null, object? from = null, object? to = null) => Axis("yaxis", title, from, to);

    /// <summary>Makes the x axis logarithmic.</summary>
    public Chart LogX() => WithLayout("xaxis.type", "log");

    /// <summary>Makes the y axis logarithmic.</summary>
    public Chart LogY() => WithLayout("yaxis.type", "log");

    /// <summary>Adds the series of another chart to this one. Title and axes stay this chart's; what it does not say, such as the title of an axis, is taken over.</summary>
    public Chart Add(Chart other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _traces.AddRange(other._traces.Select(PlotJson.Clone));
        MergeMissing(_layout, other._layout);
        return this;
    }

    /// <summary>Sets the size in pixels; without, the chart is as wide as the page.</summary>
    public Chart Size(int? width = null, int? height = null)
    {
        if (width is not null)
            WithLayout("width", width);
        return height is not null ? WithLayout("height", height) : this;
    }

    /// <summary>Shows or hides the legend.</summary>
    public Chart Legend(bool show = true) => WithLayout("showlegend", show);

    /// <summary>Sets from where to where the x axis reaches: numbers, dates or texts.</summary>
    public Chart XRange(object from, object to) => Axis("xaxis", null, from, to);

    /// <summary>Sets from where to where the y axis reaches.</summary>
    public Chart YRange(object from, object to) => Axis("yaxis", null, from, to);

    /// <summary>Sets from where to where both axes reach.</summary>
    /// <example><code>chart.Range(x: (0, 10), y: (-1, 1))</code></example>
    public Chart Range((object From, object To)? x = null, (object From, object To)? y = null)
    {
        if (x is { } along)
            XRange(along.From, along.To);
        return y is { } up ? YRange(up.From, up.To) : this;
    }

    /// <summary>Puts the series added last on a second y axis, at the right.</summary>
    /// <param name="title">What that axis shows.</param>
    /// <example><code>Plot.Line(day, level, "m").Add(Plot.Bar(day, rain, "mm")).OnRight("rain, mm")</code></example>
    public Chart OnRight(string? title = null)
    {
        Last()["yaxis"] = "y2";
        WithLayout("yaxis2.overlaying", "y").WithLayout("yaxis2.side", "right").WithLayout("yaxis2.showgrid", false);
        return title is null ? this : WithLayout("yaxis2.title.text", title);
    }

    /// <summary>Stacks bars, histograms and areas on each other.</summary>
    public Chart Stack()
    {
        foreach (var trace in _traces.Where(static t => PlotTrace.Text(t, "fill") is not null))
        {
            trace["stackgroup"] = "stack";
            trace.Remove("fill");
        }

        return BarMode("stack");
    }

    /// <summary>Puts bars, boxes and violins of one x side by side.</summary>
    public Chart Group()
    {
        foreach (var kind in new[] { "box", "violin" })
        {
            if (_traces.Exists(t => PlotTrace.TypeOf(t) == kind))
                WithLayout(kind + "mode", "group");
        }

        return BarMode("group");
    }

    /// <summary>Draws bars and histograms over each other, half transparent.</summary>
    public Chart Overlay()
    {
        foreach (var trace in _traces)
            trace["opacity"] ??= 0.6;
        return BarMode("overlay");
    }

    /// <summary>Sets the colour of the series added last, as CSS writes it: <c>"crimson"</c>, <c>"#2563eb"</c>.</summary>
    public Chart Color(string color)
    {
        var trace = Last();
        if (PlotTrace.IsLine(trace))
            PlotJson.Set(trace, "line.color", color);
        if (!PlotTrace.IsLine(trace) || PlotTrace.Text(trace, "mode")?.Contains("markers", StringComparison.Ordinal) == true)
            PlotJson.Set(trace, "marker.color", color);
        return this;
    }

    /// <summary>Sets any property of the series added last, by its path in Plotly's reference.</summary>
    /// <example><code>
    /// Plot.Scatter(x, y).With("marker.size", 4).With("marker.symbol", "square")
    /// </code></example>
    public Chart With(string path, object? value)
    {
        PlotJson.Set(Last(), path, PlotJson.NodeOf(value));
        return this;
    }

    /// <summary>Sets any property of the layout, by its path in Plotly's reference.</summary>
    /// <example><code>
    /// chart.WithLayout("xaxis.tickformat", "%H:%M")
    /// </code></example>
    public Chart WithLayout(string path, object? value)
    {
        PlotJson.Set(_layout, path, PlotJson.NodeOf(value));
        return this;
    }

    private Chart Axis(string axis, string? title, object? from, object? to)
    {
        if (title is not null)
            WithLayout(axis + ".title.text", title);
        return from is not null && to is not null ? WithLayout(axis + ".range", new[] { from, to }) : this;
    }

    private JsonObject Last() => _traces.Count > 0 ? _traces[^1] : throw new InvalidOperationException("The chart has no series yet; add one first.");

    private Chart BarMode(string mode) => _traces.Exists(static t => PlotTrace.TypeOf(t) is "bar" or "histogram" or "waterfall" or "funnel") ? WithLayout("barmode", mode) : this;

    private static void MergeMissing(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (!target.ContainsKey(name))
                target[name] = PlotJson.Clone(value);
            else if (target[name] is JsonObject inner && value is JsonObject more)
                MergeMissing(inner, more);
            else if (name is "annotations" or "shapes" && target[name] is JsonArray items && value is JsonArray others)
            {
                foreach (var item in others)
                    items.Add(PlotJson.Clone(item));
            }
        }
    }
}
