using Notebook.Web.Documents;

namespace Notebook.Web.Storage.Backup;

/// <summary>
/// The store at one moment, while it goes on: everything that was acknowledged before, and nothing half done. While it is not disposed, the
/// database's file stays as it is, and files that go are still here under a second name.
/// </summary>
internal sealed class StoreSnapshot : IDisposable
{
    private readonly OpenDataFolder _data;

    private StoreSnapshot(OpenDataFolder data, string folder)
    {
        _data = data;
        Folder = folder;
    }

    /// <summary>The database's file.</summary>
    public string Database => _data.Folder.Database;

    /// <summary>Holds <c>outputs</c> and <c>journals</c>.</summary>
    public string Folder { get; }

    /// <summary>Takes a snapshot. Commits wait for some milliseconds.</summary>
    /// <exception cref="StoreException">The disk does not allow it.</exception>
    public static async Task<StoreSnapshot> TakeAsync(OpenDataFolder data, CancellationToken cancellationToken)
    {
        var staging = Path.Combine(data.Folder.Staging, RandomName.Create(8));
        var files = new LinkedFiles(data.Folder.Path, staging);
        try
        {
            // Most files are named here; between two commits, only those that came meanwhile.
            await Task.Run(() => files.Update(BackupParts.Outputs, BackupParts.Journals), cancellationToken);
            await data.Lane.RunAloneAsync(() =>
            {
                files.Update(BackupParts.Outputs, BackupParts.Journals);
                data.Database.Hold();
            });
            return new(data, staging);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Remove(staging);
            throw StoreException.NotRead(exception);
        }
        catch
        {
            Remove(staging);
            throw;
        }
    }

    public void Dispose()
    {
        _data.Database.Release();
        Remove(Folder);
    }

    /// <summary>Second names take no room: what can't be removed is, when the folder is opened the next time.</summary>
    internal static void Remove(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // As the summary says.
        }
    }
}
