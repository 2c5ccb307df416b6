using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Notebook.Web.Accounts;

/// <summary>What a browser has to know before it makes or uses a passkey. What it answers goes into a form of a page.</summary>
internal static class PasskeyEndpoints
{
    public static void MapPasskeys(this WebApplication app)
    {
        app.MapPost("/passkeys/new", NewAsync).DisableAntiforgery();
        app.MapPost("/passkeys/sign-in", SignInAsync).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> NewAsync(HttpContext context, [FromServices] AccountUsers users, [FromServices] SignInManager<AccountUser> signIns)
    {
        if (!SameOrigin.Holds(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        if (Person.Of(context.User) is not { } person || await users.FindByIdAsync(person.Id) is not { } user)
            return Results.Unauthorized();
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(await signIns.MakePasskeyCreationOptionsAsync(new() { Id = user.Account.Id, Name = user.Account.Email, DisplayName = user.Account.DisplayName }), "application/json");
    }

    /// <summary>For whoever it is: the browser shows the passkeys it has for this site.</summary>
    private static async Task<IResult> SignInAsync(HttpContext context, [FromServices] SignInManager<AccountUser> signIns)
    {
        if (!SameOrigin.Holds(context.Request))
            return Results.StatusCode(StatusCodes.Status403Forbidden);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(await signIns.MakePasskeyRequestOptionsAsync(null!), "application/json");
    }
}
