using System.Net;

namespace Notebook.Tests.Hosting;

/// <summary>Accounts that people make themselves, where the setting allows it.</summary>
public sealed class RegistrationTests
{
    private static readonly (string Name, string Value)[] Ada = [("DisplayName", "Ada"), ("Email", "ada@lab.example"), ("Password", FirstPerson.Password)];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_WithoutTheSetting_IsClosed()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var client = new HttpClient();

        using (var shown = await client.GetAsync(new Uri(server.Address, "/register"), Stop))
        {
            Assert.Equal(HttpStatusCode.Forbidden, shown.StatusCode);
            Assert.Contains("People join by invitation", await shown.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        }

        // Whoever knows what the form looks like makes no account all the same.
        using var posted = await FirstPerson.PostAsync(client, new Uri(server.Address, "/register"), [.. Ada, ("_handler", "register")]);
        using var signIn = await FirstPerson.PostAsync(client, new Uri(server.Address, "/sign-in"), ("Email", "ada@lab.example"), ("Password", FirstPerson.Password));
        Assert.Equal(HttpStatusCode.Forbidden, signIn.StatusCode);
    }

    [Fact]
    public async Task Register_WithTheSetting_IsOpenOnceThereIsAnAdministrator()
    {
        using var data = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(data.Path, createsAccount: false, settings: new Dictionary<string, string> { ["Accounts__OpenRegistration"] = "true" });
        using var client = new HttpClient();
        var page = new Uri(server.Address, "/register?returnUrl=%2Fgroups");
        // The first account is made by the printed link, never by whoever comes first.
        using (var early = await client.GetAsync(page, Stop))
            Assert.Equal(HttpStatusCode.Forbidden, early.StatusCode);
        await FirstPerson.CreateAsync(server.Door);

        using (var weak = await FirstPerson.PostAsync(client, page, ("DisplayName", "Ada"), ("Email", "ada@lab.example"), ("Password", "short")))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, weak.StatusCode);
        using (var registered = await FirstPerson.PostAsync(client, page, Ada))
            Assert.Equal((HttpStatusCode.OK, "/groups"), (registered.StatusCode, registered.RequestMessage!.RequestUri!.AbsolutePath));
        // An ordinary account.
        using (var administration = await client.GetAsync(new Uri(server.Address, "/admin/settings"), Stop))
            Assert.DoesNotContain("In effect", await administration.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using var other = new HttpClient();
        using var again = await FirstPerson.PostAsync(other, page, Ada);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
    }
}
