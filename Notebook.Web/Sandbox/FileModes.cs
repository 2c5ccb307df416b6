namespace Notebook.Web.Sandbox;

/// <summary>Who may do what with a file or a folder. The sandbox exists on Linux only, and says so once.</summary>
internal static class FileModes
{
    public const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public const UnixFileMode EverybodyReads = OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static UnixFileMode Of(string path) => OperatingSystem.IsWindows() ? throw NotHere : File.GetUnixFileMode(path);

    public static void Set(string path, UnixFileMode mode)
    {
        if (OperatingSystem.IsWindows())
            throw NotHere;
        File.SetUnixFileMode(path, mode);
    }

    /// <summary>Makes a folder that is its owner's alone.</summary>
    public static string CreateFolder(string path) =>
        OperatingSystem.IsWindows() ? throw NotHere : Directory.CreateDirectory(path, OwnerOnly).FullName;

    private static PlatformNotSupportedException NotHere => new("Kernels are isolated on Linux only.");
}
