using System.Net;
using System.Net.Sockets;

namespace Notebook.Web.Sandbox.Network;

/// <summary>
/// Opens connections for cells. A name is resolved once, and the address that was checked is the one that is used: a second answer of the name
/// server changes nothing.
/// </summary>
public sealed class NetworkAccess(AllowedHosts hosts)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public AllowedHosts Hosts => hosts;

    /// <summary>Finds a name's addresses; another one in tests.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = static (host, cancellationToken) => Dns.GetHostAddressesAsync(host, cancellationToken);

    /// <summary>Connects to an address; another one in tests.</summary>
    internal Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = ConnectAsync;

    /// <summary>Opens a connection.</summary>
    /// <exception cref="NetworkRefusedException">It is not allowed, or failed; the message is for people.</exception>
    public async Task<Stream> OpenAsync(string host, int port, CancellationToken cancellationToken)
    {
        if (hosts.IsEmpty)
            throw new NetworkRefusedException("Cells have no network here. Put data into the notebook's folder or the common folder; the person who runs the server allows hosts with Sandbox:AllowedHosts.");
        if (!hosts.Allows(host, port))
            throw new NetworkRefusedException($"Cells may not reach {host} at port {port}. Allowed are: {hosts.Words}. The person who runs the server allows others with Sandbox:AllowedHosts.");

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var addresses = await Resolve(host, patience.Token).ConfigureAwait(false);
            if (addresses.FirstOrDefault(PublicAddress.Is) is not { } address)
                throw new NetworkRefusedException($"{host} is allowed, but its address belongs to a private network, and cells reach only the open internet.");
            return await Connect(new IPEndPoint(address, port), patience.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            throw new NetworkRefusedException($"{host} at port {port} can't be reached from the server: {(exception is OperationCanceledException ? "it does not answer" : exception.Message)}");
        }
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
