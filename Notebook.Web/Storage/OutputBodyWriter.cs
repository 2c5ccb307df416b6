using System.Security.Cryptography;
using System.Text;

namespace Notebook.Web.Storage;

/// <summary>Writes one body into a temporary file; <see cref="Finish"/> gives it its name. Disposed without, nothing stays.</summary>
internal sealed class OutputBodyWriter : IDisposable
{
    private readonly string _folder;
    private readonly string _path;
    private readonly FileStream _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public OutputBodyWriter(string folder)
    {
        _folder = folder;
        _path = Path.Combine(folder, Path.GetRandomFileName() + ".part");
        _file = new FileStream(_path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
    }

    public long Bytes { get; private set; }

    public void Append(ReadOnlySpan<char> text)
    {
        Span<byte> bytes = stackalloc byte[4096];
        var encoder = Encoding.UTF8.GetEncoder();
        while (true)
        {
            encoder.Convert(text, bytes, flush: true, out var chars, out var count, out var completed);
            Append(bytes[..count]);
            text = text[chars..];
            if (completed)
                return;
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _file.Write(bytes);
        Bytes += bytes.Length;
    }

    /// <summary>Gives the file its name.</summary>
    /// <returns>The hash.</returns>
    public string Finish(string? hash = null)
    {
        hash ??= Convert.ToHexStringLower(_hash.GetHashAndReset());
        _file.Flush(flushToDisk: true);
        _file.Dispose();
        File.Move(_path, Path.Combine(_folder, hash), overwrite: true);
        return hash;
    }

    /// <summary>What was written, for reading; the name goes with this writer, the content with the reader.</summary>
    public Stream Reopen()
    {
        _file.Flush();
        return new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
    }

    public void Dispose()
    {
        _hash.Dispose();
        _file.Dispose();
        File.Delete(_path);
    }
}
