using System.Collections.Concurrent;
using Notebook.Interactive;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Network;

/// <summary>The kernel's connections, which go through the pipe to the server: a process in the sandbox has no sockets.</summary>
internal sealed class KernelNetwork(OutputQueue outputs) : INetwork
{
    private readonly ConcurrentDictionary<long, TunnelStream> _open = [];
    private long _last;

    public async Task<Stream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (_open.Count >= NetworkLimits.MaxConnections)
            throw new IOException($"This kernel has {NetworkLimits.MaxConnections} connections, as many as it may. Close some (using).");
        var id = Interlocked.Increment(ref _last);
        var stream = _open[id] = new TunnelStream(id, outputs, () => _open.TryRemove(id, out _));
        outputs.AddEvent(new ConnectionRequested { ConnectionId = id, Host = host, Port = port });
        try
        {
            await stream.Opened.WaitAsync(cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Takes what the server says about a connection. Never waits.</summary>
    public void Take(KernelRequest request)
    {
        switch (request)
        {
            case ConnectionOpened opened:
                Find(opened.ConnectionId)?.Open();
                break;
            case ConnectionRefused refused:
                Find(refused.ConnectionId)?.Refuse(refused.Problem);
                break;
            case ConnectionReceived received:
                Find(received.ConnectionId)?.Receive(received.Data);
                break;
            case ConnectionForwarded forwarded:
                Find(forwarded.ConnectionId)?.Forwarded(forwarded.Bytes);
                break;
            case ConnectionEnded ended:
                Find(ended.ConnectionId)?.End();
                break;
        }
    }

    private TunnelStream? Find(long id) => _open.GetValueOrDefault(id);
}
