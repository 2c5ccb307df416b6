using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Notebook.Interactive;

namespace Notebook.Kernel.Network;

/// <summary>
/// An HTTP proxy on the loopback interface of the kernel's own network namespace, so that any <c>HttpClient</c> reaches what the server
/// allows. It decides nothing: every connection is the server's to allow.
/// </summary>
internal sealed class LoopbackProxy(INetwork network)
{
    private const int MaxHeaderBytes = 64 * 1024;
    private const int DefaultPort = 80;

    /// <summary>Begins to listen, and tells .NET's clients by the environment.</summary>
    public void Start()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture)}";
        foreach (var name in (ReadOnlySpan<string>)["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"])
            Environment.SetEnvironmentVariable(name, address);
        _ = AcceptAsync(listener);
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            var client = await listener.AcceptSocketAsync().ConfigureAwait(false);
            _ = ServeAsync(client);
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            if (await ReadHeaderAsync(stream).ConfigureAwait(false) is not var (header, rest) || header.Split("\r\n") is not [var first, .. var lines] || first.Split(' ') is not [var method, var target, _])
                return;
            await ForwardAsync(stream, method, target, lines, rest).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // One of the two sides has gone.
        }
    }

    private async Task ForwardAsync(NetworkStream client, string method, string target, string[] lines, ReadOnlyMemory<byte> rest)
    {
        var isTunnel = method == "CONNECT";
        if (!Uri.TryCreate(isTunnel ? $"tcp://{target}" : target, UriKind.Absolute, out var address))
        {
            await AnswerAsync(client, "400 Bad Request", "That is no address.").ConfigureAwait(false);
            return;
        }

        Stream server;
        try
        {
            server = await network.ConnectAsync(address.IdnHost, address.Port > 0 ? address.Port : DefaultPort, CancellationToken.None).ConfigureAwait(false);
        }
        catch (IOException refusal)
        {
            await AnswerAsync(client, "403 Forbidden", refusal.Message).ConfigureAwait(false);
            return;
        }

        await using (server.ConfigureAwait(false))
        {
            if (isTunnel)
                await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray()).ConfigureAwait(false);
            else
                await server.WriteAsync(Encoding.Latin1.GetBytes(Request(method, address, lines))).ConfigureAwait(false);
            if (!rest.IsEmpty)
                await server.WriteAsync(rest).ConfigureAwait(false);
            var up = client.CopyToAsync(server);
            var down = server.CopyToAsync(client);
            // An answer may still come when the question has ended; without an answer there is nothing to wait for.
            await down.ConfigureAwait(false);
            client.Socket.Shutdown(SocketShutdown.Both);
            await up.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).ConfigureAwait(false);
        }
    }

    /// <summary>The request as the host itself wants it; one for each connection, since the next may be for another host.</summary>
    private static string Request(string method, Uri address, string[] lines) => string.Join(
        "\r\n",
        [
            $"{method} {address.PathAndQuery} HTTP/1.1",
            .. lines.Where(static line => !line.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase) && !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)),
            "Connection: close", "", "",
        ]);

    private static async Task AnswerAsync(NetworkStream client, string status, string words)
    {
        var body = Encoding.UTF8.GetBytes(words);
        await client.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {body.Length.ToString(CultureInfo.InvariantCulture)}\r\nConnection: close\r\n\r\n")).ConfigureAwait(false);
        await client.WriteAsync(body).ConfigureAwait(false);
        client.Socket.Shutdown(SocketShutdown.Send);
    }

    /// <returns>The lines up to the empty one, and what came behind it; null when there is no whole header.</returns>
    private static async Task<(string Header, ReadOnlyMemory<byte> Beyond)?> ReadHeaderAsync(NetworkStream client)
    {
        var buffer = new byte[MaxHeaderBytes];
        for (var length = 0; length < buffer.Length;)
        {
            var read = await client.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false);
            if (read == 0)
                return null;
            length += read;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) is >= 0 and var end)
                return (Encoding.Latin1.GetString(buffer, 0, end), buffer.AsMemory(end + 4, length - end - 4));
        }

        return null;
    }
}
