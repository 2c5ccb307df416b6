using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notebook.Interactive.Formatting;

/// <summary>Values as <c>application/json</c>, whole or not at all: JSON that silently lacks items would be taken for the value.</summary>
internal static class JsonForm
{
    private const int MaxBytes = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IncludeFields = true,
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Serialises a value. Runs its own code.</summary>
    /// <exception cref="NotSupportedException">The value has no JSON form, or one that is too large.</exception>
    /// <exception cref="JsonException">The value is nested too deeply.</exception>
    public static string Write(object? value)
    {
        using var stream = new BoundedStream();
        JsonSerializer.Serialize(stream, value, value?.GetType() ?? typeof(object), Options);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>JSON over several lines, for people; as it is when it is no valid JSON.</summary>
    public static string Indent(string json)
    {
        try
        {
            return JsonNode.Parse(json)?.ToJsonString(Indented) ?? "null";
        }
        catch (JsonException)
        {
            // Too deep, or cut: still readable as it is.
            return json;
        }
    }

    /// <summary>Whether text is JSON that a reader can parse.</summary>
    public static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            // The answer is no.
            return false;
        }
    }

    private sealed class BoundedStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            ThrowIfFull(count);
            base.Write(buffer, offset, count);
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            ThrowIfFull(buffer.Length);
            base.Write(buffer);
        }

        private void ThrowIfFull(int count)
        {
            if (Length + count > MaxBytes)
                throw new NotSupportedException(string.Create(CultureInfo.InvariantCulture, $"its JSON is larger than {MaxBytes / 1024 / 1024} MB"));
        }
    }
}
