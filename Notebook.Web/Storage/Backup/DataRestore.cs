using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;

namespace Notebook.Web.Storage.Backup;

/// <summary>
/// Makes a data folder of a backup. The backup is unpacked beside what is there and looked through first; only when it is whole does it
/// take the place of what is there, which is put aside and never deleted.
/// </summary>
public sealed class DataRestore(DataFolder folder, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const string Unpacking = "restoring";
    private const string Aside = "before-restore-";

    /// <summary>Restores a backup.</summary>
    /// <param name="file">The backup.</param>
    /// <param name="replaces">Whether a folder that holds something is put aside; otherwise that is refused.</param>
    /// <param name="cancellationToken">Stops it; the folder is then as it was.</param>
    /// <returns>Where the former content is; null when there was none.</returns>
    /// <exception cref="StoreException">It can't be done; the message says why, and the folder is as it was.</exception>
    public async Task<string?> RunAsync(string file, bool replaces, CancellationToken cancellationToken)
    {
        using var held = DataFolderLock.Take(folder);
        var former = Directory.EnumerateFileSystemEntries(folder.Path).Where(path => Path.GetFileName(path) is var name
            && name != Unpacking && path != folder.LockFile && !name.StartsWith(Aside, StringComparison.Ordinal)).ToList();
        if (former.Count > 0 && !replaces)
            throw new StoreException($"The data folder {folder} is not empty. Restore into another one with --data FOLDER, or with --force: what is there is put aside then, and not deleted.");

        var unpacked = Path.Combine(folder.Path, Unpacking);
        Remove(unpacked);
        try
        {
            await UnpackAsync(file, unpacked, cancellationToken);
            return Exchange(unpacked, former);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or InvalidDataException or JsonException or EndOfStreamException)
        {
            throw new StoreException($"{file} was not restored: {exception.Message} The data folder is as it was.", exception);
        }
        finally
        {
            Remove(unpacked);
        }
    }

    private static async Task UnpackAsync(string file, string target, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        await using var compressed = new GZipStream(stream, CompressionMode.Decompress);
        await using var tar = new TarReader(compressed);
        MakeFolder(target);
        CheckManifest(await ReadAsync<BackupManifest>(await tar.GetNextEntryAsync(copyData: false, cancellationToken), BackupParts.Manifest, cancellationToken));
        var files = 0;
        while (await tar.GetNextEntryAsync(copyData: false, cancellationToken) is { } entry)
        {
            if (entry.Name == BackupParts.End)
            {
                var end = await ReadAsync<BackupEnd>(entry, BackupParts.End, cancellationToken);
                if (end.Files != files || !File.Exists(Path.Combine(target, BackupParts.Database)))
                    throw new InvalidDataException($"It holds {files} of {end.Files} files.");
                return;
            }

            if (entry.EntryType != TarEntryType.RegularFile || !BackupParts.IsKnown(entry.Name) || entry.Name == BackupParts.Manifest)
                throw new InvalidDataException($"It holds “{entry.Name}”, which no backup of this server does.");
            var path = Path.Combine(target, entry.Name);
            MakeFolder(Path.GetDirectoryName(path)!);
            await entry.ExtractToFileAsync(path, overwrite: false, cancellationToken);
            files++;
        }

        throw new InvalidDataException("It was cut off: its end is missing.");
    }

    private static void CheckManifest(BackupManifest manifest)
    {
        if (manifest.Format != BackupManifest.CurrentFormat)
            throw new InvalidDataException($"It is of form {manifest.Format}, and this server reads form {BackupManifest.CurrentFormat}. Take the version of the server that wrote it.");
        if (manifest.Schema > DatabaseSchema.Current.Version)
            throw new InvalidDataException($"It was written by a newer version of this server (schema {manifest.Schema}; this one knows {DatabaseSchema.Current.Version}). Take that version.");
    }

    private static async Task<T> ReadAsync<T>(TarEntry? entry, string name, CancellationToken cancellationToken)
    {
        if (entry is not { DataStream: { } data } || entry.Name != name)
            throw new InvalidDataException("It is not a backup of this server.");
        return await JsonSerializer.DeserializeAsync<T>(data, JsonSerializerOptions.Web, cancellationToken) ?? throw new InvalidDataException("It is not a backup of this server.");
    }

    private string? Exchange(string unpacked, List<string> former)
    {
        string? aside = null;
        if (former.Count > 0)
        {
            aside = Path.Combine(folder.Path, Aside + time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
            MakeFolder(aside);
            foreach (var path in former)
                Directory.Move(path, Path.Combine(aside, Path.GetFileName(path)));
        }

        foreach (var path in Directory.EnumerateFileSystemEntries(unpacked).ToList())
            Directory.Move(path, Path.Combine(folder.Path, Path.GetFileName(path)));
        return aside;
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, OwnerOnly);
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }
}
