using System.Net;
using System.Net.Http.Headers;

namespace Notebook.Tests.Hosting;

/// <summary><c>/metrics</c> and <c>/health</c> of a real server: who may ask, and what is answered.</summary>
public sealed class MetricsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Metrics_FromThisMachine_CountKernelsAndThroughAProxyThereAreNone()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"]);
        using var client = new HttpClient { BaseAddress = server.Address };

        var metrics = await client.GetStringAsync("/metrics", Token);
        Assert.Contains("notebook_kernels{", metrics, StringComparison.Ordinal);
        Assert.Contains("""state="warm"} 0""", metrics, StringComparison.Ordinal);
        Assert.Matches("notebook_kernels_memory_budget_bytes(\\{[^}]*\\})? [1-9]", metrics);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/metrics") { Headers = { { "X-Forwarded-For", "10.1.2.3" } } };
        using var refused = await client.SendAsync(forwarded, Token);
        Assert.DoesNotContain("notebook_kernels", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_WithASettingForATokenSet_WantTheToken()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"], settings: new Dictionary<string, string> { ["Metrics__Token"] = "s3cret" });
        using var client = new HttpClient { BaseAddress = server.Address };

        var without = await AskAsync(client);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        var wrong = await AskAsync(client);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "s3cret");
        var right = await AskAsync(client);

        Assert.DoesNotContain("notebook_kernels", without + wrong, StringComparison.Ordinal);
        Assert.Contains("notebook_kernels", right, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_ThroughAProxyWithoutSigningIn_GivesNoDetail()
    {
        using var folder = new TemporaryFolder();
        await using var server = await ServerProcess.StartAsync(folder["data"]);
        using var client = new HttpClient { BaseAddress = server.Address };
        await Eventually.TrueAsync(async () => !(await client.GetStringAsync("/health", Token)).Contains("starting", StringComparison.Ordinal));

        var local = await client.GetStringAsync("/health", Token);
        client.DefaultRequestHeaders.Add("X-Forwarded-For", "10.1.2.3");
        using var far = await client.GetAsync("/health", Token);

        Assert.Contains("\"trials\"", local, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, far.StatusCode);
        Assert.DoesNotContain("\"trials\"", await far.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    /// <summary>The body of a good answer, or the status of another.</summary>
    private static async Task<string> AskAsync(HttpClient client)
    {
        using var response = await client.GetAsync("/metrics", Token);
        return response.IsSuccessStatusCode ? await response.Content.ReadAsStringAsync(Token) : response.StatusCode.ToString();
    }
}
