using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Notebook.Tests.Outputs;
using Notebook.Tests.Sessions;
using Notebook.Web;
using Notebook.Web.Accounts.Limits;

namespace Notebook.Tests.Hosting;

/// <summary>Who asks too often, or sends too much, is told so in words; nobody else notices.</summary>
public sealed partial class RequestLimitTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TooManyRequests_OfOneVisitor_AreRefusedInWords_AndOthersGoOn()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Stream("1"));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string>
        {
            ["Limits__LinksPerMinute"] = "5", ["Limits__UploadsPerMinute"] = "3", ["Limits__ExportsPerMinute"] = "3", ["Limits__ConnectionsPerMinute"] = "3",
        });
        using var guest = NewClient(server);
        using var owner = NewClient(server);
        await server.SignInAsync(owner);

        // The page of the first account was asked for from there, and then answered.
        await HoldsAsync(guest, 3, static () => new(HttpMethod.Get, "/s/no-such-link"), HttpStatusCode.NotFound);
        using (var page = await guest.SendAsync(new(HttpMethod.Get, "/join?token=x") { Headers = { { "Accept", "text/html" } } }, Stop))
        {
            Assert.Equal(HttpStatusCode.TooManyRequests, page.StatusCode);
            Assert.Contains("<h1>That is too much at once</h1>", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
            Assert.Contains("script-src 'self'", string.Concat(page.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        // Whoever is signed in is told from the others at their address.
        await HoldsAsync(owner, 5, static () => new(HttpMethod.Get, "/s/no-such-link"), HttpStatusCode.NotFound);
        await HoldsAsync(owner, 3, () => Upload(document.Id.Value, "1"u8.ToArray()), HttpStatusCode.OK);
        await HoldsAsync(owner, 3, () => new(HttpMethod.Get, $"/n/{document.Id}/export?format=md"), HttpStatusCode.OK);
        await HoldsAsync(owner, 3, static () => new(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1"), HttpStatusCode.OK);
        using var signIn = await guest.GetAsync("/sign-in", Stop);
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
    }

    [Fact]
    public async Task TooLargeABody_IsRefusedInWordsByEveryAddressButThoseForFiles()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Stream("1"));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Sandbox__Limits__DiskMegabytes"] = "8" });
        using var owner = NewClient(server);
        await server.SignInAsync(owner);
        var large = new byte[BodySizes.MaxBytes + 1];
        var (refused, files) = (0, 0);

        foreach (var (method, address, takesFiles) in await WritingAsync(document.Id.Value))
        {
            using var request = new HttpRequestMessage(new(method), address) { Content = new ByteArrayContent(large) };
            request.Headers.Add("X-Notebook-Upload", "1");
            using var response = await owner.SendAsync(request, Stop);
            var text = await response.Content.ReadAsStringAsync(Stop);
            if (takesFiles)
            {
                files++;
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                continue;
            }

            refused++;
            Assert.True(response.StatusCode == HttpStatusCode.RequestEntityTooLarge, $"{method} {address}: {response.StatusCode}");
            Assert.Contains("at most 2 MB", text, StringComparison.Ordinal);
        }

        Assert.True(refused >= 8 && files == 1, $"{refused} refused, {files} for files");

        // Files are held to the notebook's quota, and the words say it.
        using var tooMuch = await owner.SendAsync(Upload(document.Id.Value, new byte[9 * 1024 * 1024]), Stop);
        Assert.Equal(HttpStatusCode.Conflict, tooMuch.StatusCode);
        Assert.Contains("may hold 8 MB", await tooMuch.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.DoesNotContain(Directory.EnumerateFiles(Path.Combine(data.Path, "notebooks", document.Id.Value)), static file => new FileInfo(file).Length > 8 * 1024 * 1024);

        // Without saying how much it will be.
        using var unsaid = new HttpRequestMessage(HttpMethod.Post, "/sign-in") { Content = new StreamContent(new MemoryStream(large)), Headers = { TransferEncodingChunked = true } };
        unsaid.Content.Headers.ContentType = new("application/x-www-form-urlencoded");
        using var endless = await owner.SendAsync(unsaid, Stop);
        Assert.True((int)endless.StatusCode is 303 or >= 400 and < 500, endless.StatusCode.ToString());
    }

    [Fact]
    public async Task TooLargeAMessage_OfAPage_EndsItsConnectionAndNothingElse()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var owner = new HttpClient(handler) { BaseAddress = server.Address };
        await server.SignInAsync(owner);

        using var socket = await ConnectAsync(server, handler);
        await socket.SendAsync(Message(2 * 1024 * 1024), WebSocketMessageType.Binary, true, Stop);

        await EndsAsync(socket);
        using var home = await owner.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, home.StatusCode);
    }

    private static HttpClient NewClient(ServerProcess server) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

    private static HttpRequestMessage Upload(string notebookId, byte[] content)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"/n/{notebookId}/files/?name=x.bin") { Content = new ByteArrayContent(content) };
        request.Headers.Add("X-Notebook-Upload", "1");
        return request;
    }

    /// <summary>As often as that it is answered, then no more.</summary>
    private static async Task HoldsAsync(HttpClient client, int allowed, Func<HttpRequestMessage> request, HttpStatusCode usual)
    {
        for (var time = 1; time <= allowed + 1; time++)
        {
            using var asked = request();
            using var response = await client.SendAsync(asked, Stop);
            Assert.True(response.StatusCode == (time <= allowed ? usual : HttpStatusCode.TooManyRequests), $"{asked.RequestUri}, time {time}: {response.StatusCode}");
            if (time <= allowed)
                continue;
            Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal("The server has had too many such requests from you. Wait a minute, then try again.", await response.Content.ReadAsStringAsync(Stop));
        }
    }

    private static async Task<IReadOnlyList<(string Method, string Address, bool TakesFiles)>> WritingAsync(string notebookId)
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
                .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Where(static method => method is "POST" or "PUT" or "PATCH" or "DELETE")
                    .Select(method => (
                        method, RouteParameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), match => match.Groups[1].Value switch { "id" => notebookId, "folder" => "", _ => "x" }) + "?name=x",
                        endpoint.Metadata.GetMetadata<TakesFiles>() is not null)))
                .Distinct(),
        ];
    }

    private static async Task<ClientWebSocket> ConnectAsync(ServerProcess server, HttpClientHandler handler)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = handler.CookieContainer;
        socket.Options.SetRequestHeader("Origin", server.Address.GetLeftPart(UriPartial.Authority));
        await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/_blazor" }.Uri, Stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"), WebSocketMessageType.Text, true, Stop);
        var buffer = new byte[64];
        var answer = await socket.ReceiveAsync(buffer, Stop);
        Assert.Equal("{}\u001e", Encoding.UTF8.GetString(buffer, 0, answer.Count));
        return socket;
    }

    /// <summary>The beginning of a message, which says how long it is, and as much of it as that.</summary>
    private static byte[] Message(int length)
    {
        var prefix = new List<byte>();
        for (var rest = length; ; rest >>= 7)
        {
            prefix.Add((byte)(rest > 0x7F ? rest & 0x7F | 0x80 : rest));
            if (rest <= 0x7F)
                return [.. prefix, .. new byte[length]];
        }
    }

    private static async Task EndsAsync(ClientWebSocket socket)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        patience.CancelAfter(SessionTable.Patience);
        var buffer = new byte[4096];
        try
        {
            while ((await socket.ReceiveAsync(buffer, patience.Token)).MessageType != WebSocketMessageType.Close)
                continue;
        }
        catch (WebSocketException)
        {
            // It did not say good-bye.
        }
    }

    [GeneratedRegex(@"\{\*{0,2}([a-zA-Z]+)[^}]*\}")]
    private static partial Regex RouteParameter();
}
