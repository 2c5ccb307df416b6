using Microsoft.Extensions.Time.Testing;
using Notebook.Interactive;
using Notebook.Protocol;
using Notebook.Tests.Interactive.Fakes;

namespace Notebook.Tests.Interactive.Plots;

public sealed class LiveChartTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Append_ThousandsOfPoints_IsShownAtAPaceWithTheLatestPoints()
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
        var last = ((DisplayUpdate)outputs[^1]).Data;
        var trace = PlotTests.Data(last)[0]!;
        Assert.Equal(500, trace["x"]!.AsArray().Count);
        Assert.Equal(1_999, (double)trace["x"]![499]!);
        Assert.Equal(3_998, (double)trace["y"]![499]!);
        Assert.Equal("Line chart \"Residual\": 500 points, x from 1500 to 1999, y from 3000 to 3998, highest at 1999", last.PlainText);
    }

    [Fact]
    public void Append_ToSeveralSeries_GivesEachItsValue()
    {
        var outputs = RecordingSink.Record(() =>
        {
            var live = new LiveChart(Plot.Line(10, "a").Add(Plot.Line(10, "b")), _time);
            live.Append(1, 10, 20);
            live.AppendTo("b", 2, 30);
            KernelOutputs.Flush(KernelOutputs.Current!);
            Assert.Throws<ArgumentException>(() => live.Append(1, 1, 2, 3));
            Assert.Throws<ArgumentException>(() => live.AppendTo("c", 1, 1));
        });

        var data = PlotTests.Data(((DisplayUpdate)outputs[^1]).Data);
        Assert.Equal("[10]", data[0]!["y"]!.ToJsonString());
        Assert.Equal("[20,30]", data[1]!["y"]!.ToJsonString());
    }

    [Fact]
    public void PublishResult_OfALiveChart_ShowsNothingMore() =>
        Assert.Single(RecordingSink.Record(static () => KernelOutputs.PublishResult(Plot.Line(10).Live())));
}
