using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>The folder of the group that the notebook belongs to: read-only files that all notebooks of the group see.</summary>
public static class GroupFolder
{
    /// <summary>Where the folder is.</summary>
    /// <exception cref="InvalidOperationException">The notebook belongs to no group; the message says how it can.</exception>
    public static string Path => Environment.GetEnvironmentVariable(GroupFolderVariable.Name)
        ?? throw new InvalidOperationException("This notebook belongs to no group. Its owner says to which one it belongs: Share, Belongs to.");

    /// <summary>The full path of a file in the folder, as in <c>File.ReadAllText(GroupFolder.File("stations.csv"))</c>.</summary>
    public static string File(string name) => System.IO.Path.Combine(Path, name);
}
