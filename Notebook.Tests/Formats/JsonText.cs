using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebook.Tests.Formats;

/// <summary>An <c>.ipynb</c> file's JSON in one form, whatever way it was written: keys sorted, lists of lines joined.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <param name="content">The file.</param>
    /// <param name="withIds">Whether cells' ids count; nbformat before 4.5 had none.</param>
    public static string Of(ReadOnlyMemory<byte> content, bool withIds)
    {
        var notebook = JsonNode.Parse(content.Span)!.AsObject();
        notebook["nbformat_minor"] = 5;
        foreach (var cell in notebook["cells"]!.AsArray())
        {
            if (!withIds)
                cell!.AsObject().Remove("id");
            Join(cell!, "source", static text => text.Replace("\r\n", "\n", StringComparison.Ordinal));
            foreach (var output in cell!["outputs"]?.AsArray() ?? [])
            {
                Join(output!, "text");
                foreach (var type in (output!["data"]?.AsObject() ?? []).Select(static form => form.Key).Where(static type => !type.EndsWith("json", StringComparison.Ordinal)).ToList())
                    Join(output["data"]!, type);
            }
        }

        return Sorted(notebook)!.ToJsonString(Indented);
    }

    private static void Join(JsonNode owner, string name, Func<string, string>? change = null)
    {
        if (owner[name] is { } value && (value is JsonArray texts ? texts.All(static line => line?.GetValueKind() == JsonValueKind.String) : value.GetValueKind() == JsonValueKind.String))
        {
            var text = value is JsonArray lines ? string.Concat(lines.Select(static line => line!.GetValue<string>())) : value.GetValue<string>();
            owner[name] = change is null ? text : change(text);
        }
    }

    private static JsonNode? Sorted(JsonNode? node) => node switch
    {
        JsonObject fields => new JsonObject(fields.OrderBy(static field => field.Key, StringComparer.Ordinal).Select(static field => KeyValuePair.Create(field.Key, Sorted(field.Value)))),
        JsonArray items => new JsonArray([.. items.Select(Sorted)]),
        _ => node?.DeepClone(),
    };
}
