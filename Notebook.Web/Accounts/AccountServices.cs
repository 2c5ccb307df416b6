using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notebook.Web.Accounts.Mail;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts;

/// <summary>Who is there, and how they prove it. The rest of the server asks for the <see cref="Person"/> of a request and for <see cref="IAccountDirectory"/>.</summary>
public static class AccountServices
{
    /// <summary>The policy of what belongs to the server: see <see cref="Account.IsAdministrator"/>.</summary>
    public const string AdministratorPolicy = "administrator";

    /// <summary>Adds accounts over the store: all that commands without a server need.</summary>
    public static IServiceCollection AddAccountDirectory(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddRecords(DatabaseSchema.Accounts, static kept => kept.Account.Id, StorageJson.Compact.KeptAccount);
        services.AddRecords(DatabaseSchema.AccountLinks, static link => link.Id, StorageJson.Compact.AccountLink);
        services.AddOptions<AccountOptions>().BindConfiguration(AccountOptions.Section);
        services.AddSingleton<AccountLinks>();
        services.AddSingleton<AccountDirectory>();
        services.AddSingleton<IAccountDirectory>(static provider => provider.GetRequiredService<AccountDirectory>());
        services.AddSingleton<IAuditLog, LiteDbAuditLog>();
        services.AddSingleton<PublicAddress>();
        services.AddScoped<NewAccounts>();
        services.AddScoped<Administration>();
        services.AddScoped<IUserValidator<AccountUser>, AccountRules>();
        services.AddScoped<IPasswordValidator<AccountUser>, AccountRules>();
        services.Configure<PasswordHasherOptions>(static options => options.IterationCount = 210_000);
        services.AddIdentityCore<AccountUser>(static options =>
            {
                options.Lockout.MaxFailedAccessAttempts = SignInLimits.MaxPerAccount;
                options.Lockout.DefaultLockoutTimeSpan = SignInLimits.LockedFor;
            })
            .AddUserStore<AccountUserStore>()
            .AddUserManager<AccountUsers>();
        return services;
    }

    /// <param name="services">The server's services, with storage.</param>
    /// <param name="keysFolder">Where the keys that protect cookies are kept, so that a restart signs nobody out.</param>
    public static IServiceCollection AddAccounts(this IServiceCollection services, string keysFolder)
    {
        services.AddAccountDirectory();
        services.AddRecords(DatabaseSchema.EndedSignIns, static ended => ended.Id, StorageJson.Compact.EndedSignIn);
        services.AddDataProtection().SetApplicationName("Notebook").PersistKeysToFileSystem(new DirectoryInfo(keysFolder));
        services.AddHttpContextAccessor();
        new IdentityBuilder(typeof(AccountUser), services).AddClaimsPrincipalFactory<SignInClaims>().AddSignInManager();
        services.AddOptions<MailOptions>().BindConfiguration(MailOptions.Section);
        services.AddSingleton<IMail, SmtpMail>();
        services.Configure<IdentityPasskeyOptions>(static options =>
        {
            // A passkey stands for the password too, so the device has to make sure who uses it, and has to know whose it is.
            options.UserVerificationRequirement = "required";
            options.ResidentKeyRequirement = "required";
            // Pages that tell nobody where one comes from have their forms sent with "Origin: null", so the address itself is compared.
            options.ValidateOrigin = static context => ValueTask.FromResult(!context.CrossOrigin && SameOrigin.Is(context.Origin, context.HttpContext.Request));
        });
        services.AddSingleton<SignInClaims>();
        services.AddRecords(DatabaseSchema.Announcements, static announcement => announcement.Id, StorageJson.Compact.Announcement);
        services.AddSingleton<Announcements>();
        services.AddSingleton<SignInLimits>();
        services.AddSingleton<SignInValidity>();
        services.AddSingleton<EndedSignIns>();
        services.AddSingleton<FirstAccountLink>();
        services.AddScoped<SignIns>();
        services.AddScoped<AuthenticationStateProvider, CircuitSignIn>();
        services.AddSignInCookies();
        services.AddSingleton<IAuthorizationHandler, AdministratorHandler>();
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(AdministratorPolicy, static policy => policy.RequireAuthenticatedUser().AddRequirements(new AdministratorRequirement()));
        services.AddCascadingAuthenticationState();
        return services;
    }

    /// <summary>Reads who signed out before, without which no request may be answered.</summary>
    public static async Task LoadAccountsAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<EndedSignIns>().LoadAsync(cancellationToken);
        await services.GetRequiredService<Announcements>().LoadAsync(cancellationToken);
    }

    private static void AddSignInCookies(this IServiceCollection services)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddCookie(IdentityConstants.ApplicationScheme, static options =>
            {
                options.Cookie.Name = "notebook";
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = EndedSignIns.SignInLifetime;
                options.SlidingExpiration = true;
                options.LoginPath = SignInEndpoints.SignInPath;
                options.AccessDeniedPath = "/not-found";
                options.ReturnUrlParameter = "returnUrl";
                options.Events.OnValidatePrincipal = ValidateAsync;
            })
            // Between the two halves of a passkey, and of a sign-in at another service.
            .AddCookie(IdentityConstants.TwoFactorUserIdScheme, static options => ConfigureShort(options, "notebook-passkey"))
            .AddCookie(IdentityConstants.ExternalScheme, static options => ConfigureShort(options, "notebook-external"));
    }

    private static void ConfigureShort(CookieAuthenticationOptions options, string name)
    {
        options.Cookie.Name = name;
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        var kept = await services.GetRequiredService<SignInValidity>().AccountOfAsync(context.Principal!, context.HttpContext.RequestAborted);
        if (kept is null)
        {
            context.RejectPrincipal();
            context.HttpContext.Response.Cookies.Delete("notebook");
        }
        else if (!SignInClaims.IsCurrent(kept.Account, context.Principal!))
        {
            context.ReplacePrincipal(services.GetRequiredService<SignInClaims>().Renew(kept.Account, context.Principal!));
            context.ShouldRenew = true;
        }
    }
}
