using System.Net;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Network;

namespace Notebook.Tests.Sandbox.Network;

/// <summary>Which connections are opened for cells; name servers and networks that only pretend.</summary>
public sealed class NetworkAccessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("api.example.org", 443, true)]
    [InlineData("API.EXAMPLE.ORG", 80, true)]
    [InlineData("api.example.org.", 443, true)]
    [InlineData("api.example.org", 22, false)]
    [InlineData("other.example.org", 443, false)]
    [InlineData("example.com", 443, true)]
    [InlineData("example.net", 443, false)]
    [InlineData("a.b.example.com", 443, true)]
    [InlineData("evilexample.com", 443, false)]
    [InlineData("db.example.net", 8443, true)]
    [InlineData("db.example.net", 443, false)]
    [InlineData("127.0.0.1", 80, false)]
    public void Allows_Hosts_OnlyThoseNamed(string host, int port, bool isAllowed) =>
        Assert.Equal(isAllowed, new AllowedHosts(["api.example.org, *.example.com", "db.example.net:8443"]).Allows(host, port));

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("*")]
    [InlineData("10.0.0.1")]
    [InlineData("example.org:99999")]
    public void AllowedHosts_NoName_SaysSo(string entry) =>
        Assert.Contains("Sandbox:AllowedHosts", Assert.Throws<SandboxSettingsException>(() => new AllowedHosts([entry])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("93.184.215.14", true)]
    [InlineData("2606:2800:21f:cb07:6820:80da:af6b:8b2c", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::10.0.0.1", false)]
    [InlineData("2002:0a00:0001::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fec0::1", false)]
    [InlineData("ff02::1", false)]
    [InlineData("2001:db8::1", false)]
    public void Is_Address_PublicOrNot(string address, bool isPublic) => Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task Open_NameThatChangesItsAddress_IsAskedOnceAndConnectedToWhatWasChecked()
    {
        var answers = new Queue<string>(["93.184.215.14", "127.0.0.1"]);
        IPEndPoint? connected = null;
        var access = Access(_ => answers.Dequeue(), address => connected = address);

        await access.OpenAsync("api.example.org", 443, Token);

        Assert.Equal(new IPEndPoint(IPAddress.Parse("93.184.215.14"), 443), connected);
        Assert.Single(answers);
    }

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:10.0.0.1")]
    public async Task Open_AllowedNameOfAPrivateAddress_IsRefused(string address)
    {
        var access = Access(_ => address, static _ => Assert.Fail("It was connected."));

        var refusal = await Assert.ThrowsAsync<NetworkRefusedException>(() => access.OpenAsync("api.example.org", 443, Token));

        Assert.Contains("private network", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherHost_NamesTheSettingAndIsNotEvenResolved()
    {
        var access = Access(static _ => throw new InvalidOperationException("It was resolved."), static _ => { });

        var refusal = await Assert.ThrowsAsync<NetworkRefusedException>(() => access.OpenAsync("evil.example.com", 443, Token));

        Assert.Contains("Allowed are: api.example.org", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Sandbox:AllowedHosts", refusal.Message, StringComparison.Ordinal);
    }

    private static NetworkAccess Access(Func<string, string> resolve, Action<IPEndPoint> connect) => new(new AllowedHosts(["api.example.org"]))
    {
        Resolve = (host, _) => Task.FromResult<IPAddress[]>([IPAddress.Parse(resolve(host))]),
        Connect = (address, _) =>
        {
            connect(address);
            return Task.FromResult<Stream>(new MemoryStream());
        },
    };
}
