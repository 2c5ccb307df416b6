using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>An address that gives whoever opens it a role on a notebook, or a copy of it. Only the hash of its token is known to the server.</summary>
public sealed record ShareLink
{
    public required LinkId Id { get; init; }

    public required NotebookId NotebookId { get; init; }

    /// <summary>See <see cref="ShareToken.Hash"/>.</summary>
    public required string TokenHash { get; init; }

    /// <summary>What it gives; nothing on the notebook itself when <see cref="GivesCopies"/>.</summary>
    public required NotebookRole Role { get; init; }

    /// <summary>Whether it is a class link: everyone signed in who opens it gets a copy of their own.</summary>
    public bool GivesCopies { get; init; }

    /// <summary>From when on it opens nothing; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public bool HoldsAt(DateTimeOffset now) => ExpiresAt is null || now < ExpiresAt;
}
