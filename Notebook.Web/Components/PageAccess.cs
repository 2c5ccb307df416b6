using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components;

/// <summary>
/// Which pages somebody may open. A page is for those who are signed in unless it says otherwise by the attributes that hold over
/// HTTP too: a page that forgot to say anything is closed, not open.
/// </summary>
internal static class PageAccess
{
    public static bool MayOpen(Type page, ClaimsPrincipal? user) =>
        user is not null
        && (page.IsDefined(typeof(AllowAnonymousAttribute))
            || user.Identity is { IsAuthenticated: true }
            || page.GetCustomAttributes<AuthorizeAttribute>().Any(static rule => rule.Policy == Visitors.Policy) && user.HasClaim(static claim => claim.Type == Visitor.LinkClaim));
}
