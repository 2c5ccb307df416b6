using System.Text.Json.Nodes;
using CsCheck;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;
using Plotly.Blazor;
using Plotly.Blazor.Traces;

namespace Notebook.Tests.Interactive.Plots;

public sealed class OddDataTests
{
    private static readonly Gen<object?> Value = Gen.OneOf<object?>(
        Gen.Double.Select(static v => (object?)v), Gen.Int.Select(static v => (object?)v), Gen.Decimal.Select(static v => (object?)v), Gen.String.Select(static v => (object?)v),
        Gen.DateTime.Select(static v => (object?)v), Gen.Bool.Select(static v => (object?)v), Gen.Long.Select(static v => (object?)TimeSpan.FromTicks(v)),
        Gen.Const((object?)null), Gen.Const((object?)double.NaN), Gen.Const((object?)float.NegativeInfinity), Gen.Guid.Select(static v => (object?)v), Gen.Const((object?)DayOfWeek.Friday),
        Gen.Date.Select(static v => (object?)DateOnly.FromDateTime(v)), Gen.Const((object?)System.Numerics.BigInteger.Pow(10, 400)), Gen.Const((object?)new object()));

    [Fact]
    public void AnyChart_OfAnyValues_IsJsonWithWords() =>
        Gen.Select(Value, Value).Array[0, 30].Sample(static pairs =>
        {
            foreach (var chart in new[]
            {
                Plot.Line(pairs, static p => p.Item1, static p => p.Item2), Plot.Bar(pairs, static p => p.Item1, static p => p.Item2, color: static p => p.Item1),
                Plot.Scatter(pairs, static p => p.Item1, static p => p.Item2, color: static p => p.Item2), Plot.Histogram(pairs.Select(static p => p.Item1)),
                Plot.Pie(pairs.Select(static p => p.Item1), pairs.Select(static p => p.Item2)), Plot.Polar(pairs.Select(static p => p.Item1), pairs.Select(static p => p.Item2)),
                Plot.Sankey(pairs, static p => p.Item1, static p => p.Item2, static p => p.Item1), Plot.Grid(2, [Plot.Line(pairs.Select(static p => p.Item1)), Plot.Box(pairs.Select(static p => p.Item2))], shareX: true),
                Plot.Line(pairs, static p => p.Item1, static p => p.Item2).HLine(pairs.FirstOrDefault().Item1 ?? 1).Annotate(1, 2, "note"),
            })
            {
                var bundle = chart.ToMimeBundle();
                Assert.IsType<JsonObject>(JsonNode.Parse(bundle[MimeTypes.Plotly]!));
                Assert.NotEmpty(bundle.PlainText);
            }
        }, iter: 200);

    [Fact]
    public void Line_OfNullablesAndDecimals_HasGaps()
    {
        var data = PlotTests.Data(Plot.Line(new double?[] { 1, null, 3 }, new decimal?[] { 1.5m, 2m, null }).ToMimeBundle());

        Assert.Equal("[1,null,3]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[1.5,2,null]", data[0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Line_OfDurations_SaysTheUnit()
    {
        var figure = JsonNode.Parse(Plot.Line([1, 2], [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2)]).ToMimeBundle()[MimeTypes.Plotly]!)!;

        Assert.Equal("[60,120]", figure["data"]![0]!["y"]!.ToJsonString());
        Assert.Equal("seconds", (string?)figure["layout"]!["yaxis"]!["title"]!["text"]);
    }

    [Fact]
    public void Line_OfNothing_SaysSo() => Assert.Equal("Line chart: no points", Plot.Line(Array.Empty<int>(), Array.Empty<int>()).ToMimeBundle().PlainText);

    [Fact]
    public void WrongLengthsAndNames_AreRefusedInPlainWords()
    {
        static string Message(Action action) => Assert.ThrowsAny<ArgumentException>(action).Message;

        Assert.Equal("x has 1 value but y has 2; they belong together, so they must be equally many.", Message(static () => Plot.Bar(["a"], [1, 2])));
        Assert.Equal("x has 2 values but size has 1; they belong together, so they must be equally many.", Message(static () => Plot.Bubble([1, 2], [1, 2], [1])));
        Assert.Equal("z has 2 rows but y has 1 values; each row needs one.", Message(static () => Plot.Heatmap(new double[2, 3], [1, 2, 3], [1])));
        Assert.Equal("z has 3 columns but x has 2 values; each column needs one.", Message(static () => Plot.Heatmap(new double[2, 3], [1, 2], [1, 2])));
        Assert.Equal("The series has 2 points but there are 3 errors; each point needs one.", Message(static () => Plot.Line([1, 2], [1, 2]).ErrorY([1, 2, 3])));
        Assert.StartsWith("Two parts are called \"a\"", Message(static () => Plot.Treemap(["a", "a"], ["", ""], [1, 2])), StringComparison.Ordinal);
        Assert.StartsWith("A part belongs to \"b\", but no part is called that.", Message(static () => Plot.Treemap(["a"], ["b"], [1])), StringComparison.Ordinal);
        Assert.StartsWith("\"a\" ends before it starts.", Message(static () => Plot.Timeline(["a"], [new DateTime(2026, 1, 2)], [new DateTime(2026, 1, 1)])), StringComparison.Ordinal);
        Assert.StartsWith("color has 200 different values", Message(static () => Plot.Line(Enumerable.Range(0, 200), static i => i, static i => i, color: static i => $"g{i}")), StringComparison.Ordinal);
        Assert.StartsWith("The first step has 1 series but step 2 has 2", Message(static () => Plot.Animate([1, 2], static n => n == 1 ? Plot.Line([1]) : Plot.Line([1]).Add(Plot.Line([2])))), StringComparison.Ordinal);
        Assert.StartsWith("There is no step to show.", Message(static () => Plot.Animate(Array.Empty<int>(), static _ => Plot.Line([1]))), StringComparison.Ordinal);
    }

    [Fact]
    public void ColorBy_ATextOfEachRow_IsASeriesForEach()
    {
        var rows = new[] { (X: 1, G: "b"), (X: 2, G: "a"), (X: 3, G: "b") };

        var data = PlotTests.Data(Plot.Line(rows, static r => r.X, static r => r.X, color: static r => r.G).ToMimeBundle());

        Assert.Equal(["b", "a"], data.Select(static t => (string?)t!["name"]));
        Assert.Equal("[1,3]", data[0]!["x"]!.ToJsonString());
    }

    [Fact]
    public void SecondAxisAndMarks_InAGrid_FollowTheirChart()
    {
        var figure = JsonNode.Parse(Plot.Grid(1, [Plot.Line([1], [2]), Plot.Line([1], [2]).HLine(5).Add(Plot.Line([1], [9])).OnRight("right")], shareX: true).ToMimeBundle()[MimeTypes.Plotly]!)!;

        Assert.Equal(["y", "y2", "y3"], figure["data"]!.AsArray().Select(static t => (string?)t!["yaxis"]));
        Assert.Equal("x2 domain", (string?)figure["layout"]!["shapes"]![0]!["xref"]);
        Assert.Equal("y2", (string?)figure["layout"]!["shapes"]![0]!["yref"]);
        Assert.Equal("y2", (string?)figure["layout"]!["yaxis3"]!["overlaying"]);
        Assert.Equal("x", (string?)figure["layout"]!["xaxis2"]!["matches"]);
    }

    [Fact]
    public void Animation_IsFramesWithAButtonAndASlider()
    {
        var figure = JsonNode.Parse(ChartGallery.Charts["Animation"]().ToMimeBundle()[MimeTypes.Plotly]!)!;

        Assert.Equal(20, figure["frames"]!.AsArray().Count);
        Assert.Equal("t = 3", (string?)figure["layout"]!["sliders"]![0]!["steps"]![3]!["label"]);
    }

    [Fact]
    public void ChartDefinitionAndArraysOfTraces_AreCharts()
    {
        var definition = ValueFormatter.Format(new ChartDefinition { Data = [new Scatter { X = [1], Y = [2] }], Layout = new Layout { Height = 200 } });
        var several = ValueFormatter.Format(new Scatter[] { new() { X = [1], Y = [2] }, new() { X = [1], Y = [3] } });

        Assert.Contains("\"height\":200", definition[MimeTypes.Plotly], StringComparison.Ordinal);
        Assert.Equal(2, PlotTests.Data(several).Count);
    }

    [Theory]
    [InlineData("Sankey", "Sankey diagram \"Energy\": 5 flows between 6 places, largest power → homes 5")]
    [InlineData("HorizontalBar", "Bar chart \"Storms, lying\": 3 bars, y a city with a long name, Cuxhaven, Ostend, x from 3 to 7, highest at Cuxhaven")]
    [InlineData("Treemap", "Treemap \"Parts in parts\": 6 parts, largest at Cuxhaven")]
    [InlineData("Gauge", "Gauge \"Disk, %\": 72")]
    [InlineData("Step", "Line chart \"Price\": 4 points, x from 1 to 7, y from 3 to 6, highest at 7")]
    [InlineData("Timeline", "Timeline \"Plan\": 3 tasks, design, build, test")]
    public void Summary_SaysWhatIsTrue(string kind, string words) => Assert.Equal(words, ChartGallery.Charts[kind]().ToMimeBundle().PlainText);
}
