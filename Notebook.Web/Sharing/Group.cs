using System.Collections.Immutable;

namespace Notebook.Web.Sharing;

/// <summary>People who work together: grants name it, notebooks may belong to it, and it has a folder.</summary>
public sealed record Group
{
    public const int MaxNameLength = 80;

    public required GroupId Id { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The ids of accounts; of each, whether it manages the group: adds and removes members, renames it, changes its folder.</summary>
    public required ImmutableDictionary<string, bool> Members { get; init; }

    /// <summary>The hash of the token of its invitation link; null without one. See <see cref="ShareToken.Hash"/>.</summary>
    public string? InviteHash { get; init; }

    /// <summary>From when on the invitation opens nothing.</summary>
    public DateTimeOffset? InviteExpiresAt { get; init; }

    /// <summary>What kernels of its notebooks may use where that is less than the server gives; null for as much as that.</summary>
    public GroupLimits? Limits { get; init; }

    public bool HasMember(string personId) => Members.ContainsKey(personId);

    public bool IsManagedBy(string personId) => Members.GetValueOrDefault(personId);

    /// <returns>The name as it is kept; null when nothing is left of it.</returns>
    public static string? CleanName(string? name)
    {
        var text = string.Concat((name ?? "").Where(static c => !char.IsControl(c))).Trim();
        return text.Length == 0 ? null : text.Length <= MaxNameLength ? text : text[..MaxNameLength];
    }
}
