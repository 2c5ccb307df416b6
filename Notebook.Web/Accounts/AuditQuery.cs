namespace Notebook.Web.Accounts;

/// <summary>Which entries of the audit log are asked for. Null and empty ask for all.</summary>
public sealed record AuditQuery
{
    /// <summary>Words that must all be in the entry's name, action, subject or detail, without regard to case.</summary>
    public string Text { get; init; } = "";

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public string? Action { get; init; }

    public string? PersonId { get; init; }

    public DateTimeOffset? From { get; init; }

    /// <summary>Up to and without this moment.</summary>
    public DateTimeOffset? Until { get; init; }
}
