namespace Notebook.Tests;

/// <summary>A folder that lives as long as the test that made it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Create();

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Others may pass through it, as through a data folder: kernels run under user ids of their own.</summary>
    private static string Create()
    {
        var folder = Directory.CreateTempSubdirectory("notebook-test-").FullName;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.OtherExecute);
        return folder;
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A killed server's children may still hold the folder for a moment; the system's temporary folder is swept anyway.
        }
    }
}
