using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>Gives somebody a role on a notebook. A notebook has at most one for each grantee.</summary>
public sealed record Grant
{
    public required NotebookId NotebookId { get; init; }

    public required Grantee Grantee { get; init; }

    public required NotebookRole Role { get; init; }

    /// <summary>From when on it gives nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The id of the person who gave it.</summary>
    public required string GivenBy { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public bool HoldsAt(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;
}
