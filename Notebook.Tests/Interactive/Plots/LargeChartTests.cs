using Notebook.Interactive;
using Notebook.Protocol;

namespace Notebook.Tests.Interactive.Plots;

public sealed class LargeChartTests
{
    [Fact]
    public void Line_OfAHundredThousandPoints_IsDrawnWhole()
    {
        var bundle = Plot.Line(Enumerable.Range(0, 100_000).Select(static i => Math.Sin(i / 1000.0))).ToMimeBundle();

        Assert.Equal(100_000, PlotTests.Data(bundle)[0]!["y"]!.AsArray().Count);
        Assert.Equal("Line chart: 100,000 points, y from -1 to 1, highest at 7854", bundle.PlainText);
    }

    [Fact]
    public void Line_LargerThanABundle_IsThinnedKeepingItsPeak()
    {
        var x = Enumerable.Range(0, 1_000_000).Select(static i => i / 3.0).ToArray();
        var y = x.Select(static v => Math.Sin(v)).ToArray();
        y[654_321] = 100;

        var bundle = Plot.Line(x, y).With("marker.size", x).ToMimeBundle();

        Assert.True(bundle[MimeTypes.Plotly]!.Length < FrameLimits.MaxBundleChars);
        var trace = PlotTests.Data(bundle)[0]!;
        var shown = trace["y"]!.AsArray();
        Assert.InRange(shown.Count, 20_000, 500_000);
        Assert.Equal(shown.Count, trace["marker"]!["size"]!.AsArray().Count);
        Assert.Contains(shown, static v => v!.GetValue<double>() == 100);
        Assert.StartsWith("Line chart: 1,000,000 points, x from 0 to 333333, y from -1 to 100, highest at 218107\n(drawn with ", bundle.PlainText, StringComparison.Ordinal);
    }

    [Fact]
    public void Heatmap_LargerThanABundle_IsThinnedInBothDirections()
    {
        var z = new double[2_000, 1_000];
        for (var i = 0; i < 2_000; i++)
        {
            for (var j = 0; j < 1_000; j++)
                z[i, j] = Math.Sqrt(i + j);
        }

        var bundle = Plot.Heatmap(z, Enumerable.Range(0, 1_000), Enumerable.Range(0, 2_000)).ToMimeBundle();

        var trace = PlotTests.Data(bundle)[0]!;
        Assert.True(bundle[MimeTypes.Plotly]!.Length < FrameLimits.MaxBundleChars);
        Assert.InRange(trace["z"]!.AsArray().Count, 400, 1_500);
        Assert.Equal(trace["z"]!.AsArray().Count, trace["y"]!.AsArray().Count);
        Assert.Equal(trace["z"]![0]!.AsArray().Count, trace["x"]!.AsArray().Count);
    }
}
