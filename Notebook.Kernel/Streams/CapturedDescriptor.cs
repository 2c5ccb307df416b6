
namespace Notebook.Kernel.Streams;

/// <summary>
/// The reading end of a pipe that stands in for a standard stream. Any thread can mark how much had been written when it did
/// something else, so that native text and displays keep their order; one thread reads.
/// </summary>
internal sealed unsafe class CapturedDescriptor(int descriptor)
{
    private long _read;
    private int _version;

    public int Descriptor => descriptor;

    /// <summary>How many bytes have ever been written into the pipe. Exact for what the calling thread itself has written.</summary>
    public long Written
    {
        get
        {
            while (true)
            {
                // Between the reader's system call and its count the sum would be too small; an odd version says so.
                var version = Volatile.Read(ref _version);
                if ((version & 1) == 0)
                {
                    int waiting;
                    if (Libc.IoControl(descriptor, Libc.BytesReadable, &waiting) < 0)
                        return Volatile.Read(ref _read);
                    var written = Volatile.Read(ref _read) + waiting;
                    if (version == Volatile.Read(ref _version))
                        return written;
                }

                Thread.Yield();
            }
        }
    }

    /// <summary>How many bytes have been read.</summary>
    public long BytesRead => Volatile.Read(ref _read);

    /// <summary>Reads what is there, at most as much as fits. Only for the one reading thread.</summary>
    /// <returns>How many bytes; 0 when the pipe is empty.</returns>
    public int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            Interlocked.Increment(ref _version);
            var count = Libc.Read(descriptor, start, buffer.Length);
            if (count > 0)
                Volatile.Write(ref _read, _read + count);
            Interlocked.Increment(ref _version);
            return (int)Math.Max(0, count);
        }
    }
}
