using System.Text.Json.Nodes;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Plots;

/// <summary>Charts of the libraries that notebooks written for .NET Interactive bring along.</summary>
public sealed class ForeignPlotTests
{
    [Fact]
    public void PlotlyNetChart_IsAChartInThePagesOwnLook()
    {
        var trace = new Plotly.NET.Trace("scatter");
        trace.SetProperty("x", new[] { 1.0, 2, 3 });
        trace.SetProperty("y", new[] { 3.0, 5, 4 });
        trace.SetProperty("name", "Hello");

        var bundle = ValueFormatter.Format(Plotly.NET.GenericChart.ofTraceObject(true, trace));

        var figure = JsonNode.Parse(bundle[MimeTypes.Plotly]!)!;
        Assert.Equal("""{"type":"scatter","x":[1,2,3],"y":[3,5,4],"name":"Hello"}""", figure["data"]![0]!.ToJsonString().Replace(".0", "", StringComparison.Ordinal));
        Assert.Null(figure["layout"]!["template"]);
        Assert.Null(figure["layout"]!["width"]);
        Assert.Equal("Line chart: Hello: 3 points, x from 1 to 3, y from 3 to 5, highest at 2", bundle.PlainText);
    }

    [Fact]
    public void PlotlyNetChart_CombinedAndWithALayoutOfItsOwn_KeepsBoth()
    {
        var trace = new Plotly.NET.Trace("bar");
        trace.SetProperty("y", new[] { 1, 2 });
        var layout = new Plotly.NET.Layout();
        layout.SetProperty("width", 321);
        var one = Plotly.NET.GenericChart.ofTraceObject(true, trace);

        var bundle = ValueFormatter.Format(Plotly.NET.GenericChart.addLayout(layout, Plotly.NET.GenericChart.combine([one, one])));

        var figure = JsonNode.Parse(bundle[MimeTypes.Plotly]!)!;
        Assert.Equal(2, figure["data"]!.AsArray().Count);
        Assert.Equal(321, (int?)figure["layout"]!["width"]);
    }

    [Fact]
    public void XPlotChart_IsAChart()
    {
        var chart = XPlot.Plotly.Chart.Plot(new XPlot.Plotly.Scatter { x = new[] { 1, 2, 3 }, y = new[] { 3, 4, 5 }, name = "a" });
        chart.WithTitle("Levels; and \"more\"");
        chart.WithWidth(400);

        var bundle = ValueFormatter.Format(chart);

        var figure = JsonNode.Parse(bundle[MimeTypes.Plotly]!)!;
        Assert.Equal("[3,4,5]", figure["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal(400, (int?)figure["layout"]!["width"]);
        Assert.StartsWith("Line chart \"Levels; and \"more\"\": a: 3 points", bundle.PlainText, StringComparison.Ordinal);
    }
}
