using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// A chart on the page that grows while the cell runs, redrawn at most twenty times per second; less often when it is large. With a
/// limit on its points, the oldest go. Safe from several threads.
/// </summary>
/// <example><code>
/// var live = Plot.Line(maxPoints: 500).Live();
/// for (var i = 0; i &lt; 10_000; i++)
///     live.Append(i, Math.Sin(i / 50.0));
/// </code></example>
public sealed class LiveChart : IShownAlready
{
    private const int DefaultMaxPoints = 10_000;
    private const double MaxCharsPerSecond = 2_000_000;

    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Chart _chart;
    private readonly int _maxPoints;
    private readonly List<(Queue<object?> X, Queue<object?> Y)> _points = [];
    private readonly DisplayHandle _handle;
    private readonly PacedUpdates _updates;

    internal LiveChart(Chart chart, TimeProvider time)
    {
        _chart = new Chart(chart.Traces.Select(PlotJson.Clone), PlotJson.Clone(chart.LayoutJson));
        _maxPoints = chart.MaxPoints ?? DefaultMaxPoints;
        foreach (var trace in _chart.Traces)
            _points.Add((ValuesOf(trace["x"]), ValuesOf(trace["y"])));
        _handle = DisplayHandle.Show(_chart.ToMimeBundle());
        _updates = new PacedUpdates(time, ShortestInterval, _handle.Sink, Send);
    }

    /// <summary>Appends a point to each series of the chart: one value of y per series, in their order.</summary>
    /// <exception cref="ArgumentException">There are more values than series.</exception>
    public void Append(object x, params ReadOnlySpan<double> y)
    {
        lock (_gate)
        {
            if (y.Length > _points.Count)
                throw new ArgumentException($"The chart has {_points.Count} series, but {y.Length} values were appended.", nameof(y));
            for (var i = 0; i < y.Length; i++)
                Append(_points[i], x, y[i]);
        }

        _updates.Changed();
    }

    /// <summary>Appends a point to the series of this name.</summary>
    /// <exception cref="ArgumentException">No series has this name.</exception>
    public void AppendTo(string series, object x, double y)
    {
        lock (_gate)
        {
            var index = _chart.Traces.Select(static t => PlotTrace.Text(t, "name")).ToList().IndexOf(series);
            if (index < 0)
                throw new ArgumentException($"The chart has no series named \"{series}\".", nameof(series));
            Append(_points[index], x, y);
        }

        _updates.Changed();
    }

    /// <summary>Removes all points.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            foreach (var (x, y) in _points)
            {
                x.Clear();
                y.Clear();
            }
        }

        _updates.Changed();
    }

    private void Append((Queue<object?> X, Queue<object?> Y) points, object x, double y)
    {
        points.X.Enqueue(x);
        points.Y.Enqueue(y);
        while (points.Y.Count > _maxPoints)
        {
            points.X.TryDequeue(out _);
            points.Y.Dequeue();
        }
    }

    private void Send()
    {
        MimeBundle bundle;
        lock (_gate)
        {
            for (var i = 0; i < _points.Count; i++)
            {
                _chart.Traces[i]["x"] = PlotSeries.Of(_points[i].X).ToNode();
                _chart.Traces[i]["y"] = PlotSeries.Of(_points[i].Y).ToNode();
            }

            bundle = _chart.ToMimeBundle();
        }

        // Each update carries the whole chart: a large one is sent less often, so that its traffic stays the same.
        var chars = bundle[MimeTypes.Plotly]?.Length ?? 0;
        _updates.Interval = TimeSpan.FromSeconds(Math.Max(ShortestInterval.TotalSeconds, chars / MaxCharsPerSecond));
        _handle.Update(bundle);
    }

    private static Queue<object?> ValuesOf(JsonNode? node) => PlotSeries.FromNode(node) is not { } series ? new()
        : series.Numbers is { } numbers ? new(numbers.Select(static n => (object?)n)) : new(series.Texts!);
}
