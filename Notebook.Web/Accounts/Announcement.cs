namespace Notebook.Web.Accounts;

/// <summary>A line that everybody sees on every page until it ends, such as when the server will be down.</summary>
public sealed record Announcement
{
    public required string Id { get; init; }

    /// <summary>Plain text.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset Until { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
