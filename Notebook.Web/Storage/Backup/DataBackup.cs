using System.Formats.Tar;
using System.IO.Compression;
using System.IO.Enumeration;
using System.Text.Json;
using Notebook.Web.Files;

namespace Notebook.Web.Storage.Backup;

/// <summary>
/// Writes everything of a data folder into one stream while the server goes on: a compressed tar with a manifest first and an end mark
/// last. What was acknowledged before it began is in it. One at a time.
/// </summary>
internal sealed class DataBackup(OpenDataFolder data, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);

    /// <summary>What a browser calls the file.</summary>
    public string SuggestedName => $"notebook-{time.GetUtcNow():yyyy-MM-dd-HHmm}.backup";

    /// <summary>Writes a backup.</summary>
    /// <exception cref="StoreException">The data folder can't be read as a whole.</exception>
    /// <exception cref="IOException">The stream does not take it.</exception>
    public async Task WriteAsync(Stream output, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            using var snapshot = await StoreSnapshot.TakeAsync(data, cancellationToken);
            await using var compressed = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
            await using var tar = new TarWriter(compressed, TarEntryFormat.Pax, leaveOpen: true);
            await WriteJsonAsync(tar, BackupParts.Manifest, new BackupManifest { Format = BackupManifest.CurrentFormat, Schema = data.SchemaVersion, CreatedAt = time.GetUtcNow() }, cancellationToken);
            var files = 1;
            await using (var database = new FileStream(snapshot.Database, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
                await WriteFileAsync(tar, BackupParts.Database, database, cancellationToken);
            foreach (var part in (string[])[BackupParts.Outputs, BackupParts.Journals])
                files += await WriteFolderAsync(tar, snapshot.Folder, part, cancellationToken);
            foreach (var part in BackupParts.LiveFolders)
                files += await WriteFolderAsync(tar, data.Folder.Path, part, cancellationToken);
            await WriteJsonAsync(tar, BackupParts.End, new BackupEnd(files), cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>Files of kernels are among them: no link is followed, and only ordinary files are read.</summary>
    private static async Task<int> WriteFolderAsync(TarWriter tar, string root, string part, CancellationToken cancellationToken)
    {
        var path = Path.Combine(root, part);
        if (!Directory.Exists(path))
            return 0;
        var reading = new NotebookFolder(path);
        var count = 0;
        foreach (var name in FilesBelow(path))
        {
            try
            {
                await using var file = reading.OpenRead(name);
                await WriteFileAsync(tar, $"{part}/{name}", file, cancellationToken);
                count++;
            }
            catch (Exception exception) when (exception is FileNotFoundException or UnsafeFileException)
            {
                // It went meanwhile, or is a link or a pipe, which no notebook needs.
            }
        }

        return count;
    }

    private static List<string> FilesBelow(string path) =>
    [
        .. new FileSystemEnumerable<string>(path, (ref FileSystemEntry entry) => Path.GetRelativePath(path, entry.ToFullPath()), new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true })
        {
            ShouldIncludePredicate = static (ref FileSystemEntry entry) => !entry.IsDirectory && !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            ShouldRecursePredicate = static (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
        },
    ];

    private static async Task WriteFileAsync(TarWriter tar, string name, Stream file, CancellationToken cancellationToken)
    {
        // A file that a cell is writing has the length that it has now; tar wants it beforehand.
        await using var fixedLength = new FixedLengthStream(file, file.Length);
        await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = fixedLength, Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite }, cancellationToken);
    }

    private static async Task WriteJsonAsync<T>(TarWriter tar, string name, T value, CancellationToken cancellationToken)
    {
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web));
        await WriteFileAsync(tar, name, json, cancellationToken);
    }
}
