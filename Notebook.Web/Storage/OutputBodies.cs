using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>
/// Large texts of notebooks as files named by the SHA-256 of their UTF-8 content, one folder per notebook. A file appears under
/// its name only when it is whole. The store says which are in use; the others are swept.
/// </summary>
internal sealed class OutputBodies(DataFolder folder)
{
    // A text that has been hashed once, such as a picture in a cell that somebody types in, is not hashed again.
    private readonly ConditionalWeakTable<string, string> _hashes = [];

    /// <summary>Keeps a text.</summary>
    /// <returns>Its hash.</returns>
    /// <exception cref="IOException">It could not be written.</exception>
    public string Put(NotebookId id, string text)
    {
        var hash = _hashes.GetValue(text, static t => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(t))));
        if (File.Exists(PathOf(id, hash)))
            return hash;

        using var writer = Begin(id);
        writer.Append(text);
        return writer.Finish(hash);
    }

    /// <summary>Begins a body whose text arrives in pieces.</summary>
    public OutputBodyWriter Begin(NotebookId id)
    {
        Directory.CreateDirectory(folder.OutputFolder(id));
        return new(folder.OutputFolder(id));
    }

    /// <returns>Null when there is no such body.</returns>
    public FileStream? Open(NotebookId id, string hash)
    {
        try
        {
            return new FileStream(PathOf(id, hash), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <returns>The text, or null when there is no such body.</returns>
    public string? Get(NotebookId id, string hash)
    {
        using var file = Open(id, hash);
        if (file is null)
            return null;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var text = reader.ReadToEnd();
        _hashes.AddOrUpdate(text, hash);
        return text;
    }

    public void Delete(NotebookId id, string hash) => File.Delete(PathOf(id, hash));

    /// <summary>Deletes every body that is not in use, and what a crash left unfinished.</summary>
    public void Sweep(NotebookId id, IReadOnlySet<string> used)
    {
        if (!Directory.Exists(folder.OutputFolder(id)))
            return;
        foreach (var file in Directory.EnumerateFiles(folder.OutputFolder(id)))
            if (!used.Contains(Path.GetFileName(file)))
                File.Delete(file);
    }

    public void DeleteAll(NotebookId id)
    {
        if (Directory.Exists(folder.OutputFolder(id)))
            Directory.Delete(folder.OutputFolder(id), recursive: true);
    }

    private string PathOf(NotebookId id, string hash) =>
        // The hash may come from an address.
        hash.Length == 64 && hash.All(char.IsAsciiHexDigitLower) ? Path.Combine(folder.OutputFolder(id), hash) : throw new FileNotFoundException("Not a hash.", hash);
}
