using Notebook.Web.Sharing;

namespace Notebook.Web.Sessions;

/// <summary>One browser tab in a session, or the server itself.</summary>
public sealed record Participant
{
    /// <summary>Unique per tab.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    public required NotebookRole Role { get; init; }
}
