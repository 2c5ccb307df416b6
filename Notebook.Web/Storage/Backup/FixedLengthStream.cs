namespace Notebook.Web.Storage.Backup;

/// <summary>Reads a file as if it had the length that it had at first: what is added later is left out, what is cut off is zeros. Does not own it.</summary>
internal sealed class FixedLengthStream(Stream file, long length) : Stream
{
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, length - _position)];
        return Took(wanted, wanted.IsEmpty ? 0 : file.Read(wanted));
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = buffer[..(int)Math.Min(buffer.Length, length - _position)];
        var read = wanted.IsEmpty ? 0 : await file.ReadAsync(wanted, cancellationToken);
        return Took(wanted.Span, read);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }

    private int Took(Span<byte> wanted, int read)
    {
        if (read == 0 && !wanted.IsEmpty)
        {
            wanted.Clear();
            read = wanted.Length;
        }

        _position += read;
        return read;
    }
}
