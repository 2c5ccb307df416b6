using System.Globalization;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>Several charts in the cells of a grid, as one chart.</summary>
internal static class Subplots
{
    private const int RowHeight = 260; // pixels
    private const double ColorBarShare = 0.14;
    private const int Margins = 90; // above the first and under the last row

    public static Chart Arrange(int columns, IReadOnlyList<Chart> charts, bool shareX = false, bool shareY = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        columns = Math.Min(columns, charts.Count);
        var rows = (charts.Count + columns - 1) / columns;
        var hasTitles = charts.Any(static c => TitleOf(c) is not null);
        // Ticks, the title of an axis and the title of the chart below stand between two rows.
        var rowGap = (shareX && !hasTitles ? 0.12 : 0.28) / rows;
        var columnGap = (shareY ? 0.06 : 0.16) / columns;
        var traces = new List<JsonObject>();
        var layout = new JsonObject();
        var (annotations, shapes) = (new JsonArray(), new JsonArray());
        var seconds = charts.Count;
        for (var i = 0; i < charts.Count; i++)
        {
            var place = new Place(
                i, Span(i % columns, columns, columnGap), Span(rows - 1 - (i / columns), rows, rowGap),
                ShareX: shareX && i >= columns ? i % columns : null, ShareY: shareY && i % columns > 0 ? i - (i % columns) : null,
                HidesX: shareX && i + columns < charts.Count,
                Second: charts[i].LayoutJson["yaxis2"] is JsonObject ? seconds++ : null);
            // The scale of its colours stands beside its own chart, not beside all of them.
            if (charts[i].Traces.Any(HasColorBar))
                place = place with { X = (place.X.From, Math.Round(place.X.To - (ColorBarShare / columns), 4)) };
            traces.AddRange(charts[i].Traces.Select(t => TraceIn(t, place)));
            LayoutIn(charts[i], layout, place);
            Collect(charts[i].LayoutJson["annotations"], annotations, place);
            Collect(charts[i].LayoutJson["shapes"], shapes, place);
            if (TitleOf(charts[i]) is { } text)
                annotations.Add(Title(text, place));
        }

        if (annotations.Count > 0)
            layout["annotations"] = annotations;
        if (shapes.Count > 0)
            layout["shapes"] = shapes;
        if (rows > 1)
            layout["height"] ??= Margins + (rows * RowHeight);
        layout["showlegend"] ??= false;
        return new Chart(traces, layout);
    }

    private static string? TitleOf(Chart chart) => chart.LayoutJson["title"] is JsonObject title ? PlotTrace.Text(title, "text") : null;

    private static (double From, double To) Span(int index, int count, double gap)
    {
        var width = (1 - (gap * (count - 1))) / count;
        return (Math.Round(index * (width + gap), 4), Math.Round((index * (width + gap)) + width, 4));
    }

    private static JsonObject TraceIn(JsonObject trace, Place place)
    {
        var placed = PlotJson.Clone(trace);
        if (PlotTrace.IsInSpace(trace))
            placed["scene"] = "scene" + place.Number;
        else if (PlotTrace.IsPolar(trace))
            placed["subplot"] = "polar" + place.Number;
        else if (PlotTrace.HasDomain(trace))
            placed["domain"] = place.Domain();
        else
            (placed["xaxis"], placed["yaxis"]) = ("x" + place.Number, PlotTrace.Text(trace, "yaxis") == "y2" ? "y" + place.SecondNumber : "y" + place.Number);
        if (HasColorBar(trace))
            PlotJson.Merge(placed, trace["marker"]?["showscale"] is null ? new JsonObject { ["colorbar"] = place.ColorBar() } : new JsonObject { ["marker"] = new JsonObject { ["colorbar"] = place.ColorBar() } });

        return placed;
    }

    private static bool HasColorBar(JsonObject trace) =>
        PlotTrace.TypeOf(trace) is "heatmap" or "contour" or "surface" or "histogram2d" || trace["marker"]?["showscale"] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.True;

    private static void LayoutIn(Chart chart, JsonObject target, Place place)
    {
        var source = chart.LayoutJson;
        foreach (var (name, value) in source)
        {
            if (name is not ("xaxis" or "yaxis" or "yaxis2" or "scene" or "polar" or "title" or "annotations" or "shapes" or "height" or "width") && !target.ContainsKey(name))
                target[name] = PlotJson.Clone(value);
        }

        foreach (var (own, isUsed) in new[] { ("scene", chart.Traces.Any(PlotTrace.IsInSpace)), ("polar", chart.Traces.Any(PlotTrace.IsPolar)) })
        {
            if (isUsed)
            {
                var area = PlotJson.Clone(source[own]) as JsonObject ?? [];
                area["domain"] = place.Domain();
                target[own + place.Number] = area;
            }
        }

        if (!chart.Traces.Any(PlotTrace.IsOnAxes))
            return;
        var (x, y) = (PlotJson.Clone(source["xaxis"]) as JsonObject ?? [], PlotJson.Clone(source["yaxis"]) as JsonObject ?? []);
        (x["domain"], x["anchor"]) = (new JsonArray(place.X.From, place.X.To), "y" + place.Number);
        (y["domain"], y["anchor"]) = (new JsonArray(place.Y.From, place.Y.To), "x" + place.Number);
        if (place.ShareX is { } column)
            x["matches"] = "x" + Place.NumberOf(column);
        if (place.ShareY is { } row)
            y["matches"] = "y" + Place.NumberOf(row);
        if (place.HidesX)
        {
            x["showticklabels"] = false;
            x.Remove("title");
        }

        if (place.ShareY is not null)
            y["showticklabels"] = false;
        (target["xaxis" + place.Number], target["yaxis" + place.Number]) = (x, y);
        if (PlotJson.Clone(source["yaxis2"]) is JsonObject second)
        {
            (second["overlaying"], second["anchor"]) = ("y" + place.Number, "x" + place.Number);
            target["yaxis" + place.SecondNumber] = second;
        }
    }

    // What is drawn at a chart's own axes is drawn at those that it has in the grid.
    private static void Collect(JsonNode? items, JsonArray target, Place place)
    {
        foreach (var item in items as JsonArray ?? [])
        {
            if (PlotJson.Clone(item) is not JsonObject placed)
                continue;
            foreach (var name in new[] { "xref", "yref" })
                placed[name] = PlotTrace.Text(placed, name) switch
                {
                    null or "x" or "y" => name[..1] + place.Number,
                    "x domain" or "y domain" => $"{name[..1]}{place.Number} domain",
                    "y2" => "y" + place.SecondNumber,
                    var other => other,
                };
            target.Add(placed);
        }
    }

    private static JsonObject Title(string text, Place place) => new()
    {
        ["text"] = text,
        ["x"] = place.X.From,
        ["y"] = place.Y.To,
        ["xref"] = "paper",
        ["yref"] = "paper",
        ["xanchor"] = "left",
        ["yanchor"] = "bottom",
        ["yshift"] = 4,
        ["showarrow"] = false,
        ["font"] = new JsonObject { ["size"] = 13, ["weight"] = 600 },
    };

    /// <summary>Where a chart stands in the grid, from 0 to 1 in both directions, and what its axes are called.</summary>
    private sealed record Place(int Index, (double From, double To) X, (double From, double To) Y, int? ShareX, int? ShareY, bool HidesX, int? Second)
    {
        public string Number => NumberOf(Index);

        public string SecondNumber => NumberOf(Second ?? Index);

        public static string NumberOf(int index) => index == 0 ? "" : (index + 1).ToString(CultureInfo.InvariantCulture);

        public JsonObject ColorBar() => new()
        {
            ["x"] = X.To,
            ["xanchor"] = "left",
            ["xpad"] = 6,
            ["y"] = (Y.From + Y.To) / 2,
            ["len"] = Y.To - Y.From,
            ["thickness"] = 8,
        };

        public JsonObject Domain() => new() { ["x"] = new JsonArray(X.From, X.To), ["y"] = new JsonArray(Y.From, Y.To) };
    }
}
