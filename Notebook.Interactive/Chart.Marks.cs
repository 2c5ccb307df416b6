using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>What is drawn onto a chart beside its series, and how a series is drawn.</content>
public sealed partial class Chart
{
    /// <summary>Writes a note at a point, with an arrow to it.</summary>
    /// <example><code>chart.Annotate(peak.Time, peak.Level, "highest")</code></example>
    public Chart Annotate(object x, object y, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Mark("annotations", new JsonObject { ["x"] = Scalar(x), ["y"] = Scalar(y), ["text"] = text, ["showarrow"] = true, ["arrowhead"] = 0, ["arrowwidth"] = 1, ["ay"] = -28 });
    }

    /// <summary>A dashed line across the chart at a height.</summary>
    /// <param name="y">Where.</param>
    /// <param name="text">What it says at its right end.</param>
    public Chart HLine(object y, string? text = null) => Line("x", "y", Scalar(y), text);

    /// <summary>A dashed line up the chart.</summary>
    /// <param name="x">Where.</param>
    /// <param name="text">What it says at its upper end.</param>
    public Chart VLine(object x, string? text = null) => Line("y", "x", Scalar(x), text);

    /// <summary>Shades what lies between two heights.</summary>
    public Chart HBand(object from, object to, string? text = null) => Band("x", "y", from, to, text);

    /// <summary>Shades what lies between two places on the x axis.</summary>
    /// <example><code>chart.VBand(start, end, "storm")</code></example>
    public Chart VBand(object from, object to, string? text = null) => Band("y", "x", from, to, text);

    /// <summary>Draws how uncertain each y of the series added last is.</summary>
    /// <param name="above">For each point, how far up; down as well unless <paramref name="below"/> is given.</param>
    /// <param name="below">For each point, how far down.</param>
    /// <exception cref="ArgumentException">There are not as many values as points.</exception>
    public Chart ErrorY(IEnumerable<double> above, IEnumerable<double>? below = null) => Errors("error_y", above, below);

    /// <summary>Draws how uncertain each x of the series added last is.</summary>
    public Chart ErrorX(IEnumerable<double> above, IEnumerable<double>? below = null) => Errors("error_x", above, below);

    /// <summary>Draws a marker at each point of the series added last.</summary>
    public Chart Markers(double? size = null)
    {
        Last()["mode"] = PlotTrace.IsLine(Last()) ? "lines+markers" : "markers";
        return size is null ? this : With("marker.size", size);
    }

    /// <summary>Draws the line of the series added last dashed: <c>dash</c>, <c>dot</c>, <c>dashdot</c>, <c>longdash</c> or <c>solid</c>.</summary>
    public Chart Dash(string dash = "dash") => With("line.dash", dash);

    /// <summary>Sets the width of the line of the series added last, in pixels.</summary>
    public Chart Width(double width) => With("line.width", width);

    /// <summary>Draws the line of the series added last as a curve.</summary>
    public Chart Smooth() => With("line.shape", "spline");

    /// <summary>Lays all bars.</summary>
    public Chart Horizontal()
    {
        foreach (var trace in _traces.Where(static t => PlotTrace.TypeOf(t) is "bar" or "box" or "violin" or "histogram"))
        {
            var (x, y) = (trace["x"], trace["y"]);
            trace.Remove("x");
            trace.Remove("y");
            if (y is not null)
                trace["x"] = y;
            if (x is not null)
                trace["y"] = x;
            trace["orientation"] = "h";
        }

        return this;
    }

    private Chart Line(string along, string across, JsonNode? at, string? text)
    {
        var shape = new JsonObject
        {
            ["type"] = "line",
            [along + "ref"] = along + " domain",
            [along + "0"] = 0,
            [along + "1"] = 1,
            [across + "ref"] = across,
            [across + "0"] = at,
            [across + "1"] = at?.DeepClone(),
            ["line"] = new JsonObject { ["dash"] = "dash", ["width"] = 1 },
        };
        return Mark("shapes", Named(shape, text));
    }

    private Chart Band(string along, string across, object from, object to, string? text)
    {
        var shape = new JsonObject
        {
            ["type"] = "rect",
            [along + "ref"] = along + " domain",
            [along + "0"] = 0,
            [along + "1"] = 1,
            [across + "ref"] = across,
            [across + "0"] = Scalar(from),
            [across + "1"] = Scalar(to),
            ["layer"] = "below",
            ["opacity"] = 0.15,
            ["line"] = new JsonObject { ["width"] = 0 },
        };
        return Mark("shapes", Named(shape, text));
    }

    private static JsonObject Named(JsonObject shape, string? text)
    {
        if (text is not null)
            shape["label"] = new JsonObject { ["text"] = text, ["textposition"] = PlotTrace.Text(shape, "type") == "line" ? "end" : "top left", ["font"] = new JsonObject { ["size"] = 11 } };
        return shape;
    }

    private Chart Errors(string property, IEnumerable<double> above, IEnumerable<double>? below)
    {
        var (trace, up, down) = (Last(), PlotSeries.Of(above), below is null ? null : PlotSeries.Of(below));
        var points = PlotTrace.PointCount(trace);
        foreach (var values in new[] { up, down }.OfType<PlotSeries>())
        {
            if (values.Count != points)
                throw new ArgumentException($"The series has {points} points but there are {values.Count} errors; each point needs one.");
        }

        var errors = new JsonObject { ["type"] = "data", ["array"] = up.ToNode(), ["thickness"] = 1, ["width"] = 3 };
        if (down is not null)
            (errors["symmetric"], errors["arrayminus"]) = (false, down.ToNode());
        trace[property] = errors;
        return this;
    }

    private Chart Mark(string list, JsonObject mark)
    {
        if (_layout[list] is not JsonArray marks)
            _layout[list] = marks = [];
        marks.Add(mark);
        return this;
    }

    // As a series writes it: dates and durations too.
    private static JsonNode? Scalar(object? value) => PlotSeries.Of([value]) is { Numbers: { } numbers } ? double.IsFinite(numbers[0]) ? JsonValue.Create(numbers[0]) : null
        : PlotSeries.Of([value]).Texts![0];
}
