using System.IO.Enumeration;

namespace Notebook.Web.Sandbox;

/// <summary>What one kernel has to itself: a user id where there is one, and a folder for temporary files that ends with it.</summary>
internal sealed class KernelSlot : IDisposable
{
    private readonly UserIds? _userIds;
    private int _disposed;

    private KernelSlot(string scratchFolder, int? userId, UserIds? userIds)
    {
        ScratchFolder = scratchFolder;
        UserId = userId;
        _userIds = userIds;
    }

    /// <summary>The kernel's temporary and home folder.</summary>
    public string ScratchFolder { get; }

    public int? UserId { get; }

    /// <summary>The slot as the program's identity.</summary>
    public ProgramIdentity Identity => new(UserId, ScratchFolder);

    /// <summary>Makes a slot.</summary>
    /// <param name="workingFolder">What becomes the kernel's own when it has a user id.</param>
    /// <param name="scratch">Where scratch folders are made; null for the system's temporary folder.</param>
    /// <param name="userIds">Null: the kernel runs under the server's user id.</param>
    public static KernelSlot Open(string workingFolder, string? scratch, UserIds? userIds)
    {
        var folder = scratch is null ? Directory.CreateTempSubdirectory("notebook-kernel-").FullName
            : FileModes.CreateFolder(Path.Combine(scratch, Path.GetRandomFileName()));
        var userId = userIds?.Take(NativeCalls.OwnerOf(workingFolder));
        if (userId is { } id)
        {
            NativeCalls.Give(folder, id);
            if (NativeCalls.OwnerOf(workingFolder) != id)
                GiveAll(workingFolder, id);
        }

        return new(folder, userId, userIds);
    }

    /// <summary>Everything below a folder, links themselves and never what they point to.</summary>
    public static FileSystemEnumerable<T> Everything<T>(string folder, FileSystemEnumerable<T>.FindTransform transform) =>
        new(folder, transform, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;
        try
        {
            Directory.Delete(ScratchFolder, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Temporary files of a kernel that has ended harm nobody, and the server wipes them when it starts.
        }

        if (UserId is { } id)
            _userIds!.Return(id);
    }

    /// <summary>Gives a folder and everything in it to a user.</summary>
    public static void GiveAll(string folder, int userId)
    {
        foreach (var path in Everything(folder, static (ref FileSystemEntry entry) => entry.ToFullPath()))
            NativeCalls.Give(path, userId);
        // Last, so that an interrupted change is noticed the next time.
        NativeCalls.Give(folder, userId);
        FileModes.Set(folder, FileModes.OwnerOnly);
    }
}
