using System.Net;
using System.Net.Sockets;

namespace Notebook.Tests.Browser;

/// <summary>
/// Another server, which counts what is sent to it: the first bytes of a connection, and any datagram. A connection without a
/// byte is not counted: Chromium opens one on the mere intention to navigate, before it asks whether that is allowed.
/// </summary>
internal sealed class Listener : IDisposable
{
    private readonly TcpListener _tcp = new(IPAddress.Loopback, 0);
    private readonly UdpClient _udp = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private int _contacts;

    public Listener()
    {
        _tcp.Start();
        _ = AcceptAsync();
        _ = ReceiveAsync();
    }

    public int Port => ((IPEndPoint)_tcp.LocalEndpoint).Port;

    public int UdpPort => ((IPEndPoint)_udp.Client.LocalEndPoint!).Port;

    public int Contacts => Volatile.Read(ref _contacts);

    public void Dispose()
    {
        _stop.Cancel();
        _tcp.Dispose();
        _udp.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ListenAsync(await _tcp.AcceptTcpClientAsync(_stop.Token));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ListenAsync(TcpClient client)
    {
        try
        {
            using (client)
                if (await client.GetStream().ReadAsync(new byte[1], _stop.Token) > 0)
                    Interlocked.Increment(ref _contacts);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or ObjectDisposedException)
        {
            // The other side went away, or the test is over.
        }
    }

    private async Task ReceiveAsync()
    {
        try
        {
            while (true)
            {
                await _udp.ReceiveAsync(_stop.Token);
                Interlocked.Increment(ref _contacts);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }
}
