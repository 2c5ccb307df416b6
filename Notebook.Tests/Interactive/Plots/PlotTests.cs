using System.Text.Json.Nodes;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;
using Plotly.Blazor;
using Plotly.Blazor.Traces;
using Plotly.Blazor.Traces.ScatterLib;

namespace Notebook.Tests.Interactive.Plots;

public sealed class PlotTests
{
    [Fact]
    public void Line_OfNumbers_IsOneTraceWithItsPoints()
    {
        var bundle = Plot.Line([1, 2, 3], [2.5, double.NaN, 4], name: "a").Title("Residual").XAxis("n").YAxis("norm", 0, 5).LogX().ToMimeBundle();

        Assert.Equal(
            """
            {"data":[{"type":"scatter","mode":"lines","name":"a","x":[1,2,3],"y":[2.5,null,4]}],
            "layout":{"title":{"text":"Residual"},"xaxis":{"title":{"text":"n"},"type":"log"},"yaxis":{"title":{"text":"norm"},"range":[0,5]}}}
            """.ReplaceLineEndings(""), bundle[MimeTypes.Plotly]);
        Assert.Equal("Line chart \"Residual\": a: 3 points, x from 1 to 3, y from 2.5 to 4, highest at 3", bundle.PlainText);
    }

    [Fact]
    public void Line_OfRows_TakesWhatTheSelectorsSay()
    {
        var rows = new[] { new { Time = new DateTime(2026, 1, 2), Level = 1.5m }, new { Time = new DateTime(2026, 1, 2, 3, 4, 5), Level = 2m } };

        var bundle = Plot.Line(rows, x: r => r.Time, y: r => r.Level).ToMimeBundle();

        Assert.Equal("""["2026-01-02","2026-01-02 03:04:05"]""", Data(bundle)[0]!["x"]!.ToJsonString());
        Assert.Equal("[1.5,2]", Data(bundle)[0]!["y"]!.ToJsonString());
        Assert.Equal("Line chart: 2 points, x from 2026-01-02 to 2026-01-02 03:04:05, y from 1.5 to 2, highest at 2026-01-02 03:04:05", bundle.PlainText);
    }

    [Fact]
    public void Line_WithUnequalLengths_IsRefusedInPlainWords() =>
        Assert.Equal("x has 2 values but y has 3; they belong together, so they must be equally many.", Assert.Throws<ArgumentException>(static () => Plot.Line([1, 2], [1, 2, 3])).Message);

    [Fact]
    public void PublishResult_OfAChart_ShowsIt()
    {
        var shown = Assert.IsType<DisplayValue>(Assert.Single(RecordingSink.Record(static () => KernelOutputs.PublishResult(Plot.Bar(["a", "b"], [1, 2])))));

        Assert.Equal("""{"data":[{"type":"bar","x":["a","b"],"y":[1,2]}],"layout":{}}""", shown.Data[MimeTypes.Plotly]);
        Assert.Equal("Bar chart: 2 bars, x a, b, y from 1 to 2, highest at b", shown.Data.PlainText);
    }

    [Fact]
    public void Add_OfAnotherChart_KeepsBothAsTheyAre()
    {
        var scatter = Plot.Scatter([1], [2], "points");
        var both = Plot.Line([1, 2], [3, 4], "line").Add(scatter).Add(scatter);

        Assert.Equal(3, Data(both.ToMimeBundle()).Count);
        Assert.Single(Data(scatter.ToMimeBundle()));
        Assert.Equal("""
            Chart: 3 series
              line: 2 points, x from 1 to 2, y from 3 to 4, highest at 2
              points: 1 point, x 1, y 2
              points: 1 point, x 1, y 2
            """.ReplaceLineEndings("\n"), both.ToMimeBundle().PlainText);
    }

    public static TheoryData<string, Chart, string> Kinds => new()
    {
        { "histogram", Plot.Histogram([1, 2, 2.5], bins: 2), "Histogram: 3 values, from 1 to 2.5" },
        { "box", Plot.Box(["a", "a", "b"], [1, 2, 3]), "Box plot: 3 values, a, b, from 1 to 3" },
        { "violin", Plot.Violin([1, 2, 3]), "Violin plot: 3 values, from 1 to 3" },
        { "heatmap", Plot.Heatmap(new double[,] { { 1, 2 }, { 3, 4 } }), "Heatmap: 2 × 2 values from 1 to 4" },
        { "contour", Plot.Contour(new double[][] { [1, 2, 3], [4, 5, 6] }, [1, 2, 3], ["a", "b"]), "Contour plot: 2 × 3 values from 1 to 6" },
        { "surface", Plot.Surface(new double[,] { { 1, 2 } }), "Surface plot: 1 × 2 values from 1 to 2" },
        { "scatter3d", Plot.Scatter3D([1], [2], [3]), "3D scatter plot: 1 point, x 1, y 2, z 3" },
        { "pie", Plot.Pie(["rent", "food"], [3, 1]), "Pie chart: 2 parts: rent 75 %, food 25 %" },
        { "candlestick", Plot.Candlestick([new DateOnly(2026, 1, 1)], [1], [4], [0.5], [2]), "Candlestick chart: 1 interval, x 2026-01-01, low 0.5, high 4" },
        { "scatter", Plot.Area([1, 2], [3, 4]), "Area chart: 2 points, x from 1 to 2, y from 3 to 4, highest at 2" },
        { "bar", Plot.Bar(new Dictionary<string, int> { ["a"] = 1 }), "Bar chart: 1 bar, x a, y 1" },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToMimeBundle_OfEachKind_HasItsTypeAndWords(string type, Chart chart, string words)
    {
        var bundle = chart.ToMimeBundle();

        Assert.Equal(type, (string?)Data(bundle)[0]!["type"]);
        Assert.Equal(words, bundle.PlainText);
    }

    [Fact]
    public void TypedTraces_AreWrittenByTheirRuntimeType()
    {
        ITrace trace = new Scatter { Name = "a", Mode = ModeFlag.Lines | ModeFlag.Markers, X = [1, 2, 3], Y = [2.5, double.NaN, 4] };
        var chart = Plot.Of(trace, new Bar { X = ["q"], Y = [1] }).Layout(new Layout { Title = new() { Text = "T" }, BarMode = Plotly.Blazor.LayoutLib.BarModeEnum.Stack });

        Assert.Equal(
            """
            {"data":[{"type":"scatter","mode":"lines+markers","name":"a","x":[1,2,3],"y":[2.5,null,4]},{"type":"bar","x":["q"],"y":[1]}],
            "layout":{"barmode":"stack","title":{"text":"T"}}}
            """.ReplaceLineEndings(""), chart.ToMimeBundle()[MimeTypes.Plotly]);
    }

    [Fact]
    public void TypedTraces_AsValues_AreCharts()
    {
        var one = ValueFormatter.Format(new Scatter { X = [1], Y = [2] });
        var several = ValueFormatter.Format(new List<ITrace> { new Scatter { X = [1], Y = [2] }, new Bar { X = [1], Y = [2] } });

        Assert.Single(Data(one));
        Assert.Equal(2, Data(several).Count);
    }

    [Fact]
    public void With_AnyPath_ReachesPlotlysProperties()
    {
        var bundle = Plot.Scatter([1, 2], [3, 4]).With("marker.size", 4).With("marker.color", new[] { "red", "blue" }).WithLayout("xaxis.tickformat", "%H").Color("crimson").ToMimeBundle();

        Assert.Equal("""{"size":4,"color":"crimson"}""", Data(bundle)[0]!["marker"]!.ToJsonString());
        Assert.Contains("\"tickformat\":\"%H\"", bundle[MimeTypes.Plotly], StringComparison.Ordinal);
    }

    [Fact]
    public void ToMimeBundle_WithRemoteAddresses_LeavesThemOut()
    {
        var bundle = Plot.Line([1], [2])
            .WithLayout("images", new JsonArray(new JsonObject { ["source"] = "https://example.org/track.png", ["x"] = 1 }, new JsonObject { ["source"] = "data:image/png;base64,AA==" }))
            .WithLayout("mapbox.style", " //example.org/style").With("hovertemplate", "https://example.org is text")
            .ToMimeBundle()[MimeTypes.Plotly]!;

        Assert.DoesNotContain("example.org/", bundle, StringComparison.Ordinal);
        Assert.Contains("data:image/png", bundle, StringComparison.Ordinal);
        Assert.Contains("https://example.org is text", bundle, StringComparison.Ordinal);
    }

    [Fact]
    public void Subplots_HaveAxesAndPlacesOfTheirOwn()
    {
        var figure = JsonNode.Parse(Plot.Subplots(2, Plot.Line([1], [2]).Title("A").LogY(), Plot.Pie(["a"], [1]), Plot.Bar(["b"], [2]).YAxis("n")).ToMimeBundle()[MimeTypes.Plotly]!)!;

        Assert.Equal("x", (string?)figure["data"]![0]!["xaxis"]);
        Assert.Equal("""{"x":[0.54,1],"y":[0.57,1]}""", figure["data"]![1]!["domain"]!.ToJsonString());
        Assert.Equal("x3", (string?)figure["data"]![2]!["xaxis"]);
        Assert.Equal("""{"type":"log","domain":[0.57,1],"anchor":"x"}""", figure["layout"]!["yaxis"]!.ToJsonString());
        Assert.Equal("[0,0.43]", figure["layout"]!["yaxis3"]!["domain"]!.ToJsonString());
        Assert.Equal("A", (string?)figure["layout"]!["annotations"]![0]!["text"]);
    }

    [Fact]
    public void Stack_OfAreas_GivesThemOneStack()
    {
        var data = Data(Plot.Area([1], [2]).Add(Plot.Area([1], [3])).Stack().ToMimeBundle());

        Assert.All(data, static t => Assert.Equal("stack", (string?)t!["stackgroup"]));
    }

    internal static JsonArray Data(MimeBundle bundle) => JsonNode.Parse(bundle[MimeTypes.Plotly]!)!["data"]!.AsArray();
}
