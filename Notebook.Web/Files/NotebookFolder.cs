using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Notebook.Web.Files;

/// <summary>
/// A folder that a kernel writes to, as the server reads it. What lies there was made by hostile code, and the server may open more
/// than the kernel: no link is followed, nothing outside is reached, and only ordinary files are opened.
/// </summary>
public sealed class NotebookFolder
{
    private const int OpenAt2 = 437;
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const ulong NoMagicLinks = 0x02;
    private const ulong NoSymbolicLinks = 0x04;
    private const ulong Beneath = 0x08;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int StatusBytes = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const int ModeOffset = 28;
    private const uint ModeMask = 0x1;
    private const uint OwnerMask = 0x18;
    private const int TypeBits = 0xF000;
    private const int RegularFile = 0x8000;
    private const int NoSuchFile = 2;
    private const int NotPermitted = 1;
    private const int TooManyLinks = 40;
    private const int CrossesDevice = 18;
    private const int NotAFolder = 20;
    private const int NoSuchCall = 38;
    private const uint Unchanged = uint.MaxValue;
    private const uint GroupWrites = 0x1B0;

    // arm64 has its own values for these two.
    private static readonly int NoFollow = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x8000 : 0x20000;
    private static readonly int FolderOnly = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 0x4000 : 0x10000;

    private readonly string _path;

    /// <summary>Whether the system resolves a whole path by these rules; older ones are walked folder by folder.</summary>
    private readonly bool _resolvesWhole;

    /// <param name="path">The folder's full path; the way to it is the server's own.</param>
    public NotebookFolder(string path)
        : this(path, resolvesWhole: true)
    {
    }

    private NotebookFolder(string path, bool resolvesWhole) => (_path, _resolvesWhole) = (path, resolvesWhole);

    /// <summary>For tests: the folder as it is read where <c>openat2</c> is missing.</summary>
    internal static NotebookFolder WalkedStepByStep(string path) => new(path, resolvesWhole: false);

    /// <summary>
    /// Opens a folder, so that what is in it can be named through the handle: whatever becomes of the path, it stays this folder.
    /// </summary>
    /// <param name="relativePath">From the folder on, with <c>/</c>; empty for the folder itself.</param>
    /// <exception cref="UnsafeFileException">It is a link, lies outside, or is no folder; the message says which.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    internal SafeFileHandle OpenFolder(string relativePath)
    {
        if (relativePath.Length > 0)
            DemandInside(relativePath);
        var folder = new SafeFileHandle(Check(OpenAt(CurrentFolder, Text(_path), FolderOnly | CloseOnExec, 0), relativePath), ownsHandle: true);
        if (relativePath.Length == 0)
            return folder;
        using (folder)
            return new SafeFileHandle(_resolvesWhole ? OpenWhole(folder, relativePath, FolderOnly) : Walk(folder, relativePath, FolderOnly), ownsHandle: true);
    }

    /// <summary>Opens a folder in another that is open; null when that name is none, or a link to one.</summary>
    internal static SafeFileHandle? TryOpenIn(SafeFileHandle folder, string name)
    {
        var descriptor = OpenAt((int)folder.DangerousGetHandle(), Text(name), FolderOnly | NoFollow | CloseOnExec, 0);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Gives a file that was just made to whom the folder belongs: the kernel may run under a user id of its own.</summary>
    internal static void GiveToOwnerOf(SafeFileHandle folder, SafeFileHandle file)
    {
        var status = new byte[StatusBytes];
        if (GetStatus((int)folder.DangerousGetHandle(), Text(""), EmptyPath, OwnerMask, status) != 0)
            return;
        var (user, group) = (BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(UserOffset)), BinaryPrimitives.ReadUInt32LittleEndian(status.AsSpan(GroupOffset)));
        if (user == GetUserId())
            return;
        // Root gives it away. A server that is not root is a member of the kernel's group, and lets that group read and write.
        var descriptor = (int)file.DangerousGetHandle();
        if (ChangeOwner(descriptor, GetUserId() == 0 ? user : Unchanged, group) != 0 || (GetUserId() != 0 && ChangeMode(descriptor, GroupWrites) != 0))
            throw new UnsafeFileException("The file can't be given to the notebook's kernel, so it was not kept.");
    }

    /// <summary>Opens an ordinary file for reading.</summary>
    /// <param name="relativePath">From the folder on, with <c>/</c>.</param>
    /// <exception cref="UnsafeFileException">It is a link, lies outside, or is no ordinary file; the message says which.</exception>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    public FileStream OpenRead(string relativePath)
    {
        DemandInside(relativePath);
        using var folder = new SafeFileHandle(Check(OpenAt(CurrentFolder, Text(_path), FolderOnly | CloseOnExec, 0), relativePath), ownsHandle: true);
        var descriptor = _resolvesWhole ? OpenWhole(folder, relativePath) : Walk(folder, relativePath);
        var file = new SafeFileHandle(descriptor, ownsHandle: true);
        try
        {
            var status = new byte[StatusBytes];
            if (GetStatus(descriptor, Text(""), EmptyPath, ModeMask, status) != 0 || (BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(ModeOffset)) & TypeBits) != RegularFile)
                throw new UnsafeFileException($"{relativePath} is not an ordinary file, so it is not opened.");
            return new FileStream(file, FileAccess.Read);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void DemandInside(string relativePath)
    {
        if (relativePath.Length == 0 || relativePath.StartsWith('/') || relativePath.Contains('\0', StringComparison.Ordinal) || relativePath.Split('/').Contains(".."))
            throw new UnsafeFileException($"{relativePath}: only files in the notebook's own folder can be opened.");
    }

    private static int OpenWhole(SafeFileHandle folder, string relativePath, int flags = 0)
    {
        // A pipe that nobody writes to must not hold up the server.
        var how = new[] { (ulong)(uint)(NonBlocking | CloseOnExec | flags), 0UL, NoMagicLinks | NoSymbolicLinks | Beneath };
        var result = (int)Enter(OpenAt2, (int)folder.DangerousGetHandle(), Text(relativePath), how, how.Length * sizeof(ulong));
        // A container's profile may not know the call.
        return result < 0 && Marshal.GetLastPInvokeError() is NoSuchCall or NotPermitted ? Walk(folder, relativePath, flags) : Check(result, relativePath);
    }

    private static int Walk(SafeFileHandle folder, string relativePath, int flags = 0)
    {
        var steps = relativePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var current = folder;
        try
        {
            for (var i = 0; i < steps.Length - 1; i++)
            {
                var next = new SafeFileHandle(Check(OpenAt((int)current.DangerousGetHandle(), Text(steps[i]), FolderOnly | NoFollow | CloseOnExec, 0), relativePath), ownsHandle: true);
                if (current != folder)
                    current.Dispose();
                current = next;
            }

            return Check(OpenAt((int)current.DangerousGetHandle(), Text(steps[^1]), NoFollow | NonBlocking | CloseOnExec | flags, 0), relativePath);
        }
        finally
        {
            if (current != folder)
                current.Dispose();
        }
    }

    private static int Check(int descriptor, string relativePath)
    {
        if (descriptor >= 0)
            return descriptor;
        throw Marshal.GetLastPInvokeError() switch
        {
            NoSuchFile => new FileNotFoundException($"There is no file {relativePath} in the notebook's folder.", relativePath),
            TooManyLinks or CrossesDevice or NotAFolder => new UnsafeFileException($"{relativePath} is or lies behind a link, which is not followed."),
            var error => new UnsafeFileException($"{relativePath} can't be opened (error {error})."),
        };
    }

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text + '\0');

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenAt(int folder, byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "getuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetUserId();

    [DllImport("libc", EntryPoint = "fchown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(int file, uint user, uint group);

    [DllImport("libc", EntryPoint = "fchmod")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode(int file, uint mode);

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "syscall", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Enter(nint number, nint folder, byte[] path, ulong[] how, nint size);
}
