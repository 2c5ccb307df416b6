namespace Notebook.Web.Storage.Backup;

/// <summary>The store at one moment. While it is not disposed, the database's file stays as it is, and files that go are still here.</summary>
public sealed class StoreSnapshot : IDisposable
{
    private readonly Action _release;

    internal StoreSnapshot(string database, string folder, Action release)
    {
        Database = database;
        Folder = folder;
        _release = release;
    }

    /// <summary>The database's file.</summary>
    public string Database { get; }

    /// <summary>Holds <c>outputs</c> and <c>journals</c>.</summary>
    public string Folder { get; }

    public void Dispose() => _release();
}
