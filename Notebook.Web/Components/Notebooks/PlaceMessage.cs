using Notebook.Web.Collaboration;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>A <see cref="PeerPlace"/> as browsers say and hear it.</summary>
/// <param name="Cell">The cell in hand.</param>
/// <param name="Editing">Whether they type in it.</param>
/// <param name="Version">The version of its text that the ranges belong to.</param>
/// <param name="Ranges">Anchor and head of each cursor or selection, one after the other.</param>
/// <param name="View">The topmost cell in the window.</param>
/// <param name="Into">How much of it is above the window's edge, from 0 to 1.</param>
internal sealed record PlaceMessage(string? Cell, bool Editing, int Version, int[]? Ranges, string? View, double Into)
{
    public static PlaceMessage Of(PeerPlace place) =>
        new(place.CellId?.Value, place.IsEditing, place.TextVersion, [.. place.Ranges.SelectMany(static range => (int[])[range.Anchor, range.Head])], place.ViewCellId?.Value, place.ViewInto);

    /// <summary>The place, without whatever no browser of ours would say.</summary>
    public PeerPlace ToPlace() => new()
    {
        CellId = IdOf(Cell),
        IsEditing = Editing,
        TextVersion = Math.Max(0, Version),
        Ranges = [.. (Ranges ?? []).Chunk(2).Where(static pair => pair is [>= 0, >= 0]).Take(PeerPlace.MaxRanges).Select(static pair => new PeerRange(pair[0], pair[1]))],
        ViewCellId = IdOf(View),
        ViewInto = double.IsFinite(Into) ? Math.Clamp(Into, 0, 1) : 0,
    };

    private static CellId? IdOf(string? text) => CellId.TryParse(text, out var id) ? id : null;
}
