namespace Notebook.Interactive.Plots;

/// <summary>Says on the axis that its numbers are the seconds of durations.</summary>
internal static class Durations
{
    public static Chart Label(Chart chart, ReadOnlySpan<(string Name, PlotSeries Values)> dimensions)
    {
        foreach (var (name, values) in dimensions)
        {
            if (values.IsDuration && name is ("x" or "y") && PlotTrace.IsOnAxes(chart.Traces[0]))
                chart.WithLayout(name + "axis.title.text", "seconds");
        }

        return chart;
    }
}
