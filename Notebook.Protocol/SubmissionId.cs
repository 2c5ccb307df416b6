using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>One execution of one cell's code in one kernel. The session numbers them from 1; a number is never used twice in a session.</summary>
[JsonConverter(typeof(JsonConverter))]
public readonly record struct SubmissionId(long Value)
{
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);

    internal sealed class JsonConverter : JsonConverter<SubmissionId>
    {
        public override SubmissionId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());

        public override void Write(Utf8JsonWriter writer, SubmissionId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }
}
