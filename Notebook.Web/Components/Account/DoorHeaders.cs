namespace Notebook.Web.Components.Account;

/// <summary>What pages with secrets in their address or their fields tell the browser.</summary>
internal static class DoorHeaders
{
    /// <summary>These pages draw no charts and show nobody's outputs, so they are allowed less than the others.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>Nobody hears of the address, and nothing of the page is kept.</summary>
    public static void Set(HttpResponse response)
    {
        response.Headers.ContentSecurityPolicy = Policy;
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache, no-store";
    }
}
