using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <summary>The points of one series of a <see cref="LiveChart"/>: all that it keeps, and those that the page has not got yet. Guarded by its chart.</summary>
/// <param name="keeps">How many points it keeps; the oldest go.</param>
internal sealed class LiveSeries(int keeps)
{
    private readonly Queue<object?> _x = [];
    private readonly Queue<object?> _y = [];
    private int _fresh;
    private (PlotSeries X, PlotSeries Y)? _sent;

    /// <summary>Takes over what a trace has already.</summary>
    public static LiveSeries Of(JsonObject trace, int keeps)
    {
        var series = new LiveSeries(keeps);
        foreach (var (queue, name) in new[] { (series._x, "x"), (series._y, "y") })
            foreach (var value in ValuesOf(trace[name]))
                queue.Enqueue(value);
        return series;
    }

    public void Append(object? x, double y)
    {
        _x.Enqueue(x);
        _y.Enqueue(y);
        _fresh++;
        while (_y.Count > keeps)
        {
            _x.TryDequeue(out _);
            _y.Dequeue();
        }
    }

    public void Clear()
    {
        _x.Clear();
        _y.Clear();
        _sent = null;
    }

    /// <summary>Writes all points into the series' trace.</summary>
    public void WriteTo(JsonObject trace)
    {
        trace["x"] = PlotSeries.Of(_x).ToNode();
        trace["y"] = PlotSeries.Of(_y).ToNode();
    }

    /// <summary>The points since the page was told last.</summary>
    /// <param name="points">Null when there are none.</param>
    /// <returns>False when what is new can't stand beside what the page has: its first points decide what its axes are.</returns>
    public bool TryTakeFresh(out JsonObject? points)
    {
        points = null;
        if (_fresh == 0)
            return true;
        var count = Math.Min(_fresh, _y.Count);
        var (x, y) = (PlotSeries.Of(_x.Skip(_x.Count - count)), PlotSeries.Of(_y.Skip(_y.Count - count)));
        if (_x.Count != _y.Count || _sent is not { } sent || !sent.X.IsLike(x) || !sent.Y.IsLike(y))
            return false;
        _fresh = 0;
        points = new JsonObject { ["x"] = x.ToNode(), ["y"] = y.ToNode() };
        return true;
    }

    /// <summary>The page has been sent everything.</summary>
    public void MarkSent()
    {
        _fresh = 0;
        _sent = _y.Count == 0 ? null : (PlotSeries.Of(_x), PlotSeries.Of(_y));
    }

    private static IEnumerable<object?> ValuesOf(JsonNode? node) => PlotSeries.FromNode(node) is not { } series ? []
        : series.Numbers is { } numbers ? numbers.Select(static n => (object?)n) : series.Texts!;
}
