using System.Collections.Immutable;

namespace Notebook.Web.Documents;

/// <summary>A comment on a cell with the answers to it. Kept with the notebook, in no file format, and also when its cell is deleted: it is there again with the cell.</summary>
public sealed record CommentThread
{
    /// <summary>That of its first comment.</summary>
    public required CommentId Id { get; init; }

    public required CellId CellId { get; init; }

    /// <summary>Oldest first; never empty.</summary>
    public required ImmutableList<CellComment> Comments { get; init; }

    /// <summary>The display name of who said that it is dealt with; null while it is open.</summary>
    public string? ResolvedBy { get; init; }

    public DateTimeOffset? ResolvedAt { get; init; }

    public bool IsResolved => ResolvedBy is not null;

    public CellComment First => Comments[0];
}
