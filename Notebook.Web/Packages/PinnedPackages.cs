using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Notebook.Web.Documents;

namespace Notebook.Web.Packages;

/// <summary>
/// The versions that a notebook's packages without an exact version came to, kept in its metadata: whoever opens it later gets the same.
/// In a file: <c>metadata.notebook.packages</c>, an object of ids and versions.
/// </summary>
internal static class PinnedPackages
{
    private const string Packages = "packages";
    private const int MaxPins = 500;

    public static ImmutableSortedDictionary<string, string> None { get; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The notebook's pins. What is there and is none is ignored: files come from anywhere.</summary>
    public static ImmutableSortedDictionary<string, string> Of(NotebookDocument document)
    {
        if (OwnMetadata.Of(document, Packages) is not JsonObject pins)
            return None;

        var found = None.ToBuilder();
        foreach (var (id, version) in pins.Take(MaxPins))
            if (version is JsonValue value && value.TryGetValue<string>(out var text))
                found[id] = text;
        return found.ToImmutable();
    }

    /// <summary>The notebook with exactly these pins.</summary>
    public static NotebookDocument With(NotebookDocument document, ImmutableSortedDictionary<string, string> pins) =>
        OwnMetadata.With(document, Packages, pins.IsEmpty ? null : new JsonObject(pins.Select(static pin => KeyValuePair.Create(pin.Key, (JsonNode?)pin.Value))));
}
