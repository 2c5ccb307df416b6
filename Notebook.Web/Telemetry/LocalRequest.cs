using System.Net;

namespace Notebook.Web.Telemetry;

/// <summary>Tells whether a request was made on this machine, and not by a proxy on it for somebody else.</summary>
internal static class LocalRequest
{
    public static bool Is(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(static name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));
}
