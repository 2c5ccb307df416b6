using System.Collections.Concurrent;
using Notebook.Protocol;

namespace Notebook.Web.Sandbox.Network;

/// <summary>The connections of one kernel. What the kernel says about them is hostile input: bounded, and unknown ids are nobody's.</summary>
/// <param name="access">Decides about each.</param>
/// <param name="send">Tells the kernel.</param>
internal sealed class KernelConnections(NetworkAccess access, Func<KernelRequest, ValueTask> send) : IDisposable
{
    private readonly ConcurrentDictionary<long, KernelConnection> _open = [];
    private readonly CancellationTokenSource _ended = new();

    /// <summary>Takes an event that is about a connection. Never waits for the network.</summary>
    /// <returns>Whether it was one.</returns>
    public bool Take(KernelEvent kernelEvent)
    {
        switch (kernelEvent)
        {
            case ConnectionRequested requested:
                _ = OpenAsync(requested);
                return true;
            case ConnectionSent sent:
                _open.GetValueOrDefault(sent.ConnectionId)?.Send(sent.Data);
                return true;
            case ConnectionRead read:
                _open.GetValueOrDefault(read.ConnectionId)?.WasRead(read.Bytes);
                return true;
            case ConnectionLeft left:
                if (_open.TryRemove(left.ConnectionId, out var connection))
                    connection.Dispose();
                return true;
            default:
                return false;
        }
    }

    public void Dispose()
    {
        _ended.Cancel();
        foreach (var connection in _open.Values)
            connection.Dispose();
    }

    private async Task OpenAsync(ConnectionRequested requested)
    {
        var id = requested.ConnectionId;
        try
        {
            if (_open.Count >= NetworkLimits.MaxConnections)
                throw new NetworkRefusedException($"This kernel has {NetworkLimits.MaxConnections} connections, as many as it may.");
            var stream = await access.OpenAsync(requested.Host, requested.Port, _ended.Token).ConfigureAwait(false);
            var connection = new KernelConnection(id, stream, send, () => _open.TryRemove(id, out _));
            if (_ended.IsCancellationRequested || !_open.TryAdd(id, connection))
            {
                connection.Dispose();
                return;
            }

            await send(new ConnectionOpened { ConnectionId = id }).ConfigureAwait(false);
            connection.Start();
        }
        catch (NetworkRefusedException refusal)
        {
            await send(new ConnectionRefused { ConnectionId = id, Problem = refusal.Message }).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The kernel has ended.
        }
    }
}
