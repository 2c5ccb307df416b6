using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>The common folder: read-only files that every notebook on this server sees.</summary>
public static class Common
{
    /// <summary>Where the common folder is.</summary>
    /// <exception cref="InvalidOperationException">This server has none; the message says how to get one.</exception>
    public static string Path => Environment.GetEnvironmentVariable(CommonFolderVariable.Name)
        ?? throw new InvalidOperationException("This server has no common folder. The person who runs it sets one with Files:CommonFolder (environment variable Files__CommonFolder).");

    /// <summary>The full path of a file in the common folder, as in <c>File.ReadAllText(Common.File("prices.csv"))</c>.</summary>
    public static string File(string name) => System.IO.Path.Combine(Path, name);
}
