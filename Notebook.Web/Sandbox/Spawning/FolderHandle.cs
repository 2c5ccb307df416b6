using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// An open folder, as root deals with one that others may write to: everything in it is named through the handle, no link is ever
/// followed, and names are bytes, because not every name is text.
/// </summary>
internal sealed class FolderHandle : IDisposable
{
    private const int CurrentFolder = -100;
    private const int CloseOnExec = 0x80000;
    private const int NonBlocking = 0x800;
    private const int NameOnly = 0x200000;
    private const int EmptyPath = 0x1000;
    private const int DoNotFollow = 0x100;
    private const int RemoveFolder = 0x200;
    private const uint EverythingBasic = 0x7FF;
    private const int StatusBytes = 256;
    private const int EntriesBytes = 32 * 1024;
    private const int NameOffset = 19;
    private const int LengthOffset = 16;

    // arm64 has its own values for these.
    private static readonly bool IsArm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;
    private static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;
    private static readonly int FolderOnly = IsArm ? 0x4000 : 0x10000;
    private static readonly nint GetEntries = IsArm ? 61 : 217;

    private readonly SafeFileHandle _handle;

    private FolderHandle(int descriptor) => _handle = new SafeFileHandle(descriptor, ownsHandle: true);

    private int Descriptor => (int)_handle.DangerousGetHandle();

    /// <summary>Opens a folder. The way to it is root's own; the folder itself may not be a link.</summary>
    /// <exception cref="IOException">There is none.</exception>
    public static FolderHandle Open(string path)
    {
        var descriptor = OpenAt(CurrentFolder, Bytes(path), FolderOnly | NoFollow | CloseOnExec, 0);
        return descriptor >= 0 ? new(descriptor) : throw new IOException($"{path} can't be opened: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
    }

    /// <returns>Null when there is no folder of that name; a link to one is none.</returns>
    public FolderHandle? TryOpen(byte[] name)
    {
        var descriptor = OpenAt(Descriptor, name, FolderOnly | NoFollow | NonBlocking | CloseOnExec, 0);
        return descriptor < 0 ? null : new(descriptor);
    }

    public FolderHandle? TryOpen(string name) => TryOpen(Bytes(name));

    /// <summary>Makes a folder that is root's.</summary>
    /// <exception cref="IOException">There is something of that name, or it can't be made.</exception>
    public FolderHandle Make(string name, uint mode)
    {
        if (MakeFolder(Descriptor, Bytes(name), mode) != 0)
            throw new IOException($"The folder {name} can't be made: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}.");
        var folder = TryOpen(name) ?? throw new IOException($"The folder {name} is gone again.");
        folder.SetMode(mode);
        return folder;
    }

    /// <summary>What the folder itself is.</summary>
    public EntryStatus Status() => StatusOf(Descriptor, Bytes(""), EmptyPath) ?? throw new IOException("An open folder can't be looked at.");

    /// <summary>What an entry is; of a link the link itself. Null when it is gone.</summary>
    public EntryStatus? StatusOf(byte[] name) => StatusOf(Descriptor, name, DoNotFollow);

    public void SetOwner(int userId, int groupId) => _ = ChangeOwner(Descriptor, Bytes(""), (uint)userId, (uint)groupId, EmptyPath);

    public void SetMode(uint mode) => _ = ChangeMode(Bytes($"/proc/self/fd/{Descriptor}"), mode);

    /// <summary>Changes one file's owner, group and mode, if what stands under its name then is still what the rule wants.</summary>
    /// <param name="name">Of an ordinary file.</param>
    /// <param name="change">Null leaves the file as it is.</param>
    public void Change(byte[] name, Func<EntryStatus, (int User, int Group, uint Mode)?> change)
    {
        // The handle is of one file; the name may be another's a moment later.
        var descriptor = OpenAt(Descriptor, name, NameOnly | NoFollow | CloseOnExec, 0);
        if (descriptor < 0)
            return;
        using var file = new SafeFileHandle(descriptor, ownsHandle: true);
        if (StatusOf(descriptor, Bytes(""), EmptyPath) is not { IsFile: true } status || change(status) is not var (user, group, mode))
            return;
        _ = ChangeOwner(descriptor, Bytes(""), (uint)user, (uint)group, EmptyPath);
        _ = ChangeMode(Bytes($"/proc/self/fd/{descriptor}"), mode);
    }

    /// <summary>The names in the folder, each ending with a zero.</summary>
    public IReadOnlyList<byte[]> Names()
    {
        using var reading = TryOpen(".") ?? throw new IOException("A folder can't be read.");
        var names = new List<byte[]>();
        var buffer = new byte[EntriesBytes];
        int read;
        while ((read = (int)Enter(GetEntries, reading.Descriptor, buffer, buffer.Length)) > 0)
        {
            for (var at = 0; at < read;)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(buffer.AsSpan(at + LengthOffset));
                var rest = buffer.AsSpan(at + NameOffset, length - NameOffset);
                var name = rest[..(rest.IndexOf((byte)0) + 1)];
                if (!name.SequenceEqual(".\0"u8) && !name.SequenceEqual("..\0"u8))
                    names.Add(name.ToArray());
                at += length;
            }
        }

        return names;
    }

    /// <summary>
    /// Removes what has this name, of a folder with everything in it. Folders in folders are moved up first: a cell may have nested
    /// them deeper than paths and open handles reach.
    /// </summary>
    public void Remove(byte[] name)
    {
        if (TryOpen(name) is not { } folder)
        {
            _ = Unlink(Descriptor, name, 0);
            return;
        }

        using (folder)
        {
            while (folder.Names() is { Count: > 0 } names)
            {
                var left = 0;
                foreach (var entry in names)
                {
                    if (folder.TryOpen(entry) is not { } inner)
                    {
                        left += Unlink(folder.Descriptor, entry, 0) == 0 ? 1 : 0;
                        continue;
                    }

                    using (inner)
                    {
                        foreach (var below in inner.Names())
                        {
                            if (Unlink(inner.Descriptor, below, 0) != 0)
                                _ = RenameAt(inner.Descriptor, below, folder.Descriptor, Bytes(Path.GetRandomFileName()));
                        }
                    }

                    left += Unlink(folder.Descriptor, entry, RemoveFolder) == 0 ? 1 : 0;
                }

                // Something can't be removed; it is nobody's any more.
                if (left == 0)
                    return;
            }
        }

        _ = Unlink(Descriptor, name, RemoveFolder);
    }

    public void Remove(string name) => Remove(Bytes(name));

    public void Dispose() => _handle.Dispose();

    /// <summary>A name for the calls of this type.</summary>
    public static byte[] Bytes(string name) => Encoding.UTF8.GetBytes(name + '\0');

    /// <summary>The text of a name, as well as it is text.</summary>
    public static string Text(byte[] name) => Encoding.UTF8.GetString(name.AsSpan(0, name.Length - 1));

    private static EntryStatus? StatusOf(int folder, byte[] name, int flags)
    {
        var status = new byte[StatusBytes];
        return GetStatus(folder, name, flags, EverythingBasic, status) != 0 ? null : new(
            BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(20)), BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(24)),
            BinaryPrimitives.ReadUInt16LittleEndian(status.AsSpan(28)), BinaryPrimitives.ReadInt32LittleEndian(status.AsSpan(16)),
            BinaryPrimitives.ReadInt64LittleEndian(status.AsSpan(40)));
    }

    [DllImport("libc", EntryPoint = "openat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int OpenAt(int folder, byte[] path, int flags, int mode);

    [DllImport("libc", EntryPoint = "mkdirat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int MakeFolder(int folder, byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "unlinkat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Unlink(int folder, byte[] path, int flags);

    [DllImport("libc", EntryPoint = "renameat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt(int folder, byte[] path, int newFolder, byte[] newPath);

    [DllImport("libc", EntryPoint = "fchownat")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(int folder, byte[] path, uint user, uint group, int flags);

    [DllImport("libc", EntryPoint = "chmod")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeMode(byte[] path, uint mode);

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetStatus(int folder, byte[] path, int flags, uint mask, byte[] status);

    [DllImport("libc", EntryPoint = "syscall")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Enter(nint number, nint folder, byte[] buffer, nint size);
}
