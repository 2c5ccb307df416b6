using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Notebook.Tests.Outputs;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Hosting;

/// <summary>Links over HTTP: what they open for somebody without an account, and that they open nothing else.</summary>
public sealed class ShareLinkTests
{
    private const string Json = """{"a":1}""";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_WithoutAnAccount_OpensItsNotebookForViewingAndNothingElse()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Display("application/json", Json));
        var other = StoredNotebook.Of(StoredNotebook.Display("application/json", Json)) with { Id = NotebookId.New() };
        var (token, ended) = (ShareToken.New(), ShareToken.New());
        await using (var store = new LiteDbNotebookStore(new DataFolder(data.Path), new StorageOptions(), DatabaseSchema.Current, NullLogger.Instance))
            await store.CommitAsync([NotebookCreated.For("owner", document), NotebookCreated.For("owner", other), LinkOf(document.Id, token, null), LinkOf(document.Id, ended, SessionTable.Noon.AddYears(-5))], Stop);
        await using var server = await ServerProcess.StartAsync(data.Path);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var guest = new HttpClient(handler) { BaseAddress = server.Address };
        var page = $"/n/{document.Id}";
        var output = OutputAddress.Of(document.Id, "application/json", Json);
        output = output.StartsWith('/') ? output : "/" + output;

        // Before the link nothing is there, not even a circuit.
        foreach (var address in new[] { page, output, page + "/export?format=md", "/frames/diagram" })
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(guest, address));
        Assert.Equal(HttpStatusCode.Unauthorized, await NegotiateAsync(guest));

        using (var redeemed = await guest.GetAsync($"/s/{token}", Stop))
        {
            Assert.Equal(HttpStatusCode.Redirect, redeemed.StatusCode);
            Assert.Equal(page, redeemed.Headers.Location!.ToString());
            Assert.Equal(["no-referrer"], redeemed.Headers.GetValues("Referrer-Policy"));
            Assert.True(redeemed.Headers.CacheControl!.NoStore);
            var cookie = redeemed.Headers.GetValues("Set-Cookie").Single();
            Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(token, cookie, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, await StatusAsync(guest, page));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(guest, output));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(guest, page + "/export?format=md"));
        Assert.Equal(HttpStatusCode.OK, await NegotiateAsync(guest));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, page + "/files/data.csv"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(guest, page + "/common-files/data.csv"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(guest, $"/n/{other.Id}/export?format=md"));
        foreach (var address in new[] { "/", "/trash", "/groups", "/gallery", "/open/x", page + "/class", page + "/join", "/admin" })
            Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(guest, address));

        foreach (var wrong in new[] { ended, ShareToken.New(), "short", token[..^1] + "!", "..%2f..%2fn", new string('a', 3000) })
        {
            using var refused = await guest.GetAsync($"/s/{wrong}", Stop);
            Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
            Assert.False(refused.Headers.Contains("Set-Cookie"));
        }

        // A cookie of somebody's own making opens nothing.
        using var forged = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = server.Address };
        forged.DefaultRequestHeaders.Add("Cookie", $"{LinkCookie.Name}={LinkId.New()}");
        Assert.Equal(HttpStatusCode.Redirect, await StatusAsync(forged, page));
        Assert.DoesNotContain(token, server.Output, StringComparison.Ordinal);
    }

    private static LinkCreated LinkOf(NotebookId id, string token, DateTimeOffset? expiresAt) => new(new()
    {
        Id = LinkId.New(),
        NotebookId = id,
        TokenHash = ShareToken.Hash(token)!,
        Role = NotebookRole.Editor,
        ExpiresAt = expiresAt,
        CreatedBy = "owner",
        CreatedAt = SessionTable.Noon.AddYears(-6),
    });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string address)
    {
        using var response = await client.GetAsync(address, Stop);
        return response.StatusCode;
    }

    private static async Task<HttpStatusCode> NegotiateAsync(HttpClient client)
    {
        using var response = await client.PostAsync("/_blazor/negotiate?negotiateVersion=1", null, Stop);
        // A post is sent to the sign-in page by another number.
        return response.StatusCode == HttpStatusCode.SeeOther ? HttpStatusCode.Redirect : response.StatusCode;
    }
}
