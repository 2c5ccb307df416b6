using System.Collections.Immutable;
using System.Text.Json;
using Notebook.Web.Collaboration;

namespace Notebook.Web.Components.Notebooks;

/// <summary>Reads what an editor pushes: <c>[["client", changes], …]</c>. What the changes say is for the session to check.</summary>
internal static class PushedUpdates
{
    private const int MaxClientIdLength = 64;

    /// <returns>Null when it has another form.</returns>
    public static ImmutableArray<TextUpdate>? Read(JsonElement updates)
    {
        if (updates.ValueKind != JsonValueKind.Array)
            return null;

        var read = ImmutableArray.CreateBuilder<TextUpdate>(updates.GetArrayLength());
        foreach (var update in updates.EnumerateArray())
        {
            if (update.ValueKind != JsonValueKind.Array
                || update.GetArrayLength() != 2
                || update[0].ValueKind != JsonValueKind.String
                || update[1].ValueKind != JsonValueKind.Array
                || update[0].GetString() is not { Length: > 0 and <= MaxClientIdLength } clientId)
                return null;
            read.Add(new TextUpdate(clientId, update[1].GetRawText()));
        }

        return read.MoveToImmutable();
    }
}
