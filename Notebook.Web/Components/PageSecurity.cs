using Notebook.Web.Sharing;

namespace Notebook.Web.Components;

/// <summary>What a browser is told about every page of the site, so that text which slipped through somewhere still does nothing.</summary>
internal static class PageSecurity
{
    /// <summary>
    /// <c>frame-src</c> also holds for where a frame sends itself, which no policy of the framed document can forbid.
    /// <c>'unsafe-eval'</c> is Plotly's: its WebGL traces compile their drawing functions. Pictures may come from elsewhere,
    /// since a reader may choose to load those of a text.
    /// </summary>
    private const string Policy =
        "default-src 'self'; script-src 'self' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob: https: http:; font-src 'self' data:; "
        + "connect-src 'self' data: blob:; worker-src 'self' blob:; frame-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    public static IApplicationBuilder UsePageSecurity(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        if (IsForAFrame(context.Request) && !MayBeFramed(context.Request.Path))
        {
            // An output that sends its own frame to a page of this site: the browser would show it with the reader's cookie.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("Pages of this site are not shown in frames.");
            return;
        }

        await next(context);
    });

    /// <summary>
    /// What a visitor sees when an address fails: words, where a browser alone shows nothing. What failed is in the server's log. Takes the
    /// headers away that the answer had, so the policy is set again.
    /// </summary>
    public static IApplicationBuilder UseFailurePage(this IApplicationBuilder app) => app.UseExceptionHandler(static failed => failed.Run(static async context =>
    {
        context.Response.Headers.ContentSecurityPolicy = Policy;
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        await MessagePage.ForRequest(
            context.Request, StatusCodes.Status500InternalServerError, "Something failed on the server",
            "What was saved is kept. Try again; if it fails again, tell the person who runs the server.").ExecuteAsync(context);
    }));

    private static bool IsForAFrame(HttpRequest request) => request.Headers["Sec-Fetch-Dest"].ToString() is "iframe" or "frame" or "embed" or "object" or "fencedframe";

    private static bool MayBeFramed(PathString path) =>
        path.StartsWithSegments("/frames", StringComparison.Ordinal) || path.Value is { } text && text.StartsWith("/n/", StringComparison.Ordinal) && text.Split('/') is [_, _, _, "outputs", _];
}
