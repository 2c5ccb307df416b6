using System.Buffers.Binary;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>
/// The steps of a running cell in one file, each a length and its JSON. A step is in the system's hands when
/// <see cref="Append"/> returns, so it survives the end of this process. A step that was cut off by that end is not read.
/// </summary>
internal sealed class CellJournal : IDisposable
{
    private const int MaxRecordBytes = 256 * 1024 * 1024;

    private readonly SafeFileHandle _file;
    private long _length;

    public CellJournal(string path)
    {
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        _file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
    }

    public string Path { get; }

    /// <exception cref="IOException">None of the steps is in the journal.</exception>
    public void Append(IEnumerable<RunProgress> progress)
    {
        using var records = new MemoryStream();
        Span<byte> header = stackalloc byte[4];
        foreach (var step in progress)
        {
            var json = JsonSerializer.SerializeToUtf8Bytes(OutputMapping.ToStored(step), StorageJson.Compact.StoredProgress);
            BinaryPrimitives.WriteInt32LittleEndian(header, json.Length);
            records.Write(header);
            records.Write(json);
        }

        try
        {
            RandomAccess.Write(_file, records.GetBuffer().AsSpan(0, (int)records.Length), _length);
            _length += records.Length;
        }
        catch (IOException)
        {
            // Half a record would hide every later one.
            RandomAccess.SetLength(_file, _length);
            throw;
        }
    }

    /// <summary>The steps of a journal, up to the first that is not whole.</summary>
    public static IEnumerable<RunProgress> Read(string path, CellId cellId)
    {
        foreach (var stored in ReadStored(path))
            yield return OutputMapping.FromStored(stored, cellId);
    }

    /// <summary>What a journal adds to one stream output.</summary>
    public static IEnumerable<string> ReadStream(string path, string outputId) =>
        ReadStored(path).OfType<StoredGrew>().Where(grew => grew.Id == outputId).Select(static grew => grew.Text);

    public void Dispose() => _file.Dispose();

    private static IEnumerable<StoredProgress> ReadStored(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 64 * 1024);
        var header = new byte[4];
        var buffer = new byte[64 * 1024];
        while (file.ReadAtLeast(header, 4, throwOnEndOfStream: false) == 4)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length is <= 0 or > MaxRecordBytes || length > file.Length - file.Position)
                yield break;
            if (buffer.Length < length)
                buffer = new byte[length];
            if (file.ReadAtLeast(buffer.AsSpan(0, length), length, throwOnEndOfStream: false) < length || Parse(buffer.AsSpan(0, length)) is not { } stored)
                yield break;
            yield return stored;
        }
    }

    private static StoredProgress? Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, StorageJson.Compact.StoredProgress);
        }
        catch (JsonException)
        {
            // The machine stopped before the file's pages were written.
            return null;
        }
    }
}
