using System.Reflection;

namespace Notebook.Tests;

/// <summary>Where the tests find the repository and what was built in it.</summary>
public static class RepositoryFolders
{
    /// <summary>The folder of Notebook.sln, found upwards from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The real notebooks that stand beside the repository.</summary>
    public static string SharedNotebooks => Path.Combine(Root, "..", "shared", "notebooks");

    /// <summary>Notebook.Web's output of the same configuration as these tests, with <c>kernel/</c> beside it.</summary>
    public static string WebOutput { get; } = Path.Combine(Root, "Notebook.Web", "bin", Configuration, "net10.0");

    /// <summary>Where tests leave pictures for people to look at.</summary>
    public static string Artifacts
    {
        get
        {
            var folder = Path.Combine(Root, "artifacts", "screenshots");
            Directory.CreateDirectory(folder);
            return folder;
        }
    }

    /// <summary>What these tests, and the rest of the solution with them, were built as.</summary>
    public static string Configuration =>
        typeof(RepositoryFolders).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()?.Configuration ?? "Debug";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notebook.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests run from outside the repository: no Notebook.sln above " + AppContext.BaseDirectory);
    }
}
