namespace Notebook.Web.Components.Account;

/// <summary>What pages with secrets in their address or their fields tell the browser.</summary>
internal static class DoorHeaders
{
    /// <summary>Nobody hears of the address, and nothing of the page is kept.</summary>
    public static void Set(HttpResponse response)
    {
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-cache, no-store";
    }
}
