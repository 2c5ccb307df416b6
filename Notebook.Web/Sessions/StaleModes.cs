using System.Text.Json.Nodes;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>A notebook's <see cref="StaleMode"/>, kept in its metadata. In a file: <c>metadata.notebook.stale</c>; without it, cells are marked.</summary>
internal static class StaleModes
{
    private const string Stale = "stale";

    /// <summary>What is there and is none is ignored: files come from anywhere.</summary>
    public static StaleMode Of(NotebookDocument document) =>
        OwnMetadata.Of(document, Stale) is JsonValue value && value.TryGetValue<string>(out var name) && Enum.TryParse<StaleMode>(name, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? mode
            : StaleMode.Mark;

    public static NotebookDocument With(NotebookDocument document, StaleMode mode) =>
        OwnMetadata.With(document, Stale, mode == StaleMode.Mark ? null : JsonValue.Create(mode.ToString().ToLowerInvariant()));
}
