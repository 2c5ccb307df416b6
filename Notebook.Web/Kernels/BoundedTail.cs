using System.Text;

namespace Notebook.Web.Kernels;

/// <summary>Drains a stream and remembers only its end.</summary>
internal sealed class BoundedTail(int capacity)
{
    private readonly byte[] _buffer = new byte[capacity];
    private readonly Lock _lock = new();
    private long _length;

    /// <summary>The last text, without what is not text.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                var count = (int)Math.Min(_length, capacity);
                var start = (int)((_length - count) % capacity);
                byte[] bytes = [.. _buffer.AsSpan(start, Math.Min(count, capacity - start)), .. _buffer.AsSpan(0, Math.Max(0, count - (capacity - start)))];
                return Encoding.UTF8.GetString(bytes).Trim();
            }
        }
    }

    /// <summary>Reads to the end of the stream; a stream that breaks has ended.</summary>
    public async Task DrainAsync(Stream stream)
    {
        var chunk = new byte[4096];
        try
        {
            while (await stream.ReadAsync(chunk).ConfigureAwait(false) is > 0 and var read)
                Append(chunk.AsSpan(0, read));
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The process is gone.
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            foreach (var value in bytes)
                _buffer[(int)(_length++ % capacity)] = value;
        }
    }
}
