namespace Notebook.Web.Storage.Backup;

/// <summary>A store that can be read as it is at one moment while it goes on.</summary>
public interface ISnapshotSource
{
    /// <summary>The version of the database's schema.</summary>
    int SchemaVersion { get; }

    /// <summary>Takes a snapshot: everything that was acknowledged before, and nothing half done. Commits wait for some milliseconds.</summary>
    /// <exception cref="StoreException">The disk does not allow it.</exception>
    Task<StoreSnapshot> TakeSnapshotAsync(CancellationToken cancellationToken);
}
