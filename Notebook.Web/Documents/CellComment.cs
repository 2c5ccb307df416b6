namespace Notebook.Web.Documents;

/// <summary>One thing that somebody said about a cell.</summary>
public sealed record CellComment
{
    public required CommentId Id { get; init; }

    /// <summary>The account of whoever said it: only they may change it.</summary>
    public required string AuthorId { get; init; }

    /// <summary>What they were called then.</summary>
    public required string Author { get; init; }

    /// <summary>Plain text, whatever it looks like; empty once it is deleted.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When its author changed it last; null when they never did.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Its author took it back, but there are answers to it.</summary>
    public bool IsDeleted { get; init; }
}
