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

    /// <summary>Whether it is drawn in space, in a scene of its own.</summary>
    public static bool IsInSpace(JsonObject trace) => TypeOf(trace) is "scatter3d" or "surface" or "mesh3d" or "cone" or "streamtube" or "volume" or "isosurface";

    /// <summary>Whether it is drawn around a centre.</summary>
    public static bool IsPolar(JsonObject trace) => TypeOf(trace) is "scatterpolar" or "scatterpolargl" or "barpolar";

    /// <summary>Whether it has neither axes nor a scene, but a place of its own.</summary>
    public static bool HasDomain(JsonObject trace) =>
        TypeOf(trace) is "pie" or "sunburst" or "treemap" or "icicle" or "funnelarea" or "sankey" or "indicator" or "table" or "parcoords" or "parcats";

    /// <summary>Whether it stands on an x and a y axis.</summary>
    public static bool IsOnAxes(JsonObject trace) => !IsInSpace(trace) && !IsPolar(trace) && !HasDomain(trace);

    /// <summary>How many points a trace has: the length of its longest dimension.</summary>
    public static int PointCount(JsonObject trace) =>
        ((string[])["x", "y", "z", "values", "labels", "close", "r", "lat", "locations"]).Max(name => PlotSeries.FromNode(trace[name])?.Count ?? 0);

    /// <summary>The rows of a heatmap, contour or surface; null for traces of points.</summary>
    public static JsonArray? MatrixOf(JsonObject trace) => trace["z"] is JsonArray { Count: > 0 } rows && PlotSeries.FromNode(rows) is null ? rows : null;
}
