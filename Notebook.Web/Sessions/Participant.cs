using Notebook.Web.Sharing;

namespace Notebook.Web.Sessions;

/// <summary>One browser tab in a session, or the server itself.</summary>
public sealed record Participant
{
    /// <summary>Unique per tab.</summary>
    public required string Id { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The account of whoever sits at the tab; null for a visitor who is not signed in, and for the server itself.</summary>
    public string? PersonId { get; init; }

    /// <summary>Where the role comes from.</summary>
    public required IHeldRole Holds { get; init; }

    /// <summary>Whether the tab shows the notebook as somebody else sees it (<see cref="SeenAs"/>): then nothing is done for it, whatever its role.</summary>
    public bool OnlyLooks { get; init; }

    /// <summary>The role now.</summary>
    public NotebookRole Role => Holds.Now;
}
