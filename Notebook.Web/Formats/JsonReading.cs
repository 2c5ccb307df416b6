using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notebook.Web.Formats;

/// <summary>Looking into JSON of unknown shape without exceptions, and keeping parts of it as text.</summary>
internal static class JsonReading
{
    // What a file held at its deepest may stand deeper in what was kept of it.
    private static readonly JsonDocumentOptions Kept = new() { MaxDepth = 2 * FileLimits.MaxJsonDepth };

    private static readonly JsonWriterOptions Compacted = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The property of an object; null when it is missing, JSON's null, or the element is no object.</summary>
    public static JsonElement? Property(this JsonElement? element, string name) => element is { } present ? present.Property(name) : null;

    /// <inheritdoc cref="Property(JsonElement?, string)"/>
    public static JsonElement? Property(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A property that is text and not empty.</summary>
    public static string? Text(this JsonElement? element, string name) =>
        element.Property(name) is { ValueKind: JsonValueKind.String } value && value.GetString() is { Length: > 0 } text ? text : null;

    /// <summary>JSON that was kept as text.</summary>
    public static JsonElement Parse(string json) => JsonElement.Parse(LoneSurrogates.Replace(Encoding.UTF8.GetBytes(json)).Span, Kept);

    /// <summary>Text that may be JSON; null when it is not.</summary>
    public static JsonElement? TryParse(string text)
    {
        try
        {
            return Parse(text);
        }
        catch (JsonException)
        {
            // There is no parser that answers without an exception.
            return null;
        }
    }

    /// <summary>The element as JSON without white space; numbers keep their digits.</summary>
    public static string Compact(this JsonElement element) => Compact(element.WriteTo);

    /// <summary>The given fields as a JSON object in the order of their names; null when there are none. Of a field that is there twice the last counts.</summary>
    public static string? CompactFields(IReadOnlyCollection<(string Name, JsonElement Value)> fields) => fields.Count == 0 ? null : Compact(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields.GroupBy(static field => field.Name, static (_, same) => same.Last()).OrderBy(static field => field.Name, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    private static string Compact(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Compacted))
            write(writer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
