using System.Net;

namespace Notebook.Tests.Hosting;

public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FirstStart_PrintedLink_CreatesOneAccountAndNoMore()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false);
        using var client = new HttpClient();

        using (var signIn = await client.GetAsync(new Uri(server.Address, "/sign-in"), Stop))
            Assert.Contains("This server is new", await signIn.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        foreach (var token in (string[])["?token=wrong", "?token=", ""])
        {
            using var wrong = await client.GetAsync(new Uri(server.Address, "/start" + token), Stop);
            Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
            Assert.Contains("no longer valid", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        using (var shown = await client.GetAsync(server.Door, Stop))
        {
            Assert.Equal("no-referrer", shown.Headers.GetValues("Referrer-Policy").Single());
            Assert.True(shown.Headers.CacheControl!.NoStore);
        }

        using (var weak = await FirstPerson.PostAsync(client, server.Door, ("DisplayName", "Ada"), ("Email", "ada@lab.example"), ("Password", "short")))
            Assert.Contains("at least 12 are needed", await weak.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using (var created = await FirstPerson.PostAsync(client, server.Door, ("DisplayName", "Ada"), ("Email", "ada@lab.example"), ("Password", FirstPerson.Password)))
            Assert.Equal((HttpStatusCode.OK, "/"), (created.StatusCode, created.RequestMessage!.RequestUri!.AbsolutePath));

        using var other = new HttpClient();
        using (var again = await FirstPerson.PostAsync(other, server.Door, ("DisplayName", "Eve"), ("Email", "eve@lab.example"), ("Password", FirstPerson.Password)))
            Assert.Equal("/stale-form", again.RequestMessage!.RequestUri!.AbsolutePath);
        using (var eve = await FirstPerson.PostAsync(other, new Uri(server.Address, "/sign-in"), ("Email", "eve@lab.example"), ("Password", FirstPerson.Password)))
            Assert.Equal(HttpStatusCode.Forbidden, eve.StatusCode);
        using (var used = await other.GetAsync(server.Door, Stop))
            Assert.Contains("has done its work", await used.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LaterStart_PrintsNoToken_AndSignsNobodyOut()
    {
        using var data = new TemporaryFolder();
        using var client = new HttpClient();
        Uri address;
        await using (var server = await ServerProcess.StartAsync(data.Path))
        {
            address = server.Address;
            await server.SignInAsync(client);
            await server.StopAsync();
        }

        await using var again = await ServerProcess.StartAsync(data.Path, address);

        Assert.Equal(new Uri(address, "/sign-in"), again.Door);
        using var home = await client.GetAsync(again.Address, Stop);
        Assert.Equal("/", home.RequestMessage!.RequestUri!.AbsolutePath);
    }

    [Fact]
    public async Task EveryPage_WithoutSignIn_LeadsToTheSignInPage()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        foreach (var path in new[] { "/", "/n/aaaaaaaaaaaaaaaa" })
        {
            using var response = await client.GetAsync(path, Stop);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Equal("/sign-in", response.Headers.Location!.AbsolutePath);
        }

        using var circuit = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", content: null, Stop);
        Assert.NotEqual(HttpStatusCode.OK, circuit.StatusCode);
    }

    [Fact]
    public async Task SignIn_ByForm_ComesBackToLocalAddressesOnly()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);

        foreach (var (returnUrl, expected) in ((string, string)[])[
            ("/trash?x=1", "/trash?x=1"), ("https://elsewhere.example/", "/"), ("//elsewhere.example/", "/"), ("/\\elsewhere.example/", "/"), ("/\t/elsewhere.example", "/"), ("javascript:alert(1)", "/")])
        {
            using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
            var page = new Uri(server.Address, "/sign-in?returnUrl=" + Uri.EscapeDataString(returnUrl));
            using (var wrong = await FirstPerson.PostAsync(client, page, ("Email", FirstPerson.Email), ("Password", "wrong password")))
            {
                Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
                Assert.Contains("The e-mail address or the password is wrong.", await wrong.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
                Assert.False(wrong.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(static cookie => cookie.StartsWith("notebook=", StringComparison.Ordinal)));
            }

            using var response = await FirstPerson.PostAsync(client, page, ("Email", FirstPerson.Email), ("Password", FirstPerson.Password));
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.Equal(expected, response.Headers.Location!.IsAbsoluteUri ? response.Headers.Location.PathAndQuery : response.Headers.Location.OriginalString);
            Assert.True(!response.Headers.Location.IsAbsoluteUri || response.Headers.Location.Host == server.Address.Host);
            var set = response.Headers.GetValues("Set-Cookie").Single(static cookie => cookie.StartsWith("notebook=", StringComparison.Ordinal));
            Assert.Contains("httponly", set, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", set, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task SignIn_WithACookieThatSomebodyPlanted_GetsAnotherAndThePlantedOneIsWorthNothing()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var attacker = new HttpClientHandler();
        using (var client = new HttpClient(attacker, disposeHandler: false))
            await server.SignInAsync(client);
        var valid = attacker.CookieContainer.GetCookies(server.Address)["notebook"]!.Value;

        foreach (var planted in (string[])[valid, "0123456789abcdef"])
        {
            using var victim = new HttpClientHandler { AllowAutoRedirect = false };
            victim.CookieContainer.Add(server.Address, new Cookie("notebook", planted, "/"));
            using var client = new HttpClient(victim, disposeHandler: false);
            using var response = await FirstPerson.PostAsync(client, new Uri(server.Address, "/sign-in"), ("Email", FirstPerson.Email), ("Password", FirstPerson.Password));
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
            Assert.NotEqual(planted, victim.CookieContainer.GetCookies(server.Address)["notebook"]!.Value);

            using var with = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
            using var copy = new HttpClient(with, disposeHandler: false) { BaseAddress = server.Address };
            copy.DefaultRequestHeaders.Add("Cookie", "notebook=" + planted);
            using var home = await copy.GetAsync("/", Stop);
            Assert.Equal("/sign-in", home.Headers.Location?.AbsolutePath);
        }
    }

    [Fact]
    public async Task EveryForm_WithoutItsToken_IsRefusedInWords()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = server.Address };

        using var content = new FormUrlEncodedContent([new("_handler", "sign-in"), new("Email", FirstPerson.Email), new("Password", FirstPerson.Password)]);
        using var response = await client.PostAsync("/sign-in", content, Stop);

        Assert.Equal(HttpStatusCode.SeeOther, response.StatusCode);
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.Contains("open for too long", await client.GetStringAsync(response.Headers.Location, Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignOut_ByAnotherSite_IsRefused_AndByThisOneEndsTheCookie()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        await server.SignInAsync(client);
        var copy = handler.CookieContainer.GetCookies(server.Address)["notebook"]!.Value;

        using (var crossed = new HttpRequestMessage(HttpMethod.Post, "/sign-out"))
        {
            crossed.Headers.Add("Sec-Fetch-Site", "cross-site");
            using var refused = await client.SendAsync(crossed, Stop);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.OK, await HomeAsync(copy));
        using (var ended = await client.PostAsync("/sign-out", null, Stop))
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, await HomeAsync(copy));

        async Task<HttpStatusCode> HomeAsync(string cookie)
        {
            using var thief = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Address) { Headers = { { "Cookie", $"notebook={cookie}" } } };
            using var response = await thief.SendAsync(request, Stop);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task Circuit_FromAnotherSite_IsRefused()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient();
        await server.SignInAsync(client);

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "/_blazor/negotiate?negotiateVersion=1"));
        request.Headers.Add("Origin", "https://elsewhere.example");
        using var response = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task AnyRequest_ForAnotherHostName_IsRefused()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Address) { Headers = { Host = "rebound.example" } };

        using var response = await client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }
}
