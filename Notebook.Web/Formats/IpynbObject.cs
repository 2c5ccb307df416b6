using System.Text.Json;

namespace Notebook.Web.Formats;

/// <summary>
/// One JSON object of an <c>.ipynb</c> file under construction. Fields are written in the order of their names, as Jupyter
/// writes them, so that a version control system sees only real changes.
/// </summary>
internal sealed class IpynbObject
{
    private readonly SortedDictionary<string, Action<Utf8JsonWriter>> _fields = new(StringComparer.Ordinal);

    public IpynbObject Set(string name, Action<Utf8JsonWriter> write)
    {
        _fields[name] = write;
        return this;
    }

    public IpynbObject Set(string name, string value) => Set(name, writer => writer.WriteStringValue(value));

    public IpynbObject Set(string name, int? value) => Set(name, writer =>
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    });

    /// <summary>Text as nbformat's list of lines, which keep their ends.</summary>
    public IpynbObject SetLines(string name, string text) => Set(name, writer => WriteLines(writer, text));

    /// <summary>JSON that was kept as text.</summary>
    public IpynbObject SetJson(string name, string json) => Set(name, JsonReading.Parse(json).WriteTo);

    /// <summary>The fields that a reader kept unread replace those set here.</summary>
    public IpynbObject SetFileFields(string? fieldsJson, Func<string, bool>? which = null)
    {
        if (fieldsJson is null)
            return this;

        foreach (var field in JsonReading.Parse(fieldsJson).EnumerateObject())
        {
            if (which is null || which(field.Name))
                Set(field.Name, field.Value.WriteTo);
        }

        return this;
    }

    public void WriteTo(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, write) in _fields)
        {
            writer.WritePropertyName(name);
            write(writer);
        }

        writer.WriteEndObject();
    }

    public static void WriteLines(Utf8JsonWriter writer, string text)
    {
        writer.WriteStartArray();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOf('\n', start);
            var next = end < 0 ? text.Length : end + 1;
            writer.WriteStringValue(text.AsSpan(start, next - start));
            start = next;
        }

        writer.WriteEndArray();
    }
}
