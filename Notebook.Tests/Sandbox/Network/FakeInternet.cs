using System.Net;
using System.Net.Sockets;
using System.Text;
using Notebook.Web.Sandbox.Network;

namespace Notebook.Tests.Sandbox.Network;

/// <summary>A web server that stands for every public host: whatever name is resolved, connections come here.</summary>
internal sealed class FakeInternet : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Task _accepting;

    public FakeInternet()
    {
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Access of cells to the hosts named, all of which are here.</summary>
    public NetworkAccess AccessTo(params string[] hosts) => new(new AllowedHosts(hosts))
    {
        Resolve = static (_, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse("93.184.215.14")]),
        Connect = async (_, cancellationToken) =>
        {
            var client = new TcpClient();
            await client.ConnectAsync((IPEndPoint)_listener.LocalEndpoint, cancellationToken);
            return client.GetStream();
        },
    };

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync());
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1, leaveOpen: true);
                var path = (await reader.ReadLineAsync())!.Split(' ')[1];
                var (host, length) = ("", 0);
                while (await reader.ReadLineAsync() is { Length: > 0 } line)
                {
                    host = line.StartsWith("Host: ", StringComparison.OrdinalIgnoreCase) ? line[6..] : host;
                    length = line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line[16..], System.Globalization.CultureInfo.InvariantCulture) : length;
                }

                // Reading nothing would wait for more.
                if (length > 0)
                    await reader.ReadBlockAsync(new char[length]);
                await AnswerAsync(client.GetStream(), path, host, length);
            }
            catch (IOException)
            {
                // The client has gone.
            }
        }
    }

    private static async Task AnswerAsync(Stream stream, string path, string host, int length)
    {
        var (status, header, body) = path switch
        {
            "/away" => ("302 Found", "Location: http://elsewhere.example.com/secret\r\n", ""),
            "/large" => ("200 OK", "", new string('x', 3_000_000)),
            "/echo" => ("200 OK", "", $"{length} bytes"),
            _ => ("200 OK", "", $"hello from {host}"),
        };
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"HTTP/1.1 {status}\r\n{header}Content-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
    }
}
