using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Notebook.Web.Accounts.External;

/// <summary>Sign-in by an OpenID Connect service of the operator's.</summary>
internal static class OidcServices
{
    public const string Scheme = "oidc";

    public const string StartPath = "/sign-in/oidc";

    private const string DonePath = "/sign-in/oidc/done";

    public static IServiceCollection AddOidc(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OidcOptions>().BindConfiguration(OidcOptions.Section);
        services.AddScoped<ExternalSignIns>();
        var settings = configuration.GetSection(OidcOptions.Section).Get<OidcOptions>();
        if (settings is not { IsSet: true })
            return services;
        services.AddAuthentication().AddOpenIdConnect(Scheme, settings.Name, options =>
        {
            options.SignInScheme = IdentityConstants.ExternalScheme;
            options.Authority = settings.Authority;
            options.ClientId = settings.ClientId;
            options.ClientSecret = settings.ClientSecret;
            options.RequireHttpsMetadata = !settings.AllowPlain;
            options.ResponseType = OpenIdConnectResponseType.Code;
            // By query: an answer that is posted from another site comes without cookies.
            options.ResponseMode = OpenIdConnectResponseMode.Query;
            options.UsePkce = true;
            options.CallbackPath = "/sign-in/oidc/callback";
            options.MapInboundClaims = false;
            options.GetClaimsFromUserInfoEndpoint = true;
            options.ClaimActions.MapAll();
            options.Scope.Clear();
            foreach (var scope in (string[])["openid", "profile", "email"])
                options.Scope.Add(scope);
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.NonceCookie.SameSite = SameSiteMode.Lax;
            options.NonceCookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.Events.OnRemoteFailure = static context =>
            {
                context.Response.Redirect($"{SignInEndpoints.SignInPath}?problem={ExternalSignIns.Failed}");
                context.HandleResponse();
                return Task.CompletedTask;
            };
        });
        return services;
    }

    public static void MapOidc(this WebApplication app)
    {
        app.MapGet(StartPath, static (string? returnUrl, Microsoft.Extensions.Options.IOptions<OidcOptions> options) => options.Value.IsSet
            ? Results.Challenge(new AuthenticationProperties { RedirectUri = $"{DonePath}?returnUrl={Uri.EscapeDataString(LocalAddress.OrHome(returnUrl))}" }, [Scheme])
            : Results.NotFound()).AllowAnonymous();
        app.MapGet(DonePath, static async (string? returnUrl, ExternalSignIns signIns) =>
            Results.LocalRedirect(await signIns.FinishAsync() is { } problem ? $"{SignInEndpoints.SignInPath}?problem={problem}" : LocalAddress.OrHome(returnUrl))).AllowAnonymous();
    }
}
