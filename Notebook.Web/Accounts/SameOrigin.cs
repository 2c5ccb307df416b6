namespace Notebook.Web.Accounts;

/// <summary>Whether a request comes from a page of this server, by what browsers say and scripts of other sites can't change.</summary>
internal static class SameOrigin
{
    /// <summary>Holds for a request whose Origin is this server's, or which has none because no browser sent it.</summary>
    public static bool Holds(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin"
        && (request.Headers.Origin.ToString() is not { Length: > 0 } origin || Is(origin, request));

    /// <summary>Whether an Origin header is this server's.</summary>
    public static bool Is(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var self)
        && Uri.Compare(uri, self, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
