using Notebook.Interactive.Plots;
using Plotly.Blazor;

namespace Notebook.Interactive;

/// <summary>
/// Plotly.Blazor's typed model on charts. Extensions, because the compiler reads every overload of an instance method: a cell that only
/// calls <see cref="Chart.Add"/> would need a reference to Plotly.Blazor.
/// </summary>
public static class TypedChartExtensions
{
    /// <summary>Adds a typed trace of Plotly.Blazor.</summary>
    public static Chart Add(this Chart chart, ITrace trace)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return chart.Add(new Chart([TypedPlots.TraceOf(trace)]));
    }

    /// <summary>Takes over what a typed layout of Plotly.Blazor sets.</summary>
    public static Chart Layout(this Chart chart, Layout layout)
    {
        ArgumentNullException.ThrowIfNull(chart);
        PlotJson.Merge(chart.LayoutJson, TypedPlots.LayoutOf(layout));
        return chart;
    }
}
