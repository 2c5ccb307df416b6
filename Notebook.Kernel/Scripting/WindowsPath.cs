namespace Notebook.Kernel.Scripting;

/// <summary>Paths as notebooks written on Windows have them: <c>..\lib\Tools.dll</c>.</summary>
internal static class WindowsPath
{
    /// <summary>The path, or the same with this system's separators when only that one names a file.</summary>
    public static string OfFile(string path) =>
        path.Contains('\\', StringComparison.Ordinal) && !File.Exists(path) && path.Replace('\\', Path.DirectorySeparatorChar) is var here && File.Exists(here) ? here : path;
}
