using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>Changes of one cell's text on their way to a browser, or the whole text when the changes are no longer kept.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="From">The version the updates start from.</param>
/// <param name="Version">The version the browser has afterwards.</param>
/// <param name="Updates">Pairs of client id and CodeMirror change set, as JSON text; null with a whole text.</param>
/// <param name="Text">The whole text; null with updates.</param>
internal sealed record TextDelivery(string CellId, int From, int Version, IReadOnlyList<string[]>? Updates, string? Text)
{
    public static TextDelivery Since(CellId cell, TextDocument text, int version) => text.Since(version) is { } updates
        ? new(cell.Value, version, text.Version, [.. updates.Select(static update => new[] { update.ClientId, update.Changes })], null)
        : new(cell.Value, 0, text.Version, null, text.Text);
}
