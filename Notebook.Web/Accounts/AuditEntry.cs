namespace Notebook.Web.Accounts;

/// <summary>One line of the audit log: who did what to whom or what, and when.</summary>
public sealed record AuditEntry
{
    /// <summary>The entry's place in the log; given when it is kept.</summary>
    public long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Null when nobody was signed in, as for a wrong password.</summary>
    public string? PersonId { get; init; }

    /// <summary>What the person was called then; "Command line" or an e-mail address that was tried where there is no person.</summary>
    public required string DisplayName { get; init; }

    /// <summary>One of <see cref="AuditActions"/>: the words that the page shows.</summary>
    public required string Action { get; init; }

    /// <summary>What it was done to: a notebook's title, an e-mail address. Empty when that is the person.</summary>
    public string Subject { get; init; } = "";

    /// <summary>More about it: a role, an address. Never a secret.</summary>
    public string Detail { get; init; } = "";
}
