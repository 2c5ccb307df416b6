using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>
/// An operation that takes another one back. The session hands it out with <see cref="OperationResult.Accepted"/>; whoever may
/// edit may send it, like any other, and it is refused in words when the notebook has moved on too far.
/// </summary>
public abstract record InverseOperation : Operation;

/// <summary>Brings deleted cells back as they were, each to where it stood or as near as what is left allows.</summary>
public sealed record RestoreCells(ImmutableArray<RemovedCell> Cells) : InverseOperation
{
    public override ImmutableArray<CellId> Shows => [.. Cells.Select(static removed => removed.Cell.Id)];
}

/// <summary>Takes added cells away again, unless somebody has written in one of them since: undoing never costs text.</summary>
public sealed record RemoveAddedCells(ImmutableArray<CellText> Cells) : InverseOperation;

/// <summary>Moves cells back to where they stood.</summary>
public sealed record ReturnCells(ImmutableArray<CellReturn> Cells) : InverseOperation
{
    public override ImmutableArray<CellId> Shows => [.. Cells.Select(static cell => cell.CellId)];
}

/// <summary>Takes back a split: neighbours become one cell again, whatever was typed in them since.</summary>
/// <param name="CellIds">In document order.</param>
/// <param name="Into">The one of them that stays.</param>
/// <param name="Separator">What stood between two of them.</param>
public sealed record JoinCells(ImmutableArray<CellId> CellIds, CellId Into, string Separator) : InverseOperation
{
    public override ImmutableArray<CellId> Shows => [Into];
}

/// <summary>Takes back a merge, as long as nobody has typed in the merged cell.</summary>
/// <param name="Join">What is taken back.</param>
/// <param name="Before">The cell that stayed, as it was before.</param>
/// <param name="TextVersion">Its text's version after the merge.</param>
/// <param name="Start">Where its own text begins in the merged one.</param>
/// <param name="Others">The cells that went into it.</param>
public sealed record TakeApart(JoinCells Join, Cell Before, int TextVersion, int Start, ImmutableArray<RemovedCell> Others) : InverseOperation
{
    public override ImmutableArray<CellId> Shows => Join.CellIds;
}

/// <summary>Takes back the restoring of a revision, unless somebody has changed the notebook since: undoing never costs text.</summary>
/// <param name="Content">What the notebook was before.</param>
/// <param name="Cells">The texts that the restoring left.</param>
public sealed record ReturnDocument(NotebookDocument Content, ImmutableArray<CellText> Cells) : InverseOperation
{
    /// <summary>Without the content.</summary>
    public override string ToString() => $"{nameof(ReturnDocument)} {{ {Content.Cells.Count} cells }}";
}

/// <summary>Where a cell stood: below one cell, above another, in the order they are looked for.</summary>
/// <param name="Below">The cell above it; null at the top.</param>
/// <param name="Above">The cell below it; null at the end.</param>
/// <param name="Index">Its place when both are gone.</param>
public sealed record CellPlace(CellId? Below, CellId? Above, int Index)
{
    public static CellPlace Of(NotebookDocument document, CellId cellId)
    {
        var index = document.NumberOf(cellId) - 1;
        return new(index > 0 ? document.Cells[index - 1].Id : null, index + 1 < document.Cells.Count ? document.Cells[index + 1].Id : null, index);
    }

    /// <summary>The index at which a cell is inserted to stand there again.</summary>
    public int In(NotebookDocument document) =>
        Below is { } below && document.NumberOf(below) is > 0 and var number ? number
        : Above is { } above && document.NumberOf(above) is > 0 and var next ? next - 1
        : Below is null ? 0
        : Math.Min(Index, document.Cells.Count);
}

/// <summary>A cell that was taken out of the document, where it stood, and the number of the session's kernel then.</summary>
public sealed record RemovedCell(Cell Cell, CellPlace Place, int KernelNumber = 0);

public sealed record CellReturn(CellId CellId, CellPlace Place);

/// <summary>A cell with the version of its text.</summary>
public readonly record struct CellText(CellId CellId, int Version);
