using System.Text;
using System.Text.Json;

namespace Notebook.Web.Formats;

/// <summary>Reads nbformat's fields: missing and null are tolerated, another type than nbformat's is a fault that names its place.</summary>
internal static class IpynbFields
{
    /// <summary>Text that nbformat allows as one string or as a list of strings; null when missing.</summary>
    public static string? JoinedText(JsonElement owner, string name, string where)
    {
        if (owner.Property(name) is not { } value)
            return null;
        return Joined(value) ?? throw Fault(where, name, "text or a list of texts");
    }

    /// <summary>A string, or a list of strings in one; null when the element is something else.</summary>
    public static string? Joined(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.String)
            return value.GetString();
        if (value.ValueKind != JsonValueKind.Array)
            return null;

        var text = new StringBuilder();
        foreach (var line in value.EnumerateArray())
        {
            if (line.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))
                return null;
            text.Append(line.GetString());
        }

        return text.ToString();
    }

    public static string? String(JsonElement owner, string name, string where) =>
        owner.Property(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Fault(where, name, "text");

    public static JsonElement? Object(JsonElement owner, string name, string where) =>
        owner.Property(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Object ? value
        : throw Fault(where, name, "a JSON object");

    public static IEnumerable<JsonElement> Array(JsonElement owner, string name, string where) =>
        owner.Property(name) is not { } value ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : throw Fault(where, name, "a list");

    /// <summary>The execution count; one that is no small number goes to the fields that are kept unread.</summary>
    public static int? Count(JsonElement owner, List<(string Name, JsonElement Value)> others)
    {
        if (owner.Property("execution_count") is not { } value)
            return null;
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count))
            return count;

        others.Add(("execution_count", value));
        return null;
    }

    /// <summary>The fields that are none of the known ones.</summary>
    public static List<(string Name, JsonElement Value)> Others(JsonElement owner, string[] known) =>
        [.. owner.EnumerateObject().Where(field => !known.Contains(field.Name)).Select(static field => (field.Name, field.Value))];

    /// <summary>Adds a field to those that are kept unread, if it is there.</summary>
    public static void Keep(List<(string Name, JsonElement Value)> others, JsonElement owner, string name)
    {
        if (owner.TryGetProperty(name, out var value))
            others.Add((name, value));
    }

    public static UnreadableNotebookException Fault(string where, string name, string expected) =>
        new($"{where} is damaged: its \"{name}\" is not {expected}.");
}
