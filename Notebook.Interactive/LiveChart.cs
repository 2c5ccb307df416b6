using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// A chart on the page that grows while the cell runs: at most twenty times per second the page gets the points that are new. With a
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
    private readonly List<LiveSeries> _series;
    private readonly int _keeps;
    private readonly bool _isLarge;
    private readonly DisplayHandle _handle;
    private readonly PacedUpdates _updates;
    private bool _isCleared;

    internal LiveChart(Chart chart, TimeProvider time)
    {
        _chart = new Chart(chart.Traces.Select(PlotJson.Clone), PlotJson.Clone(chart.LayoutJson));
        _keeps = chart.MaxPoints ?? DefaultMaxPoints;
        _series = [.. _chart.Traces.Select(trace => LiveSeries.Of(trace, _keeps))];
        _isLarge = (long)_keeps * _series.Count > ChartPoints.MaxKept || _series.Count > ChartPoints.MaxSeries;
        _handle = DisplayHandle.Show(_chart.ToMimeBundle());
        _series.ForEach(static series => series.MarkSent());
        _updates = new PacedUpdates(time, ShortestInterval, _handle.Sink, Send);
    }

    /// <summary>Appends a point to each series of the chart: one value of y per series, in their order.</summary>
    /// <exception cref="ArgumentException">There are more values than series.</exception>
    public void Append(object x, params ReadOnlySpan<double> y)
    {
        lock (_gate)
        {
            if (y.Length > _series.Count)
                throw new ArgumentException($"The chart has {_series.Count} series, but {y.Length} values were appended.", nameof(y));
            for (var i = 0; i < y.Length; i++)
                _series[i].Append(x, y[i]);
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
            _series[index].Append(x, y);
        }

        _updates.Changed();
    }

    /// <summary>Removes all points.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _series.ForEach(static series => series.Clear());
            _isCleared = true;
        }

        _updates.Changed();
    }

    private void Send()
    {
        MimeBundle bundle;
        lock (_gate)
        {
            for (var i = 0; i < _series.Count; i++)
                _series[i].WriteTo(_chart.Traces[i]);
            if (TakeFresh() is { } points)
            {
                // Under the lock: what is appended next must come after it.
                _handle.Extend(points);
                return;
            }

            bundle = _chart.ToMimeBundle();
            _series.ForEach(static series => series.MarkSent());
            _isCleared = false;
            _handle.Update(bundle);
        }

        // The whole chart again: a large one is sent less often, so that its traffic stays the same.
        var chars = bundle[MimeTypes.Plotly]?.Length ?? 0;
        _updates.Interval = TimeSpan.FromSeconds(Math.Max(ShortestInterval.TotalSeconds, _isLarge ? chars / MaxCharsPerSecond : 0));
    }

    /// <returns>Null when the whole chart has to be sent.</returns>
    private ChartPoints? TakeFresh()
    {
        if (_isLarge || _isCleared)
            return null;
        var entries = new JsonArray();
        foreach (var series in _series)
        {
            if (!series.TryTakeFresh(out var points))
                return null;
            entries.Add(points);
        }

        var json = entries.ToJsonString(PlotJson.Options);
        return json.Length > ChartPoints.MaxSeriesChars ? null : new ChartPoints { Series = json, Keeps = _keeps, Summary = _chart.Summary };
    }
}
