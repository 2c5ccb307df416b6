using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Plotly.Blazor;

namespace Notebook.Interactive.Plots;

/// <summary>Plotly.Blazor's typed traces and layout, and values that are made of them. Asking does not load Plotly.Blazor.</summary>
internal static class TypedPlots
{
    private static readonly ConditionalWeakTable<Type, string> Kinds = [];

    /// <summary>A trace by its runtime type: by its interface, nothing but its type would be written.</summary>
    public static JsonObject TraceOf(ITrace trace)
    {
        ArgumentNullException.ThrowIfNull(trace);
        return (JsonObject)JsonSerializer.SerializeToNode(trace, trace.GetType(), PlotJson.Options)!;
    }

    public static JsonObject LayoutOf(Layout layout)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return (JsonObject)JsonSerializer.SerializeToNode(layout, PlotJson.Options)!;
    }

    /// <summary>The chart that a trace, a sequence of traces or a chart of another library is; null for all other values.</summary>
    public static Chart? TryChart(object value) => KindOf(value.GetType()) switch
    {
        "trace" => OfTrace(value),
        "traces" => OfTraces(value),
        "definition" => OfDefinition(value),
        _ => ForeignPlots.TryChart(value),
    };

    // Own methods, so that their types are loaded only when there is a trace.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Chart OfTrace(object value) => new([TraceOf((ITrace)value)]);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Chart OfTraces(object value) => new(((IEnumerable<ITrace>)value).Select(TraceOf));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Chart OfDefinition(object value)
    {
        var definition = (ChartDefinition)value;
        return new Chart((definition.Data ?? []).Select(TraceOf), definition.Layout is { } layout ? LayoutOf(layout) : null);
    }

    private static string KindOf(Type type) => Kinds.GetValue(type, static type =>
        IsTrace(type) ? "trace"
        : type.FullName == "Plotly.Blazor.ChartDefinition" ? "definition"
        : type.GetInterfaces().Append(type).Any(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>) && IsTrace(i.GenericTypeArguments[0])) ? "traces"
        : "");

    private static bool IsTrace(Type type) => type.FullName == "Plotly.Blazor.ITrace" || type.GetInterfaces().Any(static i => i.FullName == "Plotly.Blazor.ITrace");
}
