using Notebook.Tests.Kernels;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox.Network;

/// <summary>HTTP from real cells in a real sandbox, through the server.</summary>
public sealed class KernelNetworkTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeInternet _internet = new();
    private KernelSandbox? _sandbox;
    private KernelConversation? _kernel;

    public async ValueTask DisposeAsync()
    {
        if (_kernel is not null)
            await _kernel.DisposeAsync();
        _sandbox?.Dispose();
        await _internet.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Http_AllowedHosts_AreReachedAndOthersNot(bool bubblewrap)
    {
        var kernel = await LaunchAsync(bubblewrap);

        Assert.Equal("hello from data.example.org", await ResultAsync(kernel, "await Http.GetStringAsync(\"http://data.example.org/\")"));
        Assert.Equal("3000000", await ResultAsync(kernel, "(await Http.GetStringAsync(\"http://data.example.org/large\")).Length"));
        Assert.Equal("2000000 bytes", await ResultAsync(kernel, "var posted = await Http.Client.PostAsync(\"http://data.example.org/echo\", new System.Net.Http.ByteArrayContent(new byte[2_000_000])); await posted.Content.ReadAsStringAsync()"));
        Assert.Contains("Allowed are: data.example.org", (await kernel.RunAsync("await Http.GetStringAsync(\"http://elsewhere.example.com/\")")).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("Allowed are: data.example.org", (await kernel.RunAsync("await Http.GetStringAsync(\"http://data.example.org/away\")")).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("port 22", (await kernel.RunAsync("await Http.GetStringAsync(\"http://data.example.org:22/\")")).Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpClient_UnderBubblewrap_ReachesWhatIsAllowed()
    {
        var kernel = await LaunchAsync(bubblewrap: true);
        await kernel.RunAsync("using System.Net.Http; var http = new HttpClient();");

        Assert.Equal("hello from data.example.org", await ResultAsync(kernel, "await http.GetStringAsync(\"http://data.example.org/\")"));
        Assert.Equal("hello from data.example.org", await ResultAsync(kernel, "await http.GetStringAsync(\"http://data.example.org/\")"));
        Assert.Equal("3000000", await ResultAsync(kernel, "(await http.GetStringAsync(\"http://data.example.org/large\")).Length"));
        Assert.Contains("Sandbox:AllowedHosts", await ResultAsync(kernel, "var refused = await http.GetAsync(\"http://elsewhere.example.com/\"); await refused.Content.ReadAsStringAsync()"), StringComparison.Ordinal);
        Assert.Contains("Sandbox:AllowedHosts", (await kernel.RunAsync("await http.GetStringAsync(\"https://elsewhere.example.com/\")")).Error?.Message, StringComparison.Ordinal);
        Assert.Equal("refused", await ResultAsync(kernel, "string said; try { new System.Net.Sockets.UdpClient(); said = \"worked\"; } catch (System.Net.Sockets.SocketException) { said = \"refused\"; } said"));
    }

    [Fact]
    public async Task HttpClient_WithoutNamespaces_NamesTheClientThatWorks()
    {
        var kernel = await LaunchAsync(bubblewrap: false);

        var result = await kernel.RunAsync("await new System.Net.Http.HttpClient().GetStringAsync(\"http://data.example.org/\")");

        Assert.Contains("await Http.GetStringAsync", result.Error?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HttpClient_NoHostsAllowed_NamesTheSetting()
    {
        await using var kernel = new KernelConversation(await TestKernel.NewLauncher().LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder["none"] }, TestContext.Current.CancellationToken));

        Assert.Contains("Sandbox:AllowedHosts", (await kernel.RunAsync("await Http.GetStringAsync(\"http://data.example.org/\")")).Error?.Message, StringComparison.Ordinal);
        Assert.Contains("Sandbox:AllowedHosts", (await kernel.RunAsync("System.Net.Dns.GetHostAddresses(\"data.example.org\")")).Error?.Message, StringComparison.Ordinal);
    }

    private async Task<KernelConversation> LaunchAsync(bool bubblewrap)
    {
        if (bubblewrap && !Capability.HasBubblewrap)
            Assert.Skip("bubblewrap is missing: install the package bubblewrap.");
        _sandbox = TestKernel.NewSandbox(new SandboxEnvironment
        {
            Options = new() { Bubblewrap = bubblewrap }, Mode = SandboxMode.Required, DataFolder = _folder["data"], ScratchFolder = _folder["data/scratch"], Network = _internet.AccessTo("data.example.org"),
        });
        Directory.CreateDirectory(_folder["data"]);
        return _kernel = new(await TestKernel.NewLauncher(_sandbox).LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder["data/notebooks/a"] }, TestContext.Current.CancellationToken));
    }

    private static async Task<string?> ResultAsync(KernelConversation kernel, string code)
    {
        var result = await kernel.RunAsync(code);
        Assert.True(result.Error is null, result.Error?.Message);
        return result.Result;
    }
}
