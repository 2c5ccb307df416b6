using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>What a trace's JSON says of itself.</summary>
internal static class PlotTrace
{
    public static string TypeOf(JsonObject trace) => Text(trace, "type") ?? "scatter";

    public static string? Text(JsonObject trace, string name) =>
        trace[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.Deserialize<string>() : null;

    public static bool IsLine(JsonObject trace) => TypeOf(trace).StartsWith("scatter", StringComparison.Ordinal) && (Text(trace, "mode")?.Contains("lines", StringComparison.Ordinal) ?? true);

    /// <summary>How many points a trace has: the length of its longest dimension.</summary>
    public static int PointCount(JsonObject trace) =>
        ((string[])["x", "y", "z", "values", "labels", "close", "r", "lat"]).Max(name => PlotSeries.FromNode(trace[name])?.Count ?? 0);

    /// <summary>The rows of a heatmap, contour or surface; null for traces of points.</summary>
    public static JsonArray? MatrixOf(JsonObject trace) => trace["z"] is JsonArray { Count: > 0 } rows && PlotSeries.FromNode(rows) is null ? rows : null;
}
