using LiteDB;
using Notebook.Web.Storage.Backup;

namespace Notebook.Web.Storage;

/// <summary>
/// The data folder as this process has it open: its lock, the database and the one writer, which everything that keeps records
/// shares. Disposing finishes what was handed over, then lets the folder go.
/// </summary>
internal sealed class OpenDataFolder : IAsyncDisposable
{
    private readonly DataFolderLock _lock;

    /// <exception cref="StoreException">The folder is in use by another process, or cannot be opened; the message names it.</exception>
    public OpenDataFolder(DataFolder folder, ILogger<OpenDataFolder> logger)
        : this(folder, DatabaseSchema.Current, logger)
    {
    }

    internal OpenDataFolder(DataFolder folder, DatabaseSchema schema, ILogger logger, Action? beforeLogWrite = null)
    {
        Folder = folder;
        SchemaVersion = schema.Version;
        _lock = DataFolderLock.Take(folder);
        StoreSnapshot.Remove(folder.Staging);
        try
        {
            Database = new(folder, schema, beforeLogWrite);
        }
        catch
        {
            _lock.Dispose();
            throw;
        }

        Lane = new(Database, logger);
    }

    public DataFolder Folder { get; }

    /// <summary>The version of the database's schema.</summary>
    public int SchemaVersion { get; }

    public NotebookDatabase Database { get; }

    public CommitLane Lane { get; }

    /// <exception cref="StoreException">The database cannot be read.</exception>
    public T Read<T>(Func<LiteDatabase, T> read) => Database.Read(read);

    /// <summary>Hands a write over, in order with those before it; it runs in a transaction, and again when a group has to be taken apart.</summary>
    /// <returns>Completes when it is on the disk; faults with a <see cref="StoreException"/> when it was not kept.</returns>
    public Task WriteAsync(Action<LiteDatabase> write) => Lane.AddAsync(write, null);

    public async ValueTask DisposeAsync()
    {
        await Lane.DisposeAsync();
        Database.Dispose();
        _lock.Dispose();
    }
}
