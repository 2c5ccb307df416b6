using System.Net;

namespace Notebook.Web.Accounts.Transport;

/// <summary>
/// Whether a request may come without TLS: from this machine, and from networks that the operator named. Elsewhere a password
/// could be read on its way, and the browser would keep no cookie that is worth having.
/// </summary>
internal sealed class PlainHttp(IReadOnlyList<IPNetwork> allowed, IReadOnlyList<IPNetwork> proxies)
{
    /// <returns>Null when the request may be answered, or why not.</returns>
    public PlainHttpProblem? Problem(HttpContext context)
    {
        var request = context.Request;
        // For whoever watches over the container; it says nothing to those who are not signed in.
        if (request.Path.StartsWithSegments("/health", StringComparison.Ordinal))
            return null;
        // A proxy that is not known says that it speaks for somebody else: then this machine's address is not the browser's.
        if (proxies.Count == 0 && (request.Headers.ContainsKey("X-Forwarded-For") || request.Headers.ContainsKey("X-Forwarded-Proto")))
            return PlainHttpProblem.UnknownProxy;
        if (request.IsHttps || context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address) || allowed.Contain(address))
            return null;
        return PlainHttpProblem.NoTls;
    }
}
