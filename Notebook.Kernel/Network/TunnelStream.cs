using System.Threading.Channels;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Network;

/// <summary>One connection through the server, as a stream. Each side sends a window ahead of what the other has taken.</summary>
internal sealed class TunnelStream(long id, OutputQueue outputs, Action closed) : Stream
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>(new() { SingleWriter = true });
    private readonly SemaphoreSlim _mayWrite = new(1, 1);
    private readonly Lock _lock = new();
    private TaskCompletionSource _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _credit = NetworkLimits.WindowBytes;
    private ReadOnlyMemory<byte> _rest;
    private bool _isEnded;
    private int _disposed;

    /// <summary>Completes when the connection is there; faults when it was refused.</summary>
    public Task Opened => _opened.Task;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public void Open() => _opened.TrySetResult();

    public void Refuse(string problem)
    {
        _opened.TrySetException(new IOException(problem));
        End();
    }

    public void Receive(byte[] data) => _received.Writer.TryWrite(data);

    public void Forwarded(int bytes) => Change(() => _credit += bytes);

    public void End()
    {
        _opened.TrySetException(new IOException("The connection was closed."));
        _received.Writer.TryComplete();
        Change(() => _isEnded = true);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        while (_rest.IsEmpty)
        {
            if (!await _received.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
                return 0;
            if (_received.Reader.TryRead(out var data))
                _rest = data;
        }

        var read = Math.Min(buffer.Length, _rest.Length);
        _rest.Span[..read].CopyTo(buffer.Span);
        _rest = _rest[read..];
        outputs.AddEvent(new ConnectionRead { ConnectionId = id, Bytes = read });
        return read;
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _mayWrite.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (!buffer.IsEmpty)
            {
                var piece = Math.Min(Math.Min(buffer.Length, NetworkLimits.MaxPieceBytes), await RoomAsync(cancellationToken).ConfigureAwait(false));
                Change(() => _credit -= piece);
                outputs.AddEvent(new ConnectionSent { ConnectionId = id, Data = buffer[..piece].ToArray() });
                buffer = buffer[piece..];
            }
        }
        finally
        {
            _mayWrite.Release();
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) => WriteAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            closed();
            outputs.AddEvent(new ConnectionLeft { ConnectionId = id });
            End();
        }

        base.Dispose(disposing);
    }

    private async Task<int> RoomAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_isEnded)
                    throw new IOException("The connection was closed.");
                if (_credit > 0)
                    return _credit;
                changed = _room.Task;
            }

            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private void Change(Action change)
    {
        TaskCompletionSource before;
        lock (_lock)
        {
            change();
            before = _room;
            _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        before.TrySetResult();
    }
}
