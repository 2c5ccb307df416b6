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
public sealed partial class Chart : IDisplayable
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

    internal JsonArray? Frames { get; set; }

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
        var json = Write(_traces);
        if (json.Length <= MaxChars)
            return MimeBundle.Of(MimeTypes.Plotly, json, SummaryWith(null));

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
            ? MimeBundle.Of(MimeTypes.Plotly, json, SummaryWith(string.Create(CultureInfo.InvariantCulture, $"drawn with {shown:N0} of {points:N0} points, because one output cannot carry them all")))
            : MimeBundle.Text(SummaryWith("not drawn: it is larger than one output can carry"));
    }

    /// <summary>The chart in words.</summary>
    internal string Summary => SummaryWith(null);

    private string SummaryWith(string? note) =>
        ChartSummary.Of(_traces, _layout["title"] is JsonObject text ? PlotTrace.Text(text, "text") : PlotTrace.Text(_layout, "title"), note);

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
            if (Frames is not null)
            {
                json.WritePropertyName("frames");
                PlotJson.RemoveRemoteAddresses(Frames);
                Frames.WriteTo(json, PlotJson.Options);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
