using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Notebook.Web.Sandbox;

/// <summary>What the sandbox asks of the system and .NET has no name for.</summary>
internal static class NativeCalls
{
    private const int CurrentFolder = -100;
    private const int DoNotFollow = 0x100;
    private const uint OwnerMask = 0x8;
    private const int StatusBytes = 256;
    private const int OwnerOffset = 20;
    private const uint LengthMask = 0x200;
    private const int LengthOffset = 40;
    private const int LandlockCreate = 444;
    private const nint VersionRequest = 1;
    private const uint OthersMask = 0x3F;

    public static uint UserId { get; } = GetUserId();

    /// <summary>The version of Landlock that runs here; 0 without it.</summary>
    public static int LandlockVersion { get; } = (int)Math.Max(0, Enter(LandlockCreate, 0, 0, VersionRequest));

    /// <summary>The user id that owns a file, a folder or a link itself; null when there is none.</summary>
    public static int? OwnerOf(string path)
    {
        var status = new byte[StatusBytes];
        return GetStatus(CurrentFolder, Text(path), DoNotFollow, OwnerMask, status) == 0 ? BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(OwnerOffset)) : null;
    }

    /// <summary>The length of the file that a path leads to; null when there is none.</summary>
    public static long? LengthOf(string path)
    {
        var status = new byte[StatusBytes];
        return GetStatus(CurrentFolder, Text(path), 0, LengthMask, status) == 0 ? BinaryPrimitives.ReadInt64LittleEndian(status.AsSpan(LengthOffset)) : null;
    }

    /// <summary>Gives a file, a folder or a link itself to a user and the group of the same number.</summary>
    public static bool Give(string path, int userId) => ChangeOwner(Text(path), (uint)userId, (uint)userId) == 0;

    /// <summary>Gives a file, a folder or a link another path. An empty folder there is replaced. The system's error is <see cref="Marshal.GetLastPInvokeError"/>.</summary>
    public static bool Rename(string from, string to) => Rename(Text(from), Text(to)) == 0;

    /// <summary>Sets the priority of one thread, where that is allowed.</summary>
    public static void SetPriority(int thread, int niceness) => _ = SetPriority(0, thread, niceness);

    /// <summary>Reads as another user, on this thread: what the system shows of a process only to its own user, root without special rights sees so too.</summary>
    public static T ReadAs<T>(int userId, Func<T> read)
    {
        if (UserId != 0)
            return read();
        try
        {
            // The order is the system's: whoever is no root any more can't change the group.
            _ = SetFileGroup((uint)userId);
            _ = SetFileUser((uint)userId);
            return read();
        }
        finally
        {
            _ = SetFileUser(0);
            _ = SetFileGroup(0);
        }
    }

    /// <summary>Files that this process makes from now on are its user's alone.</summary>
    public static void KeepFilesPrivate() => _ = SetFileMask(OthersMask);

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "getuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetUserId();

    [DllImport("libc", EntryPoint = "setfsuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileUser(uint user);

    [DllImport("libc", EntryPoint = "setfsgid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetFileGroup(uint group);

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetFileMask(uint mask);

    [DllImport("libc", EntryPoint = "rename", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Rename(byte[] from, byte[] to);

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetPriority(int which, int who, int niceness);

    [DllImport("libc", EntryPoint = "lchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint user, uint group);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Enter(nint number, nint first, nint second, nint third);
}
