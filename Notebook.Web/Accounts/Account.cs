namespace Notebook.Web.Accounts;

/// <summary>Somebody who may sign in, as everyone else may know it. What proves who they are is in <see cref="AccountCredentials"/>.</summary>
public sealed record Account
{
    /// <summary>The first account of a server: what was made before there were accounts is this person's.</summary>
    public const string FirstId = "owner";

    /// <summary>Stable; stands in everything that names a person.</summary>
    public required string Id { get; init; }

    /// <summary>What the person signs in with; unique without regard to case.</summary>
    public required string Email { get; init; }

    /// <summary>What others see; a name that somebody else may have too.</summary>
    public required string DisplayName { get; init; }

    /// <summary>The colour of the person's cursor, one of <see cref="PersonColours"/>; null for whichever is free.</summary>
    public string? Colour { get; init; }

    /// <summary>Light, dark, or null for what the browser's system says.</summary>
    public string? Theme { get; init; }

    /// <summary>Whether the person may see and change what belongs to the server: people, settings, kernels.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>Whether nobody can sign in with this account. What it made stays.</summary>
    public bool IsDisabled { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>As a request or a circuit carries it.</summary>
    public Person ToPerson() => new(Id, DisplayName);
}
