namespace Notebook.Web.Storage.Backup;

/// <summary>A backup as a file of the server's machine: it appears under its name when it is whole, for its owner only.</summary>
internal static class BackupFile
{
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="StoreException">It can't be made; the message says why, and what was there is still there.</exception>
    public static async Task<long> WriteAsync(DataBackup backup, string path, CancellationToken cancellationToken)
    {
        var part = path + ".part";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var output = new FileStream(part, options))
            {
                await backup.WriteAsync(output, cancellationToken);
                output.Flush(flushToDisk: true);
            }

            File.Move(part, path, overwrite: true);
            return new FileInfo(path).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{path} can't be written: {exception.Message}", exception);
        }
        finally
        {
            Remove(part);
        }
    }

    private static void Remove(string part)
    {
        try
        {
            File.Delete(part);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // There is none when its folder can't be written, which was said.
        }
    }
}
