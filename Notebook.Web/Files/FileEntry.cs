namespace Notebook.Web.Files;

/// <summary>What lies in a folder.</summary>
/// <param name="Name">Without the way to it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Size">In bytes; 0 for what is no file.</param>
public sealed record FileEntry(string Name, FileEntryKind Kind, long Size);

public enum FileEntryKind
{
    Folder,
    File,

    /// <summary>A link that code made; it is not followed.</summary>
    Link,
}

/// <summary>The first entries of a folder, folders before files, by name.</summary>
/// <param name="Entries">At most <see cref="FolderFiles.MaxListed"/>.</param>
/// <param name="IsCut">Whether there are more.</param>
public sealed record FolderListing(IReadOnlyList<FileEntry> Entries, bool IsCut);
