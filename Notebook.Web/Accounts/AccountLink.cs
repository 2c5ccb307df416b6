namespace Notebook.Web.Accounts;

/// <summary>A link that works once: an invitation, or a new password.</summary>
public sealed record AccountLink
{
    /// <summary>The hash of its token; the token itself is only in the link.</summary>
    public required string Id { get; init; }

    public required AccountLinkKind Kind { get; init; }

    /// <summary>For an invitation: the only address it is for, or null for whoever has it.</summary>
    public string? Email { get; init; }

    /// <summary>For a new password: whose.</summary>
    public string? AccountId { get; init; }

    /// <summary>Whether the invited person becomes an administrator.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Where the invited person comes to first, a path of this server: a notebook, or a group's own invitation.</summary>
    public string? LeadsTo { get; init; }

    /// <summary>The group that the invited person becomes a member of; null for none.</summary>
    public string? GroupId { get; init; }

    /// <summary>What whoever made it is called.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
