using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Notebook.Protocol;

/// <summary>
/// Messages over a pair of streams: each frame is its length in four bytes, little-endian, then that many bytes of UTF-8 JSON.
/// Writing is safe from several threads; reading is for one. Owns both streams.
/// </summary>
public sealed class FramePipe(Stream input, Stream output) : IAsyncDisposable
{
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly byte[] _header = new byte[4];

    /// <summary>Reads the next message.</summary>
    /// <returns>The message, or null when the other side closed its end between two frames.</returns>
    /// <exception cref="ProtocolException">The frame is too large, is cut off, or is not such a message.</exception>
    public async ValueTask<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class
    {
        var read = await input.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (read == 0)
            return null;
        if (read < _header.Length)
            throw new ProtocolException("The stream ended inside a frame's length.");

        var length = BinaryPrimitives.ReadInt32LittleEndian(_header);
        if (length is <= 0 or > FrameLimits.MaxFrameBytes)
            throw new ProtocolException($"A frame of {length} bytes was announced; the limit is {FrameLimits.MaxFrameBytes}.");

        var buffer = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            read = await input.ReadAtLeastAsync(buffer.AsMemory(0, length), length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (read < length)
                throw new ProtocolException($"The stream ended after {read} of a frame's {length} bytes.");

            return JsonSerializer.Deserialize(buffer.AsSpan(0, length), type)
                ?? throw new ProtocolException("A frame held null instead of a message.");
        }
        catch (Exception exception) when (exception is JsonException or NotSupportedException or FormatException)
        {
            throw new ProtocolException("A frame is not a message of this protocol.", exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes one message and flushes it.</summary>
    /// <exception cref="ProtocolException">The message is larger than a frame may be; nothing was written.</exception>
    /// <exception cref="IOException">The other side is gone.</exception>
    public async ValueTask WriteAsync<T>(T message, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(message, type);
        if (json.Length > FrameLimits.MaxFrameBytes)
            throw new ProtocolException($"A message of {json.Length} bytes is over the limit of {FrameLimits.MaxFrameBytes}.");

        var header = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(header, json.Length);

        // Once begun, a frame is written whole: a token that cut it in two would break the stream for good.
        await _writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await output.WriteAsync(header, CancellationToken.None).ConfigureAwait(false);
            await output.WriteAsync(json, CancellationToken.None).ConfigureAwait(false);
            await output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            _writing.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await input.DisposeAsync().ConfigureAwait(false);
        await output.DisposeAsync().ConfigureAwait(false);
        _writing.Dispose();
    }
}
