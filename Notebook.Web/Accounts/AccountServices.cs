using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>
/// Who is there: the one seam behind which accounts live. For now whoever holds the printed link is the server's owner;
/// the rest of the server only asks for the <see cref="Person"/>.
/// </summary>
public static class AccountServices
{
    private static readonly Person ServerOwner = new("owner", "Owner");

    /// <summary>Adds <see cref="IAccountDirectory"/> and <see cref="IAuditLog"/> over the store: all that commands without a server need.</summary>
    public static IServiceCollection AddAccountDirectory(this IServiceCollection services)
    {
        services.AddRecords(DatabaseSchema.Accounts, static kept => kept.Account.Id, StorageJson.Compact.KeptAccount);
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<IAccountDirectory>(static provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<IAuditLog, LiteDbAuditLog>();
        return services;
    }

    /// <param name="services">The server's services.</param>
    /// <param name="keysFolder">Where the keys that protect cookies are kept, so that a restart signs nobody out.</param>
    public static IServiceCollection AddAccounts(this IServiceCollection services, string keysFolder)
    {
        services.AddAccountDirectory();
        services.AddSingleton<SignInLink>();
        services.AddDataProtection().SetApplicationName("Notebook").PersistKeysToFileSystem(new DirectoryInfo(keysFolder));
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "notebook";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromDays(14);
            options.SlidingExpiration = true;
            options.LoginPath = SignInLink.Path;
            options.ReturnUrlParameter = "returnUrl";
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>The address that redeems the link and, without one, says where to find it.</summary>
    public static void MapAccounts(this WebApplication app) =>
        app.MapGet(SignInLink.Path, SignInAsync).AllowAnonymous();

    private static async Task<IResult> SignInAsync(HttpContext context, SignInLink link, string? token = null, string? returnUrl = null)
    {
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Headers.CacheControl = "no-store";
        if (!link.Accepts(token))
            return SignInPage.Render(linkWasWrong: token is not null);

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme,
            ServerOwner.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme),
            new AuthenticationProperties { IsPersistent = true });
        return Results.LocalRedirect(IsLocal(returnUrl) ? returnUrl! : "/");
    }

    /// <summary>Only paths of this server: a link must not send a signed-in visitor elsewhere.</summary>
    private static bool IsLocal(string? url) =>
        url is ['/', ..] && !url.StartsWith("//", StringComparison.Ordinal) && !url.StartsWith("/\\", StringComparison.Ordinal) && !url.Any(char.IsControl);
}
