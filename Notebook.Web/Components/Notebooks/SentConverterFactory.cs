using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notebook.Web.Components.Notebooks;

/// <summary>The serializer of all pages: what it writes is what the circuit's own would.</summary>
internal sealed class SentConverterFactory : JsonConverterFactory
{
    internal static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { NumberHandling = JsonNumberHandling.Strict };

    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Sent<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()))!;

    private sealed class Converter<T> : JsonConverter<Sent<T>>
    {
        public override Sent<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonSerializer.Deserialize<T>(ref reader, Options));

        public override void Write(Utf8JsonWriter writer, Sent<T> value, JsonSerializerOptions options) => JsonSerializer.Serialize<object?>(writer, value.Value, Options);
    }
}
