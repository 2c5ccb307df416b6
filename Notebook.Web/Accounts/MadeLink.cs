namespace Notebook.Web.Accounts;

/// <summary>What came of asking for a link.</summary>
/// <param name="Path">The link below the server's address; null when there is none.</param>
/// <param name="ExpiresAt">When it ends.</param>
/// <param name="Problem">Why there is none, or null.</param>
public sealed record MadeLink(string? Path, DateTimeOffset ExpiresAt, string? Problem)
{
    public static MadeLink Refused(string problem) => new(null, default, problem);
}
