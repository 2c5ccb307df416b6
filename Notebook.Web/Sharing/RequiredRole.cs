using Microsoft.AspNetCore.Http.HttpResults;
using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>The least role for an address below <c>/n/{id}</c>. A test finds every address without one.</summary>
/// <param name="Role">The role.</param>
internal sealed record RequiredRole(NotebookRole Role);

internal static class RoleRequirement
{
    /// <summary>
    /// Lets a request through only when its visitor holds the role on the notebook that the address names. Who holds none learns
    /// nothing, not even that there is such a notebook.
    /// </summary>
    public static TBuilder RequireRole<TBuilder>(this TBuilder endpoint, NotebookRole role)
        where TBuilder : IEndpointConventionBuilder =>
        endpoint.RequireAuthorization(Visitors.Policy).WithMetadata(new RequiredRole(role)).AddEndpointFilter(async (context, next) =>
            Refuse(context.HttpContext, role) is { } refusal ? refusal : await next(context));

    private static ContentHttpResult? Refuse(HttpContext context, NotebookRole least)
    {
        var role = NotebookId.TryParse(context.GetRouteValue("id") as string, out var id)
            ? context.RequestServices.GetRequiredService<NotebookAccess>().RoleOf(Visitor.Of(context.User), id)
            : NotebookRole.None;
        if (role >= least)
            return null;
        context.Response.Headers.CacheControl = "no-store";
        return role == NotebookRole.None
            ? TypedResults.Text("There is no such notebook. It may have been deleted, or it is not shared with you.", "text/plain; charset=utf-8", statusCode: StatusCodes.Status404NotFound)
            : TypedResults.Text($"Your role on this notebook is not enough for that. Ask its owner for the role {RoleWords.Of(least).ToLowerInvariant()}.", "text/plain; charset=utf-8", statusCode: StatusCodes.Status403Forbidden);
    }
}
