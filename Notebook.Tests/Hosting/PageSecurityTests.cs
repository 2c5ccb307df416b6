using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Notebook.Protocol;
using Notebook.Tests.Outputs;
using Notebook.Web;

namespace Notebook.Tests.Hosting;

/// <summary>
/// What every answer of the server tells the browser, so that text which slipped through somewhere runs nothing. The addresses are those
/// that the server maps, so a new one is asked too.
/// </summary>
public sealed partial class PageSecurityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryAnswer_ToAnybody_HasAPolicyWithoutInlineScript()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(
            StoredNotebook.Stream("1", "s1"), StoredNotebook.Display(MimeTypes.Html, "<script>window.stolen = 1</script>"), StoredNotebook.Display(MimeTypes.Svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"window.stolen = 1\"/>"));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var server = await ServerProcess.StartAsync(data.Path);
        Directory.CreateDirectory(Path.Combine(data.Path, "notebooks", document.Id.Value));
        await File.WriteAllTextAsync(Path.Combine(data.Path, "notebooks", document.Id.Value, "page.html"), "<script>window.stolen = 1</script>", Stop);
        using var stranger = NewClient(server);
        using var owner = NewClient(server);
        await server.SignInAsync(owner);
        var addresses = await AddressesAsync(document.Id.Value, document.Cells[0].Id.Value);
        Assert.Contains("/sign-in", addresses);
        Assert.Contains("/admin/people", addresses);
        Assert.True(addresses.Count > 40, $"{addresses.Count} addresses");

        var pages = 0;
        foreach (var client in new[] { stranger, owner })
            foreach (var address in addresses.Concat([$"/n/{document.Id}/files/page.html", $"/n/{document.Id}/export?format=html", "/nowhere", "/n/no-such", "/s/no-such-token", "/_blazor"]))
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept", "text/html" } } };
                using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
                var where = $"{address}: {(int)response.StatusCode}";

                Assert.True(response.Headers.TryGetValues("Content-Security-Policy", out var policies), where);
                var policy = Assert.Single(policies);
                var directives = policy.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).ToDictionary(static directive => directive.Split(' ')[0], static directive => directive);
                // What an output brings runs in a frame of nobody's origin; everything else runs files of this server alone.
                var isFrame = directives.TryGetValue("sandbox", out var sandbox);
                if (isFrame)
                    Assert.DoesNotContain("allow-same-origin", sandbox, StringComparison.Ordinal);
                else
                    Assert.DoesNotContain("'unsafe-inline'", directives.GetValueOrDefault("script-src") ?? directives["default-src"], StringComparison.Ordinal);
                Assert.True(response.Headers.TryGetValues("X-Content-Type-Options", out var sniffs) && sniffs.Contains("nosniff"), where);
                Assert.True(response.Headers.Contains("Referrer-Policy"), where);
                if (response.Content.Headers.ContentType?.MediaType != "text/html" || isFrame)
                    continue;
                pages++;
                Assert.DoesNotMatch(InlineScript(), await response.Content.ReadAsStringAsync(Stop));
            }

        Assert.True(pages > 20, $"{pages} pages");
    }

    [Fact]
    public async Task Refusals_BeforeAnyPage_HaveThePolicyToo()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Proxy__Known"] = "127.0.0.1" });
        using var client = NewClient(server);

        foreach (var (name, value) in ((string, string)[])[("X-Forwarded-For", "10.1.2.3"), ("Sec-Fetch-Dest", "iframe"), ("Origin", "https://elsewhere.example")])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, name == "Origin" ? "/_blazor" : "/sign-in");
            request.Headers.TryAddWithoutValidation(name, value);
            using var response = await client.SendAsync(request, Stop);

            Assert.True((int)response.StatusCode >= 400, $"{name}: {response.StatusCode}");
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.DoesNotContain("script-src 'unsafe-inline'", policy, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Failure_OfAnAddress_IsAPageInWordsWithThePolicyAndNothingOfTheError()
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions.AllowAnonymous(
            Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions.MapGet(app, "/failing", static string () => throw new InvalidOperationException("of nobody's business")));
        await app.StartAsync(Stop);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };

        foreach (var accept in (string[])["text/html", "application/json"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/failing") { Headers = { { "Accept", accept } } };
            using var response = await client.SendAsync(request, Stop);
            var text = await response.Content.ReadAsStringAsync(Stop);

            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Contains("tell the person who runs the server", text, StringComparison.Ordinal);
            Assert.DoesNotContain("of nobody", text, StringComparison.Ordinal);
            Assert.Contains("script-src 'self' ", Assert.Single(response.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        }

        await app.StopAsync(Stop);
    }

    private static HttpClient NewClient(ServerProcess server) => new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

    /// <summary>Every address that is read, with a notebook and a cell where it wants them.</summary>
    private static async Task<HashSet<string>> AddressesAsync(string notebookId, string cellId)
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        return
        [
            .. ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
                .Where(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is not { Count: > 0 } methods || methods.Contains("GET"))
                .Select(endpoint => RouteParameter().Replace("/" + endpoint.RoutePattern.RawText!.TrimStart('/'), match => match.Groups[1].Value switch { "id" => notebookId, "cell" => cellId, _ => "x" })),
        ];
    }

    [GeneratedRegex(@"\{\*{0,2}([a-zA-Z]+)[^}]*\}")]
    private static partial Regex RouteParameter();

    /// <summary>A script with a body, or an attribute that is one.</summary>
    [GeneratedRegex(@"<script(?![^>]*\ssrc=)[^>]*>\s*\S|\son[a-z]+\s*=\s*[""']|javascript:", RegexOptions.IgnoreCase)]
    private static partial Regex InlineScript();
}
