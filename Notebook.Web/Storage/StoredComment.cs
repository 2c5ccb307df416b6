namespace Notebook.Web.Storage;

/// <summary>A comment as JSON. Names are part of the file format.</summary>
internal sealed record StoredComment
{
    public required string Id { get; init; }

    public required string AuthorId { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public DateTimeOffset? EditedAt { get; init; }

    public bool IsDeleted { get; init; }
}
