namespace Notebook.Tests;

/// <summary>A folder that lives as long as the test that made it.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("notebook-test-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

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
