using System.Text.Json;
using System.Text.Json.Nodes;

namespace Notebook.Web.Documents;

/// <summary>What this product keeps in a notebook's metadata. In a file: <c>metadata.notebook</c>, beside what other programs keep.</summary>
internal static class OwnMetadata
{
    private const string Ours = "notebook";

    /// <returns>Null when there is nothing of this name. Files come from anywhere: what it is has to be looked at.</returns>
    public static JsonNode? Of(NotebookDocument document, string name) =>
        document.MetadataJson is { } json && json.Contains($"\"{name}\"", StringComparison.Ordinal) && Parse(json)[Ours] is JsonObject ours ? ours[name] : null;

    /// <summary>The notebook with this value, or, for null, without it.</summary>
    public static NotebookDocument With(NotebookDocument document, string name, JsonNode? value)
    {
        var metadata = Parse(document.MetadataJson ?? "{}");
        if (metadata[Ours] is not JsonObject ours)
            metadata[Ours] = ours = [];
        ours.Remove(name);
        if (value is not null)
            ours[name] = value;
        if (ours.Count == 0)
            metadata.Remove(Ours);
        return document with { MetadataJson = metadata.Count == 0 ? null : metadata.ToJsonString() };
    }

    private static JsonObject Parse(string json)
    {
        try
        {
            return JsonNode.Parse(json) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            // The readers keep only what is an object.
            return [];
        }
    }
}
