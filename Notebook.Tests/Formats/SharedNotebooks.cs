namespace Notebook.Tests.Formats;

/// <summary>Notebooks that other people wrote. They lie beside the repository, not in it.</summary>
internal static class SharedNotebooks
{
    public static TheoryData<string> Names =>
    [
        "channels.dib",
        "code-cells.ipynb",
        "csharp.dib",
        "formatting.dib",
        "graphs-and-visualizations.ipynb",
        "hello-world.ipynb",
        "linq-queries.dib",
        "methods-and-members.ipynb",
        "pattern-matching.dib",
    ];

    public static string PathOf(string name)
    {
        var path = Path.GetFullPath(Path.Combine(RepositoryFolders.SharedNotebooks, name));
        Assert.True(File.Exists(path), $"This test reads the notebook {name}, which belongs at ../shared/notebooks/{name} from the repository's root, and it is not there.");
        return path;
    }

    public static byte[] Read(string name) => File.ReadAllBytes(PathOf(name));
}
