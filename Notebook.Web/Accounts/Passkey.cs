using System.Collections.Immutable;

namespace Notebook.Web.Accounts;

/// <summary>A key on a device of somebody's: the half that the server keeps.</summary>
public sealed record Passkey
{
    /// <summary>Base64url of the credential's id, which the device chose.</summary>
    public required string Id { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    public required byte[] PublicKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>How often the device says it has signed; a number that goes back is a copied key.</summary>
    public uint SignCount { get; init; }

    public ImmutableArray<string> Transports { get; init; } = [];

    public bool IsUserVerified { get; init; }

    public bool IsBackupEligible { get; init; }

    public bool IsBackedUp { get; init; }

    public required byte[] AttestationObject { get; init; }

    public required byte[] ClientDataJson { get; init; }
}
