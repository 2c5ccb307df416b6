using System.Collections.Immutable;

namespace Notebook.Web.Accounts;

/// <summary>What proves that somebody is who their account says. Never leaves the server, and never the accounts' area.</summary>
public sealed record AccountCredentials
{
    /// <summary>Null for somebody who signs in by other means only.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>Changes with everything that must end all sign-ins: another password, sign-out everywhere, disabling.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int FailedSignIns { get; init; }

    /// <summary>Until when no password is tried.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    public DateTimeOffset? LastSignInAt { get; init; }

    public ImmutableArray<Passkey> Passkeys { get; init; } = [];

    /// <summary>What other sign-in services call this person.</summary>
    public ImmutableArray<ExternalLogin> Logins { get; init; } = [];
}
