using System.Globalization;
using System.Text.Json.Nodes;
using Notebook.Interactive.Plots;

namespace Notebook.Interactive;

/// <content>Charts that move.</content>
public static partial class Plot
{
    private const int MaxSteps = 500;

    /// <summary>A chart for each step, played one after the other with a button and a slider.</summary>
    /// <param name="steps">What there is a picture of: years, iterations, …; at most 500.</param>
    /// <param name="chart">The chart of a step. All have the same series.</param>
    /// <param name="name">What the slider says at a step; the step's own text unless given.</param>
    /// <exception cref="ArgumentException">There is no step, or there are too many, or the charts do not have equally many series.</exception>
    /// <example><code>Plot.Animate(Enumerable.Range(0, 30), t =&gt; Plot.Line(x, x.Select(v =&gt; Math.Sin(v + t / 5.0))))</code></example>
    public static Chart Animate<T>(IEnumerable<T> steps, Func<T, Chart> chart, Func<T, string>? name = null)
    {
        ArgumentNullException.ThrowIfNull(chart);
        Chart? first = null;
        var (frames, stops) = (new JsonArray(), new JsonArray());
        foreach (var step in steps)
        {
            if (frames.Count == MaxSteps)
                throw new ArgumentException($"An animation takes at most {MaxSteps} steps; use every second or tenth of them.", nameof(steps));
            var picture = chart(step);
            if (picture.Traces.Count != (first ??= picture).Traces.Count)
                throw new ArgumentException($"The first step has {first.Traces.Count} series but step {frames.Count + 1} has {picture.Traces.Count}; all need equally many.");
            var text = name?.Invoke(step) ?? Convert.ToString(step, CultureInfo.InvariantCulture) ?? "";
            var key = frames.Count.ToString(CultureInfo.InvariantCulture);
            frames.Add(new JsonObject { ["name"] = key, ["data"] = new JsonArray([.. picture.Traces.Select(PlotJson.Clone)]) });
            stops.Add(new JsonObject { ["label"] = text, ["method"] = "animate", ["args"] = new JsonArray(new JsonArray(key), Playing(0, immediate: true)) });
        }

        if (first is null)
            throw new ArgumentException("There is no step to show.", nameof(steps));
        first.Frames = frames;
        first.LayoutJson["sliders"] = new JsonArray(new JsonObject { ["steps"] = stops, ["x"] = 0, ["len"] = 1, ["pad"] = new JsonObject { ["t"] = 28, ["l"] = 64 } });
        first.LayoutJson["updatemenus"] = new JsonArray(new JsonObject
        {
            ["type"] = "buttons",
            ["showactive"] = false,
            ["x"] = 0,
            ["y"] = 0,
            ["xanchor"] = "left",
            ["yanchor"] = "top",
            ["pad"] = new JsonObject { ["t"] = 40 },
            ["buttons"] = new JsonArray(new JsonObject { ["label"] = "Play", ["method"] = "animate", ["args"] = new JsonArray(null, Playing(80, immediate: false)) }),
        });
        return first;
    }

    private static JsonObject Playing(int milliseconds, bool immediate) => new()
    {
        ["mode"] = immediate ? "immediate" : "afterall",
        ["frame"] = new JsonObject { ["duration"] = milliseconds, ["redraw"] = true },
        ["transition"] = new JsonObject { ["duration"] = 0 },
        ["fromcurrent"] = true,
    };
}
