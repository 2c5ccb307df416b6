namespace Notebook.Web.Storage;

/// <summary>
/// Makes the data folder and holds it for one process until disposed. LiteDB takes no lock on Linux: a second process that
/// opened and closed the live database removed its log, and acknowledged changes with it.
/// </summary>
internal sealed class DataFolderLock : IDisposable
{
    private readonly FileStream _file;

    private DataFolderLock(FileStream file) => _file = file;

    /// <exception cref="StoreException">Another process has the folder, or it cannot be used.</exception>
    public static DataFolderLock Take(DataFolder folder)
    {
        try
        {
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder.Path);
            }
            else
            {
                Directory.CreateDirectory(folder.Path, ownerOnly);
                if (File.GetUnixFileMode(folder.Path) != ownerOnly)
                    File.SetUnixFileMode(folder.Path, ownerOnly);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"The data folder {folder} cannot be used: {exception.Message} Choose another one with Data:Path, or make it writable for this account.", exception);
        }

        try
        {
            // The system releases the lock when the process ends, however it ends; the file itself stays.
            return new(new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (UnauthorizedAccessException exception)
        {
            throw new StoreException($"The data folder {folder} cannot be written: {exception.Message} Make it writable for this account.", exception);
        }
        catch (IOException exception)
        {
            throw new StoreException($"The data folder {folder} is in use by another Notebook server. Stop that one first, or choose another folder with Data:Path.", exception);
        }
    }

    /// <summary>Whether a process uses the folder now.</summary>
    public static bool IsHeld(DataFolder folder)
    {
        if (!File.Exists(folder.LockFile))
            return false;
        try
        {
            using var file = new FileStream(folder.LockFile, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    public void Dispose() => _file.Dispose();
}
