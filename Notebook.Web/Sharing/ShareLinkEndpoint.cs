using Notebook.Web.Accounts.Limits;

namespace Notebook.Web.Sharing;

/// <summary>
/// <c>/s/{token}</c>: redeems a link into a cookie and goes on to its notebook, so that the token is in no address that a page, a
/// history or another site's log keeps.
/// </summary>
internal static class ShareLinkEndpoint
{
    public static string AddressOf(string token) => $"s/{token}";

    public static void MapShareLinks(this IEndpointRouteBuilder app) => app.MapGet("/s/{token}", Redeem).AllowAnonymous().RequireRateLimiting(RequestLimits.Links);

    private static IResult Redeem(string token, HttpContext context, NotebookAccess access, LinkCookie cookie, TimeProvider time)
    {
        var headers = context.Response.Headers;
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers["X-Robots-Tag"] = "noindex";
        var hash = ShareToken.Hash(token);
        if (hash is null || access.State.FindLink(hash) is not { } link || !link.HoldsAt(time.GetUtcNow()))
        {
            return MessagePage.Render(StatusCodes.Status404NotFound, "This link does not work any more",
                "It has ended, was revoked, or is not complete. Ask whoever sent it for a new one.");
        }

        // A class link gives a copy to somebody, so it asks who: the page does, and finds the link by the cookie.
        cookie.Add(context, link.Id);
        return Results.LocalRedirect(link.GivesCopies ? $"/n/{link.NotebookId}/join" : $"/n/{link.NotebookId}");
    }
}
