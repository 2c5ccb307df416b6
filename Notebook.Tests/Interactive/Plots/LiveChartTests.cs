using Microsoft.Extensions.Time.Testing;
using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;
using Notebook.Web.Documents;

namespace Notebook.Tests.Interactive.Plots;

public sealed class LiveChartTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Append_ThousandsOfPoints_SendsEachOnceAtAPace()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(maxPoints: 500).Title("Residual"), _time);
            for (var i = 0; i < 2_000; i++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(1));
                live.Append(i, i * 2.0);
            }

            KernelOutputs.Flush(KernelOutputs.Current!);
        });

        Assert.IsType<DisplayValue>(outputs[0]);
        Assert.InRange(outputs.Count, 30, 42);
        // The first points decide what the axes are; from then on only what is new is sent.
        Assert.IsType<DisplayUpdate>(outputs[1]);
        Assert.All(outputs.Skip(2), static output => Assert.InRange(Assert.IsType<ChartGrew>(output).Points.Series.Length, 20, 2_000));
        var shown = Shown(outputs);
        var trace = PlotTests.Data(shown)[0]!;
        Assert.Equal(Enumerable.Range(1_500, 500).Select(static i => (double)i), trace["x"]!.AsArray().Select(static x => (double)x!));
        Assert.Equal(3_998, (double)trace["y"]![499]!);
        Assert.Equal("Line chart \"Residual\": 500 points, x from 1500 to 1999, y from 3000 to 3998, highest at 1999", shown.PlainText);
    }

    [Fact]
    public void Append_ToSeveralSeries_GivesEachItsValue()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(10, "a").Add(Plot.Line(10, "b")), _time);
            live.Append(1, 10, 20);
            live.AppendTo("b", 2, 30);
            Pass();
            live.AppendTo("b", 3, 40);
            Pass();
            Assert.Throws<ArgumentException>(() => live.Append(1, 1, 2, 3));
            Assert.Throws<ArgumentException>(() => live.AppendTo("c", 1, 1));
        });

        Assert.Equal("[null,{\"x\":[3],\"y\":[40]}]", Assert.IsType<ChartGrew>(outputs[^1]).Points.Series);
        var data = PlotTests.Data(Shown(outputs));
        Assert.Equal("[10]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[20,30,40]", data[1]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Append_OfAnotherKindOfValue_SendsTheWholeChart()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(10), _time);
            live.Append(1, 10);
            Pass();
            live.Append(2, double.NaN);
            Pass();
            live.Append("three", 30);
            Pass();
        });

        Assert.Collection(outputs,
            static shown => Assert.IsType<DisplayValue>(shown),
            static first => Assert.IsType<DisplayUpdate>(first),
            static gap => Assert.Equal("[{\"x\":[2],\"y\":[null]}]", Assert.IsType<ChartGrew>(gap).Points.Series),
            static texts => Assert.Equal("[\"1\",\"2\",\"three\"]", PlotTests.Data(Assert.IsType<DisplayUpdate>(texts).Data)[0]!["x"]!.ToJsonString()));
    }

    [Fact]
    public void Clear_SendsTheWholeChartOnce()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(10), _time);
            live.Append(1, 10);
            Pass();
            live.Clear();
            Pass();
            live.Append(5, 50);
            Pass();
            live.Append(6, 60);
            Pass();
        });

        Assert.Equal([true, true, true, true, false], outputs.Select(static output => output is not ChartGrew));
        Assert.Equal("[5,6]", PlotTests.Data(Shown(outputs))[0]!["x"]!.ToJsonString());
    }

    [Fact]
    public void Append_ToAChartThatKeepsVeryMany_SendsItWhole()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(maxPoints: ChartPoints.MaxKept + 1), _time);
            live.Append(1, 10);
            Pass();
            live.Append(2, 20);
            Pass();
        });

        Assert.DoesNotContain(outputs, static output => output is ChartGrew);
        Assert.Equal("[10,20]", PlotTests.Data(Shown(outputs))[0]!["y"]!.ToJsonString());
    }

    [Fact]
    public void PublishResult_OfALiveChart_ShowsNothingMore() =>
        Assert.Single(RecordingSink.Record(static () => KernelOutputs.PublishResult(Plot.Line(10).Live())));

    private void Pass() => _time.Advance(TimeSpan.FromSeconds(1));

    /// <summary>What a session makes of the outputs.</summary>
    private static MimeBundle Shown(IReadOnlyList<KernelOutput> outputs)
    {
        var cell = new Cell { Id = new("a"), Kind = CellKind.Code, Language = "csharp", Text = Notebook.Web.Collaboration.TextDocument.Of("") };
        foreach (var output in outputs)
        {
            cell = cell.After(output switch
            {
                DisplayValue value => new OutputAdded(cell.Id, new DisplayOutput { OutputId = "o", Data = value.Data }),
                DisplayUpdate update => new DisplayReplaced(cell.Id, "o", update.Data),
                ChartGrew grew => new ChartExtended(cell.Id, "o", grew.Points),
                _ => throw new ArgumentException("No chart."),
            });
            Assert.True(output is not ChartGrew grown || grown.Points.IsWellFormed());
        }

        return Assert.IsType<DisplayOutput>(cell.Outputs.Single()).Data;
    }
}
