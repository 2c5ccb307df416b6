using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Notebook.Tests.Outputs;
using Notebook.Web;

namespace Notebook.Tests.Hosting;

/// <summary>
/// Requests that another site has a signed-in browser send. The addresses are those that the server maps: a new one that changes
/// something and does not look where a request comes from fails here.
/// </summary>
public sealed partial class CrossSiteTests
{
    private static readonly string[] SafeMethods = ["GET", "HEAD", "OPTIONS"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryAddressThatTakesMoreThanReading_FromAnotherSite_IsRefused()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Stream("1"));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        await server.SignInAsync(client);
        // Theirs, so that it is not the role that refuses.
        using (var own = await client.GetAsync($"/n/{document.Id}/export?format=md", Stop))
            Assert.Equal(HttpStatusCode.OK, own.StatusCode);

        var endpoints = await EndpointsAsync();
        Assert.Contains(endpoints, static endpoint => endpoint.Address.StartsWith("/passkeys", StringComparison.Ordinal));
        Assert.Contains(endpoints, static endpoint => endpoint.Address.StartsWith("/n/{id}/files", StringComparison.Ordinal));
        Assert.Contains(endpoints, static endpoint => endpoint.Address == "/sign-in");
        Assert.Contains(endpoints, static endpoint => endpoint.Address.StartsWith("/_blazor", StringComparison.Ordinal));
        foreach (var (method, address) in endpoints)
        {
            var path = RouteParameter().Replace(address, match => match.Groups[1].Value == "id" ? document.Id.Value : "x");
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Email", "x")]) };
            request.Headers.Add("Origin", "https://elsewhere.example");
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            // What a script of this server's own page sends, and a page of another site would if it could.
            request.Headers.Add("X-Notebook-Upload", "1");
            using var response = await client.SendAsync(request, Stop);

            var isRefused = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.BadRequest
                || response.StatusCode == HttpStatusCode.SeeOther && response.Headers.Location!.OriginalString.StartsWith("/stale-form", StringComparison.Ordinal);
            Assert.True(isRefused, $"{method} {path}: {(int)response.StatusCode} {response.Headers.Location}");
        }

        // Still signed in: nothing of all that was done.
        using var after = await client.GetAsync("/", Stop);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    [Fact]
    public async Task Negotiation_WithoutSignIn_IsRefusedPlainly()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        using var response = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Stop);

        Assert.True(response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound, response.StatusCode.ToString());
    }

    private static async Task<List<(string Method, string Address)>> EndpointsAsync()
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
                .SelectMany(static endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } methods ? methods : ["POST"])
                    .Where(static method => !SafeMethods.Contains(method))
                    .Select(method => (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'))))
                .Distinct(),
        ];
    }

    [GeneratedRegex(@"\{\*{0,2}([a-zA-Z]+)[^}]*\}")]
    private static partial Regex RouteParameter();
}
