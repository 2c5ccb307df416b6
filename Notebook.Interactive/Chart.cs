using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Interactive.Formatting;
using Notebook.Interactive.Plots;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// A chart: shown when it is a cell's last expression, or with <c>.Display()</c>. Every method changes this chart and returns it, so that
/// calls can be chained. Colours and fonts follow the page unless set.
/// </summary>
/// <example><code>
/// Plot.Line(time, level, name: "Tank 1")
///     .Add(Plot.Scatter(time, samples, name: "Samples"))
///     .Title("Level").XAxis("Time").YAxis("m")
/// </code></example>
public sealed class Chart : IDisplayable
{
    // Leaves room in the bundle for the summary, and in the frame for what its own encoding adds.
    private const int MaxChars = 5_000_000;

    private readonly List<JsonObject> _traces;
    private readonly JsonObject _layout;

    internal Chart(IEnumerable<JsonObject> traces, JsonObject? layout = null, int? maxPoints = null) =>
        (_traces, _layout, MaxPoints) = ([.. traces], layout ?? [], maxPoints);

    internal IReadOnlyList<JsonObject> Traces => _traces;

    internal JsonObject LayoutJson => _layout;

    internal int? MaxPoints { get; }

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

    /// <summary>Adds the series of another chart to this one. Title and axes stay this chart's.</summary>
    public Chart Add(Chart other)
    {
        ArgumentNullException.ThrowIfNull(other);
        _traces.AddRange(other._traces.Select(PlotJson.Clone));
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

    /// <summary>Stacks bars, histograms and areas on each other.</summary>
    public Chart Stack()
    {
        foreach (var trace in _traces.Where(static t => PlotTrace.Text(t, "fill") is not null))
        {
            trace["stackgroup"] = "stack";
            trace.Remove("fill");
        }

        return WithLayout("barmode", "stack");
    }

    /// <summary>Puts bars, boxes and violins of one x side by side.</summary>
    public Chart Group() => WithLayout("barmode", "group").WithLayout("boxmode", "group").WithLayout("violinmode", "group");

    /// <summary>Draws bars and histograms over each other, half transparent.</summary>
    public Chart Overlay()
    {
        foreach (var trace in _traces)
            trace["opacity"] ??= 0.6;
        return WithLayout("barmode", "overlay");
    }

    /// <summary>Sets the colour of the series added last, as CSS writes it: <c>"crimson"</c>, <c>"#2563eb"</c>.</summary>
    public Chart Color(string color)
    {
        var trace = Last();
        if (PlotTrace.IsLine(trace))
            PlotJson.Set(trace, "line.color", color);
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

    /// <summary>Arranges this chart and others in rows of <paramref name="columns"/>, each with axes of its own, as one new chart.</summary>
    public Chart Subplots(int columns, params IEnumerable<Chart> others) => Plots.Subplots.Arrange(columns, [this, .. others]);

    /// <summary>Shows the chart now and returns a handle that appends points to it while the cell runs.</summary>
    /// <example><code>
    /// var live = Plot.Line(maxPoints: 500).Title("Residual").Live();
    /// for (var i = 0; i &lt; 1_000; i++)
    ///     live.Append(i, Step());
    /// </code></example>
    public LiveChart Live() => new(this, TimeProvider.System);

    /// <summary>The chart as <c>application/vnd.plotly.v1+json</c> (<c>data</c> and <c>layout</c>), and in words.</summary>
    public MimeBundle ToMimeBundle()
    {
        var title = _layout["title"] is JsonObject text ? PlotTrace.Text(text, "text") : PlotTrace.Text(_layout, "title");
        var summary = (string? note) => ChartSummary.Of(_traces, title, note);
        var json = Write(_traces);
        if (json.Length <= MaxChars)
            return MimeBundle.Of(MimeTypes.Plotly, json, summary(null));

        var points = _traces.Sum(SizeOf);
        List<JsonObject> thinned = [.. _traces.Select(PlotJson.Clone)];
        // Two rounds: how long a number is as text differs between the points that stay and those that go.
        for (var round = 0; round < 2 && json.Length > MaxChars; round++)
        {
            var share = 0.95 * MaxChars / json.Length;
            foreach (var trace in thinned)
                Decimation.Thin(trace, Math.Max(3, (int)(SizeOf(trace) * share)));
            json = Write(thinned);
        }

        var shown = thinned.Sum(SizeOf);
        return json.Length <= MaxChars
            ? MimeBundle.Of(MimeTypes.Plotly, json, summary(string.Create(CultureInfo.InvariantCulture, $"drawn with {shown:N0} of {points:N0} points, because one output cannot carry them all")))
            : MimeBundle.Text(summary("not drawn: it is larger than one output can carry"));
    }

    private static long SizeOf(JsonObject trace) =>
        PlotTrace.MatrixOf(trace) is { } matrix ? matrix.Sum(static r => (long)(PlotSeries.FromNode(r)?.Count ?? 0)) : PlotTrace.PointCount(trace);

    private string Write(IEnumerable<JsonObject> traces)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, TableJson.WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            foreach (var trace in traces)
            {
                PlotJson.RemoveRemoteAddresses(trace);
                trace.WriteTo(json, PlotJson.Options);
            }

            json.WriteEndArray();
            json.WritePropertyName("layout");
            PlotJson.RemoveRemoteAddresses(_layout);
            _layout.WriteTo(json, PlotJson.Options);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private Chart Axis(string axis, string? title, object? from, object? to)
    {
        if (title is not null)
            WithLayout(axis + ".title.text", title);
        return from is not null && to is not null ? WithLayout(axis + ".range", new[] { from, to }) : this;
    }

    private JsonObject Last() => _traces.Count > 0 ? _traces[^1] : throw new InvalidOperationException("The chart has no series yet; add one first.");
}
