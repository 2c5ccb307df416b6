using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Collaboration;

/// <summary>Where somebody is in a notebook: what they have selected and what they look at. Said by a browser, so bounded here.</summary>
public sealed record PeerPlace
{
    /// <summary>More cursors of one person are not shown to others.</summary>
    public const int MaxRanges = 8;

    /// <summary>The cell in hand; null when none is.</summary>
    public CellId? CellId { get; init; }

    /// <summary>Whether they type in it.</summary>
    public bool IsEditing { get; init; }

    /// <summary>The version of the cell's text that <see cref="Ranges"/> belongs to.</summary>
    public int TextVersion { get; init; }

    /// <summary>Cursors and selections in the cell's text while they type in it: anchor and head of each, in UTF-16 code units.</summary>
    public ImmutableArray<PeerRange> Ranges { get; init; } = [];

    /// <summary>The topmost cell in their window.</summary>
    public CellId? ViewCellId { get; init; }

    /// <summary>How much of that cell is above the window's upper edge, from 0 to 1.</summary>
    public double ViewInto { get; init; }
}

/// <summary>A cursor, or a selection, in a text.</summary>
/// <param name="Anchor">Where it was begun.</param>
/// <param name="Head">Where the cursor stands.</param>
public readonly record struct PeerRange(int Anchor, int Head);
