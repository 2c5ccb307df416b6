using Notebook.Interactive;
using Plotly.Blazor;
using Plotly.Blazor.Traces;

namespace Notebook.Tests.Interactive.Plots;

/// <summary>A chart of every kind, with data that looks like somebody's: what docs/plots.md shows, for tests of every kind at once.</summary>
internal static class ChartGallery
{
    private static readonly int[] Hours = [.. Enumerable.Range(0, 200)];
    private static readonly double[] Level = [.. Hours.Select(static h => Math.Sin(h / 12.0) + (0.3 * Math.Sin(h / 3.0)))];
    private static readonly double[] Tide = [.. Hours.Select(static h => Math.Cos(h / 12.0))];
    private static readonly DateTime[] Times = [.. Hours.Select(static h => new DateTime(2026, 1, 1).AddHours(h))];
    private static readonly string[] Cities = ["Esbjerg", "Cuxhaven", "Den Helder", "Ostend"];
    private static readonly double[] Normal = [.. Enumerable.Range(1, 400).Select(static i => Math.Sqrt(-2 * Math.Log(i * 0.618 % 1 * 0.998 + 0.001)) * Math.Cos(2 * Math.PI * (i * 0.414 % 1)))];
    private static readonly (string Station, int Day, double Rain)[] Rain = [.. Enumerable.Range(0, 36).Select(static i => (Cities[i % 3], i / 3, Math.Abs(Math.Sin(i)) * 20))];
    private static readonly double[,] Hill = Grid(30, 40);

    public static IReadOnlyDictionary<string, Func<Chart>> Charts { get; } = new Dictionary<string, Func<Chart>>(StringComparer.Ordinal)
    {
        ["Line"] = static () => Plot.Line(Times, Level, name: "Residual").Add(Plot.Scatter(Times.Where((_, i) => i % 40 == 18), Level.Where((_, i) => i % 40 == 18), name: "Events")).Title("Surge residual, Esbjerg").YAxis("m").HLine(0.6, "0.60 m"),
        ["LineByColor"] = static () => Plot.Line(Rain, r => r.Day, r => r.Rain, color: r => r.Station).Title("Rain by station").XAxis("day").YAxis("mm"),
        ["Scatter"] = static () => Plot.Scatter(Normal, Normal.Select(static (v, i) => v + Math.Sin(i)), name: "samples").Title("Heights and weights").XAxis("height").YAxis("weight"),
        ["ScatterShades"] = static () => Plot.Scatter(Rain, r => r.Day, r => r.Rain, color: r => r.Rain).Title("Rain in shades"),
        ["Step"] = static () => Plot.Step([1, 2, 4, 7], [3, 5, 4, 6]).Title("Price"),
        ["Bar"] = static () => Plot.Bar(Cities, [4, 7, 3, 5]).Title("Storms"),
        ["BarGrouped"] = static () => Plot.Bar(Rain, r => r.Day, r => r.Rain, color: r => r.Station).Group().Title("Rain, side by side"),
        ["BarStacked"] = static () => Plot.Bar(Rain, r => r.Day, r => r.Rain, color: r => r.Station).Stack().Title("Rain, stacked"),
        ["HorizontalBar"] = static () => Plot.HorizontalBar(["a city with a long name", "Cuxhaven", "Ostend"], [4, 7, 3]).Title("Storms, lying"),
        ["Area"] = static () => Plot.Area(Hours, Level.Select(static v => v + 2), "a").Add(Plot.Area(Hours, Tide.Select(static v => v + 2), "b")).Stack().Title("Stacked areas"),
        ["Histogram"] = static () => Plot.Histogram(Normal, bins: 30, name: "one").Add(Plot.Histogram(Normal.Select(static v => v + 1), bins: 30, name: "other")).Overlay().Title("Two samples"),
        ["Histogram2D"] = static () => Plot.Histogram2D(Normal, Normal.Reverse()).Title("How often both"),
        ["Density"] = static () => Plot.Density(Normal, "sample").Title("Density"),
        ["Box"] = static () => Plot.Box(Rain, r => r.Station, r => r.Rain).Title("Rain").YAxis("mm"),
        ["Violin"] = static () => Plot.Violin(Rain, r => r.Station, r => r.Rain).Title("Rain, its shape"),
        ["ErrorBars"] = static () => Plot.Scatter([1, 2, 3], [2, 4, 3], "measured").ErrorY([0.5, 0.3, 0.6]).ErrorX([0.1, 0.2, 0.1], [0.1, 0.1, 0.1]).Title("With errors"),
        ["Heatmap"] = static () => Plot.Heatmap(Hill).Title("Heights").XAxis("east").YAxis("north"),
        ["Contour"] = static () => Plot.Contour(Hill).Title("Lines of equal height"),
        ["Surface"] = static () => Plot.Surface(Hill).Title("A hill"),
        ["Scatter3D"] = static () => Plot.Scatter3D(Hours.Select(static h => Math.Cos(h / 10.0)), Hours.Select(static h => Math.Sin(h / 10.0)), Hours).Title("A spring").Markers(3),
        ["Line3D"] = static () => Plot.Line3D(Hours.Select(static h => Math.Cos(h / 10.0)), Hours.Select(static h => Math.Sin(h / 10.0)), Hours).Title("A wire"),
        ["Pie"] = static () => Plot.Pie(["rent", "food", "rest"], [800, 400, 300]).Title("Money"),
        ["Donut"] = static () => Plot.Donut(["rent", "food", "rest"], [800, 400, 300]).Title("Money, as a ring"),
        ["Treemap"] = static () => Plot.Treemap(["all", "north", "south", "Esbjerg", "Cuxhaven", "Ostend"], ["", "all", "all", "north", "north", "south"], [0, 0, 0, 5, 7, 4]).Title("Parts in parts"),
        ["Sunburst"] = static () => Plot.Sunburst(["all", "north", "south", "Esbjerg", "Cuxhaven", "Ostend"], ["", "all", "all", "north", "north", "south"], [0, 0, 0, 5, 7, 4]).Title("Rings"),
        ["Sankey"] = static () => Plot.Sankey(["coal", "gas", "wind", "power", "power"], ["power", "power", "power", "homes", "industry"], [3, 2, 4, 5, 4]).Title("Energy"),
        ["Funnel"] = static () => Plot.Funnel(["visits", "carts", "orders"], [900, 200, 80]).Title("Shop"),
        ["Waterfall"] = static () => Plot.Waterfall(["sales", "costs", "tax"], [90, -50, -12]).Title("Result"),
        ["Gauge"] = static () => Plot.Gauge(72).Title("Disk, %"),
        ["Candlestick"] = static () => Plot.Candlestick(Times.Take(30), Level.Take(30).Select(static v => v + 5), Level.Take(30).Select(static v => v + 6), Level.Take(30).Select(static v => v + 4), Level.Skip(2).Take(30).Select(static v => v + 5)).Title("Prices"),
        ["Ohlc"] = static () => Plot.Ohlc(Times.Take(30), Level.Take(30).Select(static v => v + 5), Level.Take(30).Select(static v => v + 6), Level.Take(30).Select(static v => v + 4), Level.Skip(2).Take(30).Select(static v => v + 5)).Title("Prices as ticks"),
        ["Bubble"] = static () => Plot.Bubble(Rain, r => r.Day, r => r.Rain, r => r.Rain, color: r => r.Station).Title("Bubbles"),
        ["Polar"] = static () => Plot.Polar(Enumerable.Range(0, 361), Enumerable.Range(0, 361).Select(static d => Math.Abs(Math.Cos(d * Math.PI / 90)))).Title("Gain"),
        ["PolarBar"] = static () => Plot.PolarBar(["N", "E", "S", "W"], [3, 5, 2, 7]).Title("Wind"),
        ["Radar"] = static () => Plot.Radar(["speed", "range", "price", "comfort"], [4, 2, 5, 3], "A").Add(Plot.Radar(["speed", "range", "price", "comfort"], [3, 5, 3, 4], "B")).Title("Two cars"),
        ["Timeline"] = static () => Plot.Timeline(["design", "build", "test"], [Times[0], Times[30], Times[60]], [Times[40], Times[90], Times[120]]).Title("Plan"),
        ["SecondAxis"] = static () => Plot.Line(Hours, Level, "level").YAxis("m").Add(Plot.Bar(Hours.Where(static h => h % 12 == 0), Hours.Where(static h => h % 12 == 0).Select(static h => h * 3), "rain")).OnRight("mm").Title("Two scales"),
        ["Marks"] = static () => Plot.Line(Hours, Level, "level").Annotate(19, Level[19], "highest").VBand(40, 60, "storm").VLine(100, "noon").HBand(-0.5, 0.5).Dash("dot").Width(2).Markers(4).Title("Marked").Range(x: (0, 150), y: (-2, 2)),
        ["Logarithmic"] = static () => Plot.Line(Enumerable.Range(1, 50), Enumerable.Range(1, 50).Select(static i => Math.Exp(i / 5.0))).LogY().LogX().Title("Logarithmic").Color("crimson"),
        ["Duration"] = static () => Plot.Line(Hours.Take(5), Hours.Take(5).Select(static h => TimeSpan.FromMinutes(h))).Title("How long it took"),
        ["Grid"] = static () => Plot.Grid(2, [Plot.Line(Hours, Level).Title("Level").YAxis("m"), Plot.Heatmap(Hill).Title("Hill"), Plot.Bar(Cities, [4, 7, 3, 5]).Title("Storms"), Plot.Pie(["a", "b"], [1, 2]).Title("Parts"), Plot.Radar(["a", "b", "c"], [1, 2, 3]).Title("Radar"), Plot.Surface(Hill).Title("Surface")]),
        ["SharedAxes"] = static () => Plot.Grid(1, [Plot.Line(Times, Level).YAxis("level, m").HLine(0.5), Plot.Bar(Times, Tide).YAxis("tide, m").Add(Plot.Line(Times, Level)).OnRight()], shareX: true),
        ["Animation"] = static () => Plot.Animate(Enumerable.Range(0, 20), static t => Plot.Line(Hours, Hours.Select(h => Math.Sin((h / 12.0) + (t / 3.0)))).Title("A wave"), static t => $"t = {t}"),
        ["Empty"] = static () => Plot.Line(Array.Empty<double>(), Array.Empty<double>()).Title("Nothing yet"),
        ["OnePoint"] = static () => Plot.Line([1], [2]).Title("One point"),
        ["ManySeries"] = static () => Enumerable.Range(1, 12).Aggregate(Plot.Line(Hours, Level, "series number 0"), static (chart, i) => chart.Add(Plot.Line(Hours, Level.Select(v => v + i), $"series number {i}"))).Title("Many series with names of some length"),
        ["Typed"] = static () => Plot.Of(new Scatter { Name = "typed", X = [1, 2, 3], Y = [2, 1, 3] }, new Bar { Name = "bar", X = [1, 2, 3], Y = [1, 2, 1] }).Layout(new Layout { Title = new() { Text = "Typed traces" } }),
    };

    private static double[,] Grid(int rows, int columns)
    {
        var z = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
                z[i, j] = Math.Exp(-(Math.Pow(i - 15, 2) + Math.Pow(j - 20, 2)) / 120.0) * 100;
        }

        return z;
    }
}
