using System.Globalization;
using System.IO.Enumeration;
using Microsoft.Win32.SafeHandles;

namespace Notebook.Web.Files;

/// <summary>
/// What people do with the files of a folder that a kernel may write to. The folder that holds a file is opened first, without
/// following links, and everything happens through that handle: whatever code in the notebook puts in the way meanwhile, nothing outside
/// the folder is read, changed or removed.
/// </summary>
/// <param name="path">The folder, which need not exist yet.</param>
/// <param name="settings">Its quota.</param>
/// <param name="whose">What it is called when it is full: the notebook's, the group's.</param>
public sealed class FolderFiles(string path, FileSettings settings, string whose = "notebook's")
{
    public const int MaxListed = 1_000;

    private const int BufferBytes = 128 * 1024;
    private const int MaxNumber = 1_000;
    private const int MaxDepth = 32;
    private const long Megabyte = 1024 * 1024;

    private readonly NotebookFolder _folder = new(path);

    /// <summary>Lists a folder.</summary>
    /// <param name="relativePath">From the folder on, with <c>/</c>; empty for the folder itself.</param>
    /// <exception cref="IOException">There is no such folder, or it is a link; the message says so.</exception>
    public FolderListing List(string relativePath)
    {
        if (relativePath.Length == 0 && !Directory.Exists(path))
            return new([], IsCut: false);
        using var folder = _folder.OpenFolder(relativePath);
        // One more than is shown tells whether there are more.
        var entries = Entries(folder).Where(static entry => !entry.Name.StartsWith(FileNames.PartPrefix, StringComparison.Ordinal)).Take(MaxListed + 1).ToList();
        return new([.. entries.Take(MaxListed).OrderBy(static entry => entry.Kind != FileEntryKind.Folder).ThenBy(static entry => entry.Name, StringComparer.OrdinalIgnoreCase)], entries.Count > MaxListed);
    }

    /// <summary>Opens an ordinary file for reading.</summary>
    /// <inheritdoc cref="NotebookFolder.OpenRead"/>
    public FileStream OpenRead(string relativePath) => _folder.OpenRead(relativePath);

    /// <summary>Adds a file. Nobody sees it before it is whole; what has that name already stays, and the new file gets a number.</summary>
    /// <param name="relativePath">The folder it comes into.</param>
    /// <param name="name">Of any origin; see <see cref="FileNames.Clean"/>.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="length">In bytes, when it is known.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    /// <returns>The name that it got.</returns>
    /// <exception cref="IOException">It could not be added; a <see cref="FolderException"/> or <see cref="UnsafeFileException"/> says why.</exception>
    public async Task<string> AddAsync(string relativePath, string name, Stream content, long? length, CancellationToken cancellationToken)
    {
        var wanted = FileNames.Clean(name) ?? throw new FolderException("A file needs a name.");
        Directory.CreateDirectory(path);
        var room = Room();
        if (length > room)
            throw NoRoom();

        using var folder = _folder.OpenFolder(relativePath);
        var part = Inside(folder, FileNames.PartPrefix + Path.GetRandomFileName());
        try
        {
            var file = new FileStream(part, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
            await using (file)
            {
                await CopyAsync(content, file, room, cancellationToken);
                NotebookFolder.GiveToOwnerOf(folder, file.SafeFileHandle);
            }

            return Name(folder, part, wanted);
        }
        catch
        {
            File.Delete(part);
            throw;
        }
    }

    /// <summary>
    /// Copies every file and folder into another folder that nobody else uses yet. Links and whatever else is no ordinary file are left
    /// out: a cell may have made them to lead elsewhere.
    /// </summary>
    /// <param name="target">Held to its own quota.</param>
    /// <param name="cancellationToken">Stops it; what was copied stays.</param>
    /// <exception cref="IOException">It could not be copied to its end.</exception>
    public async Task CopyToAsync(FolderFiles target, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
            return;
        target.Make();
        var (bytes, entries) = (target.Room(), 0);
        Queue<string> ways = new([""]);
        while (ways.TryDequeue(out var way))
        {
            using var from = _folder.OpenFolder(way);
            using var to = target._folder.OpenFolder(way);
            foreach (var entry in Entries(from).Where(static entry => entry.Kind != FileEntryKind.Link && !entry.Name.StartsWith(FileNames.PartPrefix, StringComparison.Ordinal)).ToList())
            {
                if (settings.QuotaEntries > 0 && ++entries > settings.QuotaEntries)
                    return;
                var relative = way.Length == 0 ? entry.Name : $"{way}/{entry.Name}";
                if (entry.Kind == FileEntryKind.Folder)
                {
                    Directory.CreateDirectory(Inside(to, entry.Name));
                    if (relative.Count(static c => c == '/') < MaxDepth)
                        ways.Enqueue(relative);
                    continue;
                }

                FileStream source;
                try
                {
                    source = OpenRead(relative);
                }
                catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
                {
                    // A pipe, or gone meanwhile: a running cell goes on with its files.
                    continue;
                }

                await using (source)
                {
                    var copy = new FileStream(Inside(to, entry.Name), new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0, Options = FileOptions.Asynchronous });
                    await using (copy)
                    {
                        await CopyAsync(source, copy, bytes, cancellationToken);
                        bytes -= copy.Length;
                        NotebookFolder.GiveToOwnerOf(to, copy.SafeFileHandle);
                    }
                }
            }
        }
    }

    /// <summary>Gives a file or folder another name in its folder.</summary>
    /// <exception cref="IOException">The message says why it can't have it.</exception>
    public void Rename(string relativePath, string newName)
    {
        if (FileNames.Problem(newName) is { } problem)
            throw new FolderException(problem);
        var (way, name) = Split(relativePath);
        using var folder = _folder.OpenFolder(way);
        if (newName == name)
            return;
        if (Entries(folder).Any(entry => entry.Name == newName))
            throw new FolderException($"There is a {newName} already.");
        Move(folder, name, newName);
    }

    /// <summary>Takes a file or folder out of sight. It comes back with <see cref="Restore"/>, and goes for good with <see cref="Forget"/>.</summary>
    /// <exception cref="IOException">It could not be taken away.</exception>
    public PutAsideFile PutAside(string relativePath)
    {
        var (way, name) = Split(relativePath);
        using var folder = _folder.OpenFolder(way);
        var hidden = FileNames.PartPrefix + Path.GetRandomFileName();
        Move(folder, name, hidden);
        return new PutAsideFile(way, name, hidden);
    }

    /// <summary>Puts back what was put aside, under its name or, where that is taken by now, the first free one with a number.</summary>
    /// <returns>The name that it got.</returns>
    /// <exception cref="IOException">It is gone, or its folder is.</exception>
    public string Restore(PutAsideFile file)
    {
        using var folder = _folder.OpenFolder(file.Way);
        var name = Enumerable.Range(1, MaxNumber).Select(number => number == 1 ? file.Name : FileNames.Numbered(file.Name, number)).FirstOrDefault(free => KindOf(folder, free) is null)
            ?? throw new FolderException($"There are too many files like {file.Name} already. Rename one, then try again.");
        Move(folder, file.Hidden, name);
        return name;
    }

    /// <summary>Removes for good what was put aside, of a folder with everything in it, of a link the link alone; nothing when it is gone already.</summary>
    public void Forget(PutAsideFile file)
    {
        using var folder = _folder.OpenFolder(file.Way);
        if (KindOf(folder, file.Hidden) is not null)
            Remove(folder, file.Hidden);
    }

    private void Make() => Directory.CreateDirectory(path);

    private static void Move(SafeFileHandle folder, string name, string newName)
    {
        var (from, to) = (Inside(folder, name), Inside(folder, newName));
        switch (KindOf(folder, name))
        {
            case null:
                throw new FolderException($"There is no {name} any more.");
            case FileEntryKind.Folder:
                Directory.Move(from, to);
                break;
            default:
                File.Move(from, to);
                break;
        }
    }

    private static void Remove(SafeFileHandle folder, string name)
    {
        if (NotebookFolder.TryOpenIn(folder, name) is not { } inner)
        {
            File.Delete(Inside(folder, name));
            return;
        }

        using (inner)
        {
            foreach (var entry in Entries(inner).ToList())
                Remove(inner, entry.Name);
        }

        Directory.Delete(Inside(folder, name), recursive: false);
    }

    /// <summary>Moves the whole file to its name, or to the first free one with a number.</summary>
    private static string Name(SafeFileHandle folder, string part, string wanted)
    {
        for (var number = 1; number <= MaxNumber; number++)
        {
            var name = number == 1 ? wanted : FileNames.Numbered(wanted, number);
            if (KindOf(folder, name) is not null)
                continue;
            try
            {
                File.Move(part, Inside(folder, name), overwrite: false);
                return name;
            }
            catch (IOException) when (KindOf(folder, name) is not null)
            {
                // A cell has just made a file of that name.
            }
        }

        throw new FolderException($"There are too many files like {wanted} already. Rename it, then try again.");
    }

    private async Task CopyAsync(Stream content, FileStream file, long room, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            room -= read;
            if (room < 0)
                throw NoRoom();
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    /// <summary>What lies in the folder and in those below it; links are counted and not followed.</summary>
    public (long Bytes, long Entries) Measure()
    {
        var (bytes, entries) = (0L, 0L);
        if (!Directory.Exists(path))
            return (bytes, entries);
        var everything = new FileSystemEnumerable<long>(path, static (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
        foreach (var length in everything)
        {
            bytes += length;
            entries++;
        }

        return (bytes, entries);
    }

    /// <summary>How many bytes may still come.</summary>
    private long Room()
    {
        var (bytes, entries) = Measure();
        if (settings.QuotaEntries > 0 && entries >= settings.QuotaEntries)
            throw new FolderException($"The {whose} folder may hold {Text(settings.QuotaEntries)} files and is full. Delete some first.");
        return settings.QuotaMegabytes > 0 ? settings.QuotaMegabytes * Megabyte - bytes : long.MaxValue;
    }

    private FolderException NoRoom() => new($"There is not enough room: the {whose} folder may hold {Text(settings.QuotaMegabytes)} MB. Delete what is not needed, then try again.");

    private static FileSystemEnumerable<FileEntry> Entries(SafeFileHandle folder) =>
        new(Inside(folder, ""), static (ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint)
            ? new FileEntry(entry.FileName.ToString(), FileEntryKind.Link, 0)
            : new FileEntry(entry.FileName.ToString(), entry.IsDirectory ? FileEntryKind.Folder : FileEntryKind.File, entry.IsDirectory ? 0 : entry.Length),
            new EnumerationOptions { AttributesToSkip = 0, RecurseSubdirectories = false, IgnoreInaccessible = true });

    private static FileEntryKind? KindOf(SafeFileHandle folder, string name)
    {
        var info = new FileInfo(Inside(folder, name));
        return info.LinkTarget is not null ? FileEntryKind.Link : info.Exists ? FileEntryKind.File : Directory.Exists(info.FullName) ? FileEntryKind.Folder : null;
    }

    /// <summary>A path through the handle: the folder it leads to is the one that was opened, wherever that is by now.</summary>
    private static string Inside(SafeFileHandle folder, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{folder.DangerousGetHandle()}/{name}");

    private static (string Way, string Name) Split(string relativePath)
    {
        var slash = relativePath.LastIndexOf('/');
        var name = relativePath[(slash + 1)..];
        if (name is "" or "." or ".." || name.Contains('\0', StringComparison.Ordinal))
            throw new UnsafeFileException($"{relativePath} is no file.");
        return (slash < 0 ? "" : relativePath[..slash], name);
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
