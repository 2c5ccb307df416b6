using System.Collections;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Notebook.Interactive.Plots;

/// <summary>The JSON of charts: how values enter it and what must not be in it.</summary>
internal static class PlotJson
{
    private static readonly HashSet<string> AddressProperties = new(StringComparer.Ordinal) { "source", "url", "geojson", "style" };

    /// <summary>For writing charts and for Plotly.Blazor's own types, whose JSON names are attributes.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteDouble(), new FiniteSingle() },
        // Nodes are written with these options before any serializer has filled this in.
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>Any value as a node: sequences as series, anonymous objects and Plotly.Blazor's types by their members.</summary>
    public static JsonNode? NodeOf(object? value) => value switch
    {
        null => null,
        JsonNode node => Clone(node),
        string text => JsonValue.Create(text),
        Enum name => JsonValue.Create(name.ToString().ToLowerInvariant()),
        IDictionary => JsonSerializer.SerializeToNode(value, value.GetType(), Options),
        IEnumerable<IEnumerable> rows when rows is not IEnumerable<string> => new JsonArray([.. rows.Select(static row => NodeOf(row))]),
        IEnumerable values => PlotSeries.Of(values.Cast<object?>()).ToNode(),
        _ => JsonSerializer.SerializeToNode(value, value.GetType(), Options),
    };

    /// <summary>A copy for another parent. Series are shared: <see cref="JsonNode.DeepClone"/> would write and parse them.</summary>
    public static JsonNode? Clone(JsonNode? node) => node switch
    {
        JsonObject properties => Clone(properties),
        JsonArray items => new JsonArray([.. items.Select(Clone)]),
        JsonValue value when value.TryGetValue<PlotSeries>(out var series) => series.ToNode(),
        _ => node?.DeepClone(),
    };

    public static JsonObject Clone(JsonObject properties) => new(properties.Select(static p => KeyValuePair.Create(p.Key, Clone(p.Value))));

    /// <summary>Sets a property by its path, such as <c>marker.line.width</c>; null removes it.</summary>
    public static void Set(JsonObject target, string path, JsonNode? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var names = path.Split('.');
        foreach (var name in names[..^1])
        {
            if (target[name] is not JsonObject inner)
                target[name] = inner = [];
            target = inner;
        }

        if (value is null)
            target.Remove(names[^1]);
        else
            target[names[^1]] = value;
    }

    /// <summary>Copies every property of <paramref name="source"/> into <paramref name="target"/>, objects member by member.</summary>
    public static void Merge(JsonObject target, JsonObject source)
    {
        foreach (var (name, value) in source)
        {
            if (value is JsonObject inner && target[name] is JsonObject existing)
                Merge(existing, inner);
            else
                target[name] = Clone(value);
        }
    }

    /// <summary>Removes what would make a reader's browser fetch something from elsewhere: pictures, tiles and shapes by address.</summary>
    public static void RemoveRemoteAddresses(JsonNode? node)
    {
        if (node is JsonObject properties)
        {
            foreach (var (name, value) in properties.ToList())
            {
                if (AddressProperties.Contains(name) && value is JsonValue text && text.GetValueKind() == JsonValueKind.String && IsRemote(text.Deserialize<string>()!))
                    properties.Remove(name);
                else if (value is JsonObject or JsonArray)
                    RemoveRemoteAddresses(value);
            }
        }
        else if (node is JsonArray { Count: > 0 } items && items.Any(static i => i is JsonObject or JsonArray))
        {
            foreach (var item in items)
                RemoveRemoteAddresses(item);
        }
    }

    private static bool IsRemote(string address)
    {
        var trimmed = address.AsSpan().Trim();
        return trimmed.StartsWith("//", StringComparison.Ordinal)
            || (trimmed.Contains("://", StringComparison.Ordinal) && !trimmed.StartsWith("data:", StringComparison.OrdinalIgnoreCase));
    }

    // JSON has no NaN and no infinities; to Plotly, null is a gap.
    private sealed class FiniteDouble : JsonConverter<double>
    {
        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }

    private sealed class FiniteSingle : JsonConverter<float>
    {
        public override float Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetSingle();

        public override void Write(Utf8JsonWriter writer, float value, JsonSerializerOptions options)
        {
            if (float.IsFinite(value))
                writer.WriteNumberValue(value);
            else
                writer.WriteNullValue();
        }
    }
}
