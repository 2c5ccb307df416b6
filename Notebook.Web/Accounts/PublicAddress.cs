using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Notebook.Web.Accounts;

/// <summary>What people reach the server by, for links that no request is there to tell it for: the setting <c>PublicAddress</c>, or where it listens.</summary>
internal sealed class PublicAddress(IConfiguration configuration, IServiceProvider services)
{
    public Uri With(string path) => new(Base(), path);

    private Uri Base()
    {
        var listening = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? configuration["Urls"]?.Split(';')[0];
        foreach (var address in (string?[])[configuration["PublicAddress"], listening?.Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal)])
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
                return uri.Host is "0.0.0.0" or "[::]" ? new UriBuilder(uri) { Host = "localhost" }.Uri : uri;
        return new("http://localhost:8080");
    }
}
