using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notebook.Web.Documents;

namespace Notebook.Web.Packages;

/// <summary>
/// The versions that a notebook's packages without an exact version came to, kept in its metadata: whoever opens it later gets the same.
/// In a file: <c>metadata.notebook.packages</c>, an object of ids and versions.
/// </summary>
internal static class PinnedPackages
{
    private const string Ours = "notebook";
    private const string Packages = "packages";
    private const int MaxPins = 500;

    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The notebook's pins. What is there and is none is ignored: files come from anywhere.</summary>
    public static ImmutableSortedDictionary<string, string> Of(NotebookDocument document)
    {
        if (document.MetadataJson is not { } json || !json.Contains(Packages, StringComparison.Ordinal) || (Parse(json)[Ours] as JsonObject)?[Packages] is not JsonObject pins)
            return None;

        var found = None.ToBuilder();
        foreach (var (id, version) in pins.Take(MaxPins))
            if (version is JsonValue value && value.TryGetValue<string>(out var text))
                found[id] = text;
        return found.ToImmutable();
    }

    /// <summary>The notebook with exactly these pins.</summary>
    public static NotebookDocument With(NotebookDocument document, ImmutableSortedDictionary<string, string> pins)
    {
        var metadata = Parse(document.MetadataJson ?? "{}");
        if (metadata[Ours] is not JsonObject ours)
            metadata[Ours] = ours = [];
        ours.Remove(Packages);
        if (!pins.IsEmpty)
            ours[Packages] = new JsonObject(pins.Select(static pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value)));
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
