using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts of prices and of what happens when.</content>
public static partial class Plot
{
    /// <summary>Opening, highest, lowest and closing prices per interval.</summary>
    public static Chart Candlestick<TX, TPrice>(IEnumerable<TX> x, IEnumerable<TPrice> open, IEnumerable<TPrice> high, IEnumerable<TPrice> low, IEnumerable<TPrice> close, string? name = null) =>
        Prices("candlestick", x, open, high, low, close, name);

    /// <summary>Opening, highest, lowest and closing prices, an interval for each row.</summary>
    /// <example><code>Plot.Candlestick(days, d =&gt; d.Date, d =&gt; d.Open, d =&gt; d.High, d =&gt; d.Low, d =&gt; d.Close)</code></example>
    public static Chart Candlestick<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> open, Func<T, object?> high, Func<T, object?> low, Func<T, object?> close, string? name = null)
    {
        var copy = rows.ToList();
        return Candlestick(copy.Select(x), copy.Select(open), copy.Select(high), copy.Select(low), copy.Select(close), name);
    }

    /// <summary>Opening, highest, lowest and closing prices per interval, as lines with ticks.</summary>
    public static Chart Ohlc<TX, TPrice>(IEnumerable<TX> x, IEnumerable<TPrice> open, IEnumerable<TPrice> high, IEnumerable<TPrice> low, IEnumerable<TPrice> close, string? name = null) =>
        Prices("ohlc", x, open, high, low, close, name);

    /// <summary>Opening, highest, lowest and closing prices, an interval for each row, as lines with ticks.</summary>
    public static Chart Ohlc<T>(IEnumerable<T> rows, Func<T, object?> x, Func<T, object?> open, Func<T, object?> high, Func<T, object?> low, Func<T, object?> close, string? name = null)
    {
        var copy = rows.ToList();
        return Ohlc(copy.Select(x), copy.Select(open), copy.Select(high), copy.Select(low), copy.Select(close), name);
    }

    /// <summary>What lasts from when to when: a bar for each task (a Gantt chart), the first at the top.</summary>
    /// <exception cref="ArgumentException">A task ends before it starts, or there are not as many starts or ends as tasks.</exception>
    /// <example><code>Plot.Timeline(["design", "build"], [monday, tuesday], [wednesday, friday])</code></example>
    public static Chart Timeline<TTask>(IEnumerable<TTask> tasks, IEnumerable<DateTime> start, IEnumerable<DateTime> end, string? name = null)
    {
        var (names, starts, ends) = (PlotSeries.Of(tasks), start.ToList(), end.ToList());
        if (names.Count != starts.Count)
            throw Unequal("tasks", names.Count, "start", starts.Count);
        if (names.Count != ends.Count)
            throw Unequal("tasks", names.Count, "end", ends.Count);
        for (var i = 0; i < starts.Count; i++)
        {
            if (ends[i] < starts[i])
                throw new ArgumentException($"\"{names.AsTexts()[i]}\" ends before it starts.", nameof(end));
        }

        // Plotly measures the length of a bar on a time axis in milliseconds.
        var trace = new JsonObject
        {
            ["type"] = "bar",
            ["orientation"] = "h",
            ["base"] = PlotSeries.Of(starts).ToNode(),
            ["hovertemplate"] = "%{y}: %{base} – %{x}",
        };
        return One(trace, name, ("x", PlotSeries.Of(starts.Zip(ends, static (s, e) => (e - s).TotalMilliseconds))), ("y", names))
            .WithLayout("xaxis.type", "date").WithLayout("yaxis.autorange", "reversed").WithLayout("barmode", "overlay");
    }

    /// <summary>A bar for each row, from when to when.</summary>
    /// <example><code>Plot.Timeline(jobs, j =&gt; j.Machine, j =&gt; j.Started, j =&gt; j.Ended, color: j =&gt; j.Kind)</code></example>
    public static Chart Timeline<T>(IEnumerable<T> rows, Func<T, object?> task, Func<T, DateTime> start, Func<T, DateTime> end, Func<T, object?>? color = null)
    {
        var copy = rows.ToList();
        if (color is null)
            return Timeline(copy.Select(task), copy.Select(start), copy.Select(end));
        var groups = RowSeries.Groups(copy, color);
        var chart = Timeline(groups[0].Rows.Select(task), groups[0].Rows.Select(start), groups[0].Rows.Select(end), groups[0].Name);
        foreach (var (name, group) in groups.Skip(1))
            chart.Add(Timeline(group.Select(task), group.Select(start), group.Select(end), name));
        return chart;
    }

    private static Chart Prices<TX, TPrice>(
        string type, IEnumerable<TX> x, IEnumerable<TPrice> open, IEnumerable<TPrice> high, IEnumerable<TPrice> low, IEnumerable<TPrice> close, string? name) =>
        One(type, name, ("x", PlotSeries.Of(x)), ("open", PlotSeries.Of(open)), ("high", PlotSeries.Of(high)), ("low", PlotSeries.Of(low)), ("close", PlotSeries.Of(close)))
            .WithLayout("xaxis.rangeslider.visible", false);
}
