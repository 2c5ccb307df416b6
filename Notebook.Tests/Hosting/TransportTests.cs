using System.Net;

namespace Notebook.Tests.Hosting;

/// <summary>HTTPS of the server's own and a proxy's, over the wire.</summary>
public sealed class TransportTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Https_WithoutACertificate_UsesItsOwnAndSecureCookies()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, new Uri("https://127.0.0.1:0"), createsAccount: false);
        using var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = static (_, certificate, _, _) => certificate!.Subject.Contains("self-signed", StringComparison.Ordinal) };
        using var client = new HttpClient(handler);
        Assert.Equal("https", server.Door.Scheme);

        using var created = await FirstPerson.PostAsync(client, server.Door, ("DisplayName", "Ada"), ("Email", "ada@lab.example"), ("Password", FirstPerson.Password));

        Assert.Equal("/", created.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.All(handler.CookieContainer.GetAllCookies(), static cookie => Assert.True(cookie.Secure, cookie.Name));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(data["https/self-signed.pfx"]));
    }

    [Fact]
    public async Task Proxy_ThatIsKnown_IsBelieved()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string> { ["Proxy__Known"] = "127.0.0.1", ["AllowedHosts"] = "lab.example;127.0.0.1" });

        using (var plain = await GetAsync(server, "10.1.2.3", "http", "/sign-in"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, plain.StatusCode);
            Assert.Contains("This server needs HTTPS", await plain.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using (var health = await GetAsync(server, "10.1.2.3", "http", "/health"))
            Assert.NotEqual(HttpStatusCode.Forbidden, health.StatusCode);
        using var secure = await GetAsync(server, "10.1.2.3", "https", "/sign-in");
        Assert.Equal(HttpStatusCode.OK, secure.StatusCode);
        Assert.StartsWith("max-age=", secure.Headers.GetValues("Strict-Transport-Security").Single(), StringComparison.Ordinal);
        Assert.All(secure.Headers.GetValues("Set-Cookie"), static cookie => Assert.Contains("secure", cookie, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("script-src 'self';", string.Concat(secure.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", string.Concat(secure.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        using var home = await GetAsync(server, "10.1.2.3", "https", "/");
        Assert.Equal("https", home.Headers.Location!.Scheme);
    }

    [Fact]
    public async Task Proxy_ThatIsNotKnown_IsToldHowToBecomeIt()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);

        using var response = await GetAsync(server, "10.1.2.3", "https", "/sign-in");

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("Proxy__Known", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> GetAsync(ServerProcess server, string browser, string scheme, string path)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, path));
        request.Headers.Add("X-Forwarded-For", browser);
        request.Headers.Add("X-Forwarded-Proto", scheme);
        request.Headers.Add("X-Forwarded-Host", "lab.example");
        return await client.SendAsync(request, Stop);
    }
}
