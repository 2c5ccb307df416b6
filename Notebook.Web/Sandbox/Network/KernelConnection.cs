using System.Threading.Channels;
using Notebook.Protocol;

namespace Notebook.Web.Sandbox.Network;

/// <summary>One connection of a kernel to another machine: carries data both ways, at most a window ahead of who takes it.</summary>
internal sealed class KernelConnection(long id, Stream remote, Func<KernelRequest, ValueTask> send, Action closed) : IDisposable
{
    private readonly Channel<byte[]> _toSend = Channel.CreateUnbounded<byte[]>(new() { SingleReader = true });
    private readonly SemaphoreSlim _read = new(0);
    private readonly CancellationTokenSource _ended = new();
    private int _waiting;
    private int _unread;

    /// <summary>Begins to carry.</summary>
    public void Start()
    {
        _ = CarryAsync(SendAllAsync);
        _ = CarryAsync(ReceiveAllAsync);
    }

    /// <summary>Sends data on. A kernel that sends more than its window loses the connection.</summary>
    public void Send(byte[] data)
    {
        if (Interlocked.Add(ref _waiting, data.Length) > NetworkLimits.WindowBytes || !_toSend.Writer.TryWrite(data))
            Dispose();
    }

    /// <summary>The kernel's cell has read so much.</summary>
    public void WasRead(int bytes)
    {
        Interlocked.Add(ref _unread, -bytes);
        _read.Release();
    }

    public void Dispose()
    {
        _ended.Cancel();
        _toSend.Writer.TryComplete();
        remote.Dispose();
        closed();
    }

    private async Task SendAllAsync()
    {
        await foreach (var data in _toSend.Reader.ReadAllAsync(_ended.Token).ConfigureAwait(false))
        {
            await remote.WriteAsync(data, _ended.Token).ConfigureAwait(false);
            Interlocked.Add(ref _waiting, -data.Length);
            await send(new ConnectionForwarded { ConnectionId = id, Bytes = data.Length }).ConfigureAwait(false);
        }
    }

    private async Task ReceiveAllAsync()
    {
        var buffer = new byte[NetworkLimits.MaxPieceBytes];
        while (await remote.ReadAsync(buffer, _ended.Token).ConfigureAwait(false) is > 0 and var length)
        {
            Interlocked.Add(ref _unread, length);
            await send(new ConnectionReceived { ConnectionId = id, Data = buffer[..length] }).ConfigureAwait(false);
            while (Volatile.Read(ref _unread) > NetworkLimits.WindowBytes)
                await _read.WaitAsync(_ended.Token).ConfigureAwait(false);
        }

        await send(new ConnectionEnded { ConnectionId = id }).ConfigureAwait(false);
    }

    private async Task CarryAsync(Func<Task> carry)
    {
        try
        {
            await carry().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            if (!_ended.IsCancellationRequested)
                await send(new ConnectionEnded { ConnectionId = id }).ConfigureAwait(false);
        }
    }
}
