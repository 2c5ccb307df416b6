using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>A notebook's <see cref="StaleMode"/>, kept in its metadata. In a file: <c>metadata.notebook.stale</c>; without it, cells are marked.</summary>
internal static class StaleModes
{
    private const string Ours = "notebook";
    private const string Stale = "stale";

    /// <summary>What is there and is none is ignored: files come from anywhere.</summary>
    public static StaleMode Of(NotebookDocument document) =>
        document.MetadataJson is { } json && json.Contains($"\"{Stale}\"", StringComparison.Ordinal)
        && Parse(json)[Ours] is JsonObject ours && ours[Stale] is JsonValue value && value.TryGetValue<string>(out var name) && Enum.TryParse<StaleMode>(name, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? mode
            : StaleMode.Mark;

    public static NotebookDocument With(NotebookDocument document, StaleMode mode)
    {
        var metadata = Parse(document.MetadataJson ?? "{}");
        if (metadata[Ours] is not JsonObject ours)
            metadata[Ours] = ours = [];
        ours.Remove(Stale);
        if (mode != StaleMode.Mark)
            ours[Stale] = mode.ToString().ToLowerInvariant();
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
