using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Several charts in the cells of a grid, as one chart.</summary>
internal static class Subplots
{
    private const double Gap = 0.08;

    public static Chart Arrange(int columns, IReadOnlyList<Chart> charts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        columns = Math.Min(columns, charts.Count);
        var rows = (charts.Count + columns - 1) / columns;
        var traces = new List<JsonObject>();
        var layout = new JsonObject();
        var titles = new JsonArray();
        for (var i = 0; i < charts.Count; i++)
        {
            var x = Span(i % columns, columns);
            var y = Span(rows - 1 - (i / columns), rows);
            var suffix = i == 0 ? "" : (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            traces.AddRange(charts[i].Traces.Select(t => Place(t, suffix, x, y)));
            Place(charts[i].LayoutJson, layout, suffix, x, y, charts[i].Traces);
            if (charts[i].LayoutJson["title"] is JsonObject title && PlotTrace.Text(title, "text") is { } text)
                titles.Add(Title(text, (x.From + x.To) / 2, y.To));
        }

        if (titles.Count > 0)
            layout["annotations"] = titles;
        layout["showlegend"] ??= false;
        return new Chart(traces, layout);
    }

    private static (double From, double To) Span(int index, int count)
    {
        var width = (1 - (Gap * (count - 1))) / count;
        return (Math.Round(index * (width + Gap), 4), Math.Round((index * (width + Gap)) + width, 4));
    }

    private static JsonObject Place(JsonObject trace, string suffix, (double From, double To) x, (double From, double To) y)
    {
        var placed = PlotJson.Clone(trace);
        if (IsScene(trace))
            placed["scene"] = "scene" + suffix;
        else if (HasDomain(trace))
            placed["domain"] = new JsonObject { ["x"] = new JsonArray(x.From, x.To), ["y"] = new JsonArray(y.From, y.To) };
        else
            (placed["xaxis"], placed["yaxis"]) = ("x" + suffix, "y" + suffix);
        return placed;
    }

    private static void Place(JsonObject source, JsonObject target, string suffix, (double From, double To) x, (double From, double To) y, IReadOnlyList<JsonObject> traces)
    {
        foreach (var (name, value) in source)
        {
            if (name is not ("xaxis" or "yaxis" or "scene" or "title" or "annotations") && !target.ContainsKey(name))
                target[name] = PlotJson.Clone(value);
        }

        if (traces.Any(IsScene))
        {
            var scene = PlotJson.Clone(source["scene"]) as JsonObject ?? [];
            scene["domain"] = new JsonObject { ["x"] = new JsonArray(x.From, x.To), ["y"] = new JsonArray(y.From, y.To) };
            target["scene" + suffix] = scene;
        }

        if (traces.All(static t => IsScene(t) || HasDomain(t)))
            return;
        var (xAxis, yAxis) = (PlotJson.Clone(source["xaxis"]) as JsonObject ?? [], PlotJson.Clone(source["yaxis"]) as JsonObject ?? []);
        (xAxis["domain"], xAxis["anchor"]) = (new JsonArray(x.From, x.To), "y" + suffix);
        (yAxis["domain"], yAxis["anchor"]) = (new JsonArray(y.From, y.To), "x" + suffix);
        (target["xaxis" + suffix], target["yaxis" + suffix]) = (xAxis, yAxis);
    }

    private static JsonObject Title(string text, double x, double y) => new()
    {
        ["text"] = text,
        ["x"] = x,
        ["y"] = y,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["xanchor"] = "center",
        ["yanchor"] = "bottom",
        ["showarrow"] = false,
    };

    private static bool IsScene(JsonObject trace) => PlotTrace.TypeOf(trace) is "scatter3d" or "surface" or "mesh3d" or "cone" or "streamtube" or "volume" or "isosurface";

    private static bool HasDomain(JsonObject trace) => PlotTrace.TypeOf(trace) is "pie" or "sunburst" or "treemap" or "icicle" or "funnelarea" or "sankey" or "indicator" or "table" or "parcoords" or "parcats";
}
