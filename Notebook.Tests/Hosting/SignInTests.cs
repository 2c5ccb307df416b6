using System.Net;

namespace Notebook.Tests.Hosting;

public sealed class SignInTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ByThePrintedLink_OpensTheHomePage()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient();

        using var response = await client.GetAsync(server.SignInLink, Stop);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("/", response.RequestMessage!.RequestUri!.AbsolutePath);
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

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public async Task SignIn_ByAnotherToken_IsRefused(string token)
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient { BaseAddress = server.Address };

        using var response = await client.GetAsync("/sign-in?token=" + token, Stop);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Contains("no longer valid", await response.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://elsewhere.example/")]
    [InlineData("//elsewhere.example/")]
    [InlineData("/\\elsewhere.example/")]
    public async Task SignIn_WithAForeignReturnAddress_StaysHere(string returnUrl)
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var response = await client.GetAsync(server.SignInLink + "&returnUrl=" + Uri.EscapeDataString(returnUrl), Stop);

        Assert.Equal("/", response.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task Circuit_FromAnotherSite_IsRefused()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient();
        (await client.GetAsync(server.SignInLink, Stop)).Dispose();

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
