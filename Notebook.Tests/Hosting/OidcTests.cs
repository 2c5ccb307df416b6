using Notebook.Web.Accounts.External;

namespace Notebook.Tests.Hosting;

/// <summary>Sign-in by another service, with a small one of the test's own.</summary>
public sealed class OidcTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_ByAService_FindsAccountsByItsIdAndVerifiedAddressesOnly()
    {
        using var data = new TemporaryFolder();
        await using var provider = await OidcProvider.StartAsync();
        await using var server = await ServerProcess.StartAsync(data.Path, settings: new Dictionary<string, string>
        {
            ["Oidc__Authority"] = provider.Authority, ["Oidc__ClientId"] = "notebook", ["Oidc__ClientSecret"] = "secret", ["Oidc__Name"] = "the university", ["Oidc__AllowPlain"] = "true",
        });
        using (var anybody = new HttpClient())
            Assert.Contains("Continue with the university", await anybody.GetStringAsync(new Uri(server.Address, "/sign-in"), Stop), StringComparison.Ordinal);

        // Somebody else's address that the service has not checked leads into nobody's account.
        provider.Person = new() { ["sub"] = "eve", ["email"] = FirstPerson.Email, ["email_verified"] = false };
        Assert.Equal(("/sign-in", ExternalSignIns.Unverified), await ArriveAsync(server));
        provider.Person = new() { ["sub"] = "ben", ["email"] = "ben@lab.example", ["email_verified"] = true };
        Assert.Equal(("/sign-in", ExternalSignIns.Unknown), await ArriveAsync(server));

        provider.Person = new() { ["sub"] = "owner-there", ["email"] = FirstPerson.Email.ToUpperInvariant(), ["email_verified"] = true };
        Assert.Equal(("/trash", ""), await ArriveAsync(server));
        // From now on by the service's own id, whatever the address is.
        provider.Person = new() { ["sub"] = "owner-there", ["email"] = "renamed@lab.example" };
        Assert.Equal(("/trash", ""), await ArriveAsync(server));
    }

    [Fact]
    public async Task SignIn_ByAServiceThatMayCreateAccounts_MakesOne()
    {
        using var data = new TemporaryFolder();
        await using var provider = await OidcProvider.StartAsync();
        var settings = new Dictionary<string, string>
        {
            ["Oidc__Authority"] = provider.Authority, ["Oidc__ClientId"] = "notebook", ["Oidc__ClientSecret"] = "secret", ["Oidc__CreateAccounts"] = "true", ["Oidc__AllowPlain"] = "true",
        };
        await using var server = await ServerProcess.StartAsync(data.Path, settings: settings);
        provider.Person = new() { ["sub"] = "ben", ["email"] = "ben@lab.example", ["email_verified"] = true, ["name"] = "Ben" };

        Assert.Equal(("/trash", ""), await ArriveAsync(server));
        Assert.Equal(("/trash", ""), await ArriveAsync(server));

        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var elsewhere = await client.GetAsync(new Uri(server.Address, "/sign-in/oidc/done?returnUrl=/"), Stop);
        Assert.Equal("/sign-in?problem=" + ExternalSignIns.Failed, elsewhere.Headers.Location!.OriginalString);
    }

    /// <summary>Where a new browser comes to that continues with the service, and with which problem.</summary>
    private static async Task<(string Path, string Problem)> ArriveAsync(ServerProcess server)
    {
        using var browser = new HttpClient();
        using var arrived = await browser.GetAsync(new Uri(server.Address, "/sign-in/oidc?returnUrl=/trash"), Stop);
        var address = arrived.RequestMessage!.RequestUri!;
        return (address.AbsolutePath, System.Web.HttpUtility.ParseQueryString(address.Query)["problem"] ?? "");
    }
}
