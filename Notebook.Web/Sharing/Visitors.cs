using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Notebook.Web.Sharing;

/// <summary>
/// Lets those in who are not signed in but have opened a link: to the pages and addresses that say so, each of which then asks
/// for the role. Everything else stays for those who are signed in.
/// </summary>
public static class Visitors
{
    /// <summary>The authorization policy of pages and addresses that ask for the role themselves.</summary>
    public const string Policy = "visitors";

    public static AuthorizationPolicy Build() => new AuthorizationPolicyBuilder()
        .RequireAssertion(static context => context.User.Identity is { IsAuthenticated: true } || context.User.HasClaim(static claim => claim.Type == Visitor.LinkClaim))
        .Build();

    /// <summary>Adds the links that the browser has opened to whoever the request is from. Stands between authentication and authorization.</summary>
    public static IApplicationBuilder UseShareLinks(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        var links = context.RequestServices.GetRequiredService<LinkCookie>().Read(context.Request);
        if (links.Length > 0)
            context.User.AddIdentity(new ClaimsIdentity(links.Select(static link => new Claim(Visitor.LinkClaim, link.Value))));
        await next(context);
    });
}
