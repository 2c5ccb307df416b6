using System.Runtime.InteropServices;

namespace Notebook.Kernel.Streams;

/// <summary>
/// One end of a pipe whose asynchronous calls do their work at once on the calling thread. The kernel reads and writes its frames
/// on threads of its own: a cell that fills the thread pool must not delay an interrupt.
/// </summary>
internal sealed unsafe class DescriptorStream(int descriptor, bool canRead) : Stream
{
    private int _open = 1;

    public override bool CanRead => canRead;

    public override bool CanWrite => !canRead;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            while (true)
            {
                var read = Libc.Read(descriptor, start, buffer.Length);
                if (read >= 0)
                    return (int)read;
                if (Marshal.GetLastPInvokeError() is var error && error != Libc.InterruptedCall)
                    throw new IOException($"Reading failed with error {error}.");
            }
        }
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            fixed (byte* start = buffer)
            {
                var written = Libc.Write(descriptor, start, buffer.Length);
                if (written >= 0)
                    buffer = buffer[(int)written..];
                else if (Marshal.GetLastPInvokeError() is var error && error != Libc.InterruptedCall)
                    throw new IOException($"Writing failed with error {error}.");
            }
        }
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (Interlocked.Exchange(ref _open, 0) == 1)
            _ = Libc.Close(descriptor);
        base.Dispose(disposing);
    }
}
