using System.Net.Http.Json;

namespace Notebook.Interactive;

/// <summary>
/// The ready-made HTTP client: <c>await Http.GetStringAsync("https://api.example.org/prices")</c>. It reaches the hosts that the person who runs the
/// server allows (<c>Sandbox:AllowedHosts</c>), also where sockets don't exist and a client of your own would fail.
/// </summary>
public static class Http
{
    private static readonly Lazy<HttpClient> Lazy = new(static () => new HttpClient(new SocketsHttpHandler
    {
        UseProxy = false,
        ConnectCallback = static async (context, cancellationToken) =>
            await (Network ?? throw new IOException("This code runs in no kernel.")).ConnectAsync(context.DnsEndPoint.Host, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false),
    }));

    /// <summary>The client itself, for what has no method here.</summary>
    public static HttpClient Client => Lazy.Value;

    /// <summary>Set by the kernel.</summary>
    internal static INetwork? Network { get; set; }

    /// <inheritdoc cref="HttpClient.GetStringAsync(string, CancellationToken)"/>
    public static Task<string> GetStringAsync(string url, CancellationToken cancellationToken = default) => Client.GetStringAsync(url, cancellationToken);

    /// <inheritdoc cref="HttpClient.GetByteArrayAsync(string, CancellationToken)"/>
    public static Task<byte[]> GetByteArrayAsync(string url, CancellationToken cancellationToken = default) => Client.GetByteArrayAsync(url, cancellationToken);

    /// <inheritdoc cref="HttpClient.GetStreamAsync(string, CancellationToken)"/>
    public static Task<Stream> GetStreamAsync(string url, CancellationToken cancellationToken = default) => Client.GetStreamAsync(url, cancellationToken);

    /// <summary>Gets JSON as an object.</summary>
    public static Task<T?> GetFromJsonAsync<T>(string url, CancellationToken cancellationToken = default) => Client.GetFromJsonAsync<T>(url, cancellationToken);

    /// <inheritdoc cref="HttpClient.GetAsync(string, CancellationToken)"/>
    public static Task<HttpResponseMessage> GetAsync(string url, CancellationToken cancellationToken = default) => Client.GetAsync(url, cancellationToken);

    /// <summary>Sends an object as JSON.</summary>
    public static Task<HttpResponseMessage> PostAsJsonAsync<T>(string url, T value, CancellationToken cancellationToken = default) => Client.PostAsJsonAsync(url, value, cancellationToken);

    /// <inheritdoc cref="HttpClient.SendAsync(HttpRequestMessage, CancellationToken)"/>
    public static Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) => Client.SendAsync(request, cancellationToken);
}
