using Microsoft.AspNetCore.Mvc;

namespace Notebook.Web.Accounts;

/// <summary>What of signing in and out is no page.</summary>
internal static class SignInEndpoints
{
    public const string SignInPath = "/sign-in";

    public const string SignOutPath = "/sign-out";

    public static void MapSignIns(this WebApplication app) =>
        app.MapPost(SignOutPath, SignOutAsync).AllowAnonymous().DisableAntiforgery();

    /// <summary>Posted by the account menu, which is part of a circuit and has no antiforgery token: the browser's own word about where the request comes from stands for it.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext context, [FromServices] SignIns signIns)
    {
        if (!SameOrigin.Holds(context.Request))
            return Results.Text("Signing out works only from the pages of this server.", statusCode: StatusCodes.Status403Forbidden);
        await signIns.SignOutAsync();
        return Results.LocalRedirect(SignInPath);
    }
}
