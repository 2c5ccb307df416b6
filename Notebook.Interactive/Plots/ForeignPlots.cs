using System.Reflection;
using System.Runtime.Loader;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebook.Interactive.Plots;

/// <summary>
/// Charts of Plotly.NET and XPlot, which notebooks bring along themselves: known by their names, read by what they write
/// (docs/decisions/0033-charts.md).
/// </summary>
internal static class ForeignPlots
{
    private const int MaxDepth = 64;

    /// <summary>How long such a chart may take: the first one compiles and loads its whole library, seconds on a busy machine.</summary>
    public static TimeSpan Time { get; } = TimeSpan.FromSeconds(30);

    public static bool IsChart(Type type) =>
        type.FullName is "XPlot.Plotly.PlotlyChart" || type.FullName?.StartsWith("Plotly.NET.GenericChart", StringComparison.Ordinal) == true;

    /// <summary>The chart that an object of another library is; null for all other values.</summary>
    public static Chart? TryChart(object value)
    {
        for (var type = value.GetType(); type is not null; type = type.BaseType)
        {
            switch (type.FullName)
            {
                // A case of a union is a nested type of its own.
                case "Plotly.NET.GenericChart":
                case "Plotly.NET.GenericChart+GenericChart":
                    return OfPlotlyNet(value, type);
                case "XPlot.Plotly.PlotlyChart":
                    return OfXPlot(value, type);
            }
        }

        return null;
    }

    private static Chart? OfPlotlyNet(object value, Type type)
    {
        // A member in 5 and later, a function of the module before.
        var module = type.DeclaringType ?? type;
        if (Figure(value, module, type) is not { } figure || figure["data"] is not JsonArray data)
            return null;
        var layout = figure["layout"] as JsonObject ?? [];
        // What every chart of the library has is not what this chart's author chose: the page's own look fits better.
        if (Defaults(type.Assembly) is { } defaults)
        {
            foreach (var (name, common) in defaults)
            {
                if (JsonNode.DeepEquals(layout[name], common))
                    layout.Remove(name);
            }
        }

        return Of(data, layout);
    }

    private static JsonObject? Figure(object value, Type module, Type type)
    {
        var write = Function(module, "toFigureJson", type);
        if (write is not null)
            return Parse((string?)write.Invoke(null, [value]));
        // Older versions write what they give to Plotly only within their page.
        return Function(module, "toEmbeddedHTML", type)?.Invoke(null, [value]) is string page ? FromScript(page) : null;
    }

    private static MethodInfo? Function(Type module, string name, Type argument) => module.GetMethod(name, BindingFlags.Public | BindingFlags.Static, [argument]);

    private static JsonObject? Defaults(Assembly assembly)
    {
        if (assembly.GetType("Plotly.NET.Defaults") is not { } defaults)
            return null;
        var common = new JsonObject();
        foreach (var (name, property) in new[] { ("width", "DefaultWidth"), ("height", "DefaultHeight") })
        {
            if (defaults.GetProperty(property)?.GetValue(null) is int pixels)
                common[name] = pixels;
        }

        if (defaults.GetProperty("DefaultTemplate")?.GetValue(null) is { } template && Json(template, assembly) is { } json)
            common["template"] = json;
        return common;
    }

    // Plotly.NET writes with Newtonsoft.Json, which is there when it is: where packages are loaded, and not beside this assembly.
    private static JsonNode? Json(object value, Assembly assembly)
    {
        var converter = assembly.GetReferencedAssemblies().Where(static a => a.Name == "Newtonsoft.Json").Select(name => AssemblyLoadContext.GetLoadContext(assembly)?.LoadFromAssemblyName(name)).FirstOrDefault();
        var write = converter?.GetType("Newtonsoft.Json.JsonConvert")?.GetMethod("SerializeObject", [typeof(object)]);
        return write?.Invoke(null, [value]) is string text ? JsonNode.Parse(text) : null;
    }

    private static Chart? OfXPlot(object value, Type type)
    {
        if (type.GetMethod("GetInlineJS", [])?.Invoke(value, null) is not string script || FromScript(script) is not { } figure || figure["data"] is not JsonArray data)
            return null;
        var layout = figure["layout"] as JsonObject ?? [];
        // 900 × 500 is what it has when nobody sets a size.
        foreach (var (name, property, usual) in new[] { ("width", "Width", 900), ("height", "Height", 500) })
        {
            if (!layout.ContainsKey(name) && type.GetProperty(property)?.GetValue(value) is int pixels && pixels != usual)
                layout[name] = pixels;
        }

        return Of(data, layout);
    }

    private static Chart Of(JsonArray data, JsonObject layout) => new(data.OfType<JsonObject>().Select(PlotJson.Clone), PlotJson.Clone(layout));

    /// <summary>What a script says its <c>data</c> and <c>layout</c> are.</summary>
    private static JsonObject? FromScript(string script) => After(script, "data") is { } data ? new JsonObject { ["data"] = data, ["layout"] = After(script, "layout") } : null;

    private static JsonNode? After(string script, string variable)
    {
        var start = script.IndexOf($"var {variable} =", StringComparison.Ordinal);
        if (start < 0)
            return null;
        var json = System.Text.Encoding.UTF8.GetBytes(script[(script.IndexOf('=', start) + 1)..].TrimStart());
        var reader = new Utf8JsonReader(json, isFinalBlock: true, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth, AllowMultipleValues = true }));
        return JsonNode.Parse(ref reader);
    }

    private static JsonObject? Parse(string? json) =>
        json is null ? null : JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth }) as JsonObject;
}
