using System.IO.Enumeration;

namespace Notebook.Web.Storage;

/// <summary>How much one kind of thing takes in the data folder.</summary>
/// <param name="Name">For people.</param>
/// <param name="Files">How many files.</param>
/// <param name="Bytes">Their size.</param>
public sealed record DataFolderPart(string Name, long Files, long Bytes)
{
    private static readonly (string Name, string Pattern)[] Parts =
    [
        ("Database", "notebook*.db"), ("Outputs", "outputs"), ("Files of notebooks", "notebooks"), ("Files of groups", "groups"), ("Packages", "packages"),
        ("Copies before a new schema", "*.backup"), ("Put aside by restores", "before-restore-*"),
    ];

    /// <summary>Looks through the folder, which may take seconds; parts that are not there are left out.</summary>
    public static IReadOnlyList<DataFolderPart> Of(DataFolder folder) => [.. Parts.Select(part => Measure(part.Name, folder.Path, part.Pattern)).Where(static part => part.Files > 0)];

    /// <returns>Null when the system does not say.</returns>
    public static long? FreeBytes(DataFolder folder)
    {
        try
        {
            return new DriveInfo(folder.Path).AvailableFreeSpace;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static DataFolderPart Measure(string name, string folder, string pattern)
    {
        var (files, bytes) = (0L, 0L);
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, pattern))
        {
            IEnumerable<long> lengths = Directory.Exists(path) ? LengthsBelow(path) : [new FileInfo(path).Length];
            foreach (var length in lengths)
            {
                files++;
                bytes += length;
            }
        }

        return new(name, files, bytes);
    }

    private static FileSystemEnumerable<long> LengthsBelow(string path) =>
        new(path, static (ref FileSystemEntry entry) => entry.Length, new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory,
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        };
}
