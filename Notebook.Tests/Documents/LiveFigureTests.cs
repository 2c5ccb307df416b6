using System.Globalization;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Tests.Documents;

/// <summary>A chart that grows: its figure, the additions at hand, and what hostile kernels send.</summary>
public sealed class LiveFigureTests
{
    private const string Empty = "{\"data\":[{\"type\":\"scatter\",\"x\":[],\"y\":[],\"name\":\"a\"},{\"type\":\"scatter\"}],\"layout\":{\"title\":{\"text\":\"T & Z\"}}}";

    [Fact]
    public void Whole_AfterManyAdditions_HasTheLastPointsOfEachSeriesAndNothingElseChanged()
    {
        var figure = LiveFigure.Of(Bundle(Empty));
        for (var i = 0; i < 1_000; i++)
        {
            figure = figure.With(Points($"[{{\"x\":[{i}],\"y\":[{i}.5]}},{(i % 2 == 0 ? "null" : $"{{\"x\":[\"{i}\"],\"y\":[null]}}")}]", keeps: 300));
            if (i == 123)
                Assert.Equal(124, Json(figure).GetProperty("data")[0].GetProperty("x").GetArrayLength());
        }

        var json = Json(figure);
        Assert.Equal("T & Z", json.GetProperty("layout").GetProperty("title").GetProperty("text").GetString());
        Assert.Equal("a", json.GetProperty("data")[0].GetProperty("name").GetString());
        Assert.Equal(Enumerable.Range(700, 300).Select(static i => i + 0.5), json.GetProperty("data")[0].GetProperty("y").EnumerateArray().Select(static y => y.GetDouble()));
        Assert.Equal(["401", "999"], new[] { 0, 299 }.Select(i => json.GetProperty("data")[1].GetProperty("x")[i].GetString()));
        Assert.Equal(1_000, figure.Number);
        Assert.Equal("summary", figure.Whole.PlainText);
    }

    [Fact]
    public void Recent_IsAtHandForPagesThatLagALittle_AndNothingAfterAnotherFigure()
    {
        var figure = LiveFigure.Of(Bundle(Empty));
        for (var i = 0; i < 100; i++)
            figure = figure.With(Points(string.Create(CultureInfo.InvariantCulture, $"[{{\"x\":[{i}],\"y\":[{i}]}}]")));
        Assert.Equal("[{\"x\":[99],\"y\":[99]}]", figure.Recent[^1].Series);
        Assert.InRange(figure.Recent.Count, 20, 99);

        var replaced = figure.Replaced(Bundle(Empty));

        Assert.Empty(replaced.Recent);
        Assert.Equal(101, replaced.Number);
        Assert.Equal(Empty, replaced.Whole[MimeTypes.Plotly]);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{\"data\":7}")]
    [InlineData("{\"data\":[7]}")]
    public void Whole_OfWhatIsNoFigure_IsWhatWasSent(string figure) =>
        Assert.Equal(figure, LiveFigure.Of(Bundle(figure)).With(Points("[{\"x\":[1],\"y\":[1]}]")).Whole[MimeTypes.Plotly]);

    [Theory]
    [InlineData("[]", true)]
    [InlineData("[null,{\"x\":[1,\"b\",null],\"y\":[1,2,3]}]", true)]
    [InlineData("{}", false)]
    [InlineData("[{\"x\":[1],\"y\":[1,2]}]", false)]
    [InlineData("[{\"x\":[[1]],\"y\":[1]}]", false)]
    [InlineData("[{\"x\":[{}],\"y\":[1]}]", false)]
    [InlineData("[{\"y\":[1]}]", false)]
    [InlineData("[", false)]
    public void IsWellFormed_OfPoints_HoldsThemToTheirForm(string series, bool isWellFormed)
    {
        Assert.Equal(isWellFormed, Points(series).IsWellFormed());
        Assert.False((Points(series) with { Keeps = 0 }).IsWellFormed());
        Assert.False((Points(series) with { Summary = new string('x', 20_000) }).IsWellFormed());
    }

    private static ChartPoints Points(string series, int keeps = 500) => new() { Series = series, Keeps = keeps, Summary = "summary" };

    private static MimeBundle Bundle(string figure) => MimeBundle.Of(MimeTypes.Plotly, figure, "chart");

    private static JsonElement Json(LiveFigure figure) => JsonDocument.Parse(figure.Whole[MimeTypes.Plotly]!).RootElement;
}
