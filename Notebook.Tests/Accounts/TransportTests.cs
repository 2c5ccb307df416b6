using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Notebook.Web.Accounts.Transport;
using Notebook.Web.Storage;

namespace Notebook.Tests.Accounts;

/// <summary>How browsers may reach the server, without one.</summary>
public sealed class TransportTests
{
    [Theory]
    [InlineData("http", "127.0.0.1", null, true)]
    [InlineData("http", "::1", null, true)]
    [InlineData("http", "::ffff:127.0.0.1", null, true)]
    [InlineData("http", "10.1.2.3", null, false)]
    [InlineData("https", "10.1.2.3", null, true)]
    [InlineData("http", "172.17.0.1", null, true)]
    [InlineData("http", "::ffff:172.17.0.1", null, true)]
    [InlineData("http", "127.0.0.1", "10.1.2.3", false)]
    public void Problem_OfARequest_IsThatAnybodyCouldReadIt(string scheme, string from, string? forwardedFor, bool isAnswered)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = scheme;
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        if (forwardedFor is not null)
            context.Request.Headers["X-Forwarded-For"] = forwardedFor;

        var problem = new PlainHttp(Networks.Parse("Https:PlainFrom", "172.17.0.0/16, 192.168.7.7"), []).Problem(context);

        Assert.Equal(isAnswered, problem is null);
        Assert.Equal(forwardedFor is not null, problem == PlainHttpProblem.UnknownProxy);
    }

    [Fact]
    public void Parse_WhatIsNoNetwork_IsNamed()
    {
        var refusal = Assert.Throws<TransportSettingsException>(static () => Networks.Parse("Proxy:Known", "10.0.0.0/8, proxy.lan"));

        Assert.Contains("Proxy:Known has “proxy.lan”", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Get_NoCertificateInTheSettings_IsMadeOnceAndRenewedBeforeItEnds()
    {
        using var folder = new TemporaryFolder();
        var (data, time) = (new DataFolder(folder["data"]), new FakeTimeProvider(AccountTable.Noon));

        using var first = ServerCertificate.Get(new(), data, ["lab.example", "[::1]"], time);
        time.Advance(TimeSpan.FromDays(330));
        using var same = ServerCertificate.Get(new(), data, ["lab.example"], time);
        time.Advance(TimeSpan.FromDays(10));
        using var renewed = ServerCertificate.Get(new(), data, ["lab.example"], time);

        Assert.True(first.HasPrivateKey);
        Assert.True(first.MatchesHostname("lab.example"));
        Assert.True(first.MatchesHostname("localhost"));
        Assert.Equal(first.Thumbprint, same.Thumbprint);
        Assert.NotEqual(first.Thumbprint, renewed.Thumbprint);
        Assert.True(renewed.NotAfter.ToUniversalTime() > time.GetUtcNow().AddDays(360));
    }

    [Fact]
    public void Get_CertificateThatIsNone_IsRefusedWithItsName()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["server.pem"], "-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n");

        foreach (var path in (string[])[folder["server.pem"], folder["nowhere.pem"]])
            Assert.Contains(path, Assert.Throws<TransportSettingsException>(() => ServerCertificate.Get(new() { Certificate = path }, new(folder["data"]), [], TimeProvider.System)).Message, StringComparison.Ordinal);
    }
}
