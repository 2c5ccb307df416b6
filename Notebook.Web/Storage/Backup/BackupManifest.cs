namespace Notebook.Web.Storage.Backup;

/// <summary>The first thing in a backup: what it is, and whether this server can read it.</summary>
public sealed record BackupManifest
{
    /// <summary>The version of the form of the file.</summary>
    public const int CurrentFormat = 1;

    public required int Format { get; init; }

    /// <summary>The schema of its database. A server restores what is as old as itself or older, and brings it up to date at its next start.</summary>
    public required int Schema { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}
