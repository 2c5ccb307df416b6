using Notebook.Web.Sharing;

namespace Notebook.Web.Sessions;

/// <summary>One browser tab in a session, or the server itself.</summary>
public sealed record Participant
{
    /// <summary>Unique per tab.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>Where the role comes from.</summary>
    public required IHeldRole Holds { get; init; }

    /// <summary>The role now.</summary>
    public NotebookRole Role => Holds.Now;
}
