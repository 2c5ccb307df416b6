using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Notebook.Web.Accounts.External;

/// <summary>
/// Finds the account of somebody whom another service vouches for: by the service's own name for them, or else by their e-mail
/// address if the service says that it is verified; and keeps the service's name for the next time, when the address may be another.
/// </summary>
internal sealed class ExternalSignIns(AccountUsers users, NewAccounts newAccounts, SignIns signIns, IAccountDirectory directory, IOptions<OidcOptions> options, IHttpContextAccessor request)
{
    public const string Failed = "service-failed";
    public const string Unknown = "service-unknown";
    public const string Unverified = "service-unverified";
    public const string Disabled = "service-disabled";

    /// <summary>What a problem of <see cref="FinishAsync"/> means to whoever has it; null for what is none.</summary>
    public static string? Sentence(string? problem) => problem switch
    {
        Failed => "The other service did not sign you in. Try again, or sign in with your password.",
        Unknown => "There is no account here for you. Ask whoever runs this server for an invitation to the e-mail address you have there.",
        Unverified => "The other service has not verified your e-mail address, so nobody can tell which account is yours. Sign in with your password.",
        Disabled => "This account is disabled. Whoever runs this server can enable it.",
        _ => null,
    };

    /// <summary>Signs in whoever the other service has just sent back.</summary>
    /// <returns>Null when somebody is signed in, or which of the problems it was.</returns>
    /// <exception cref="Storage.StoreException">The account could not be read or changed.</exception>
    public async Task<string?> FinishAsync()
    {
        var context = request.HttpContext!;
        var proved = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        if (!proved.Succeeded || proved.Principal.FindFirstValue("sub") is not { Length: > 0 } subject)
            return Failed;

        var login = new ExternalLogin(options.Value.Authority!, subject, options.Value.Name);
        var user = await users.FindByLoginAsync(login.Provider, login.Key);
        if (user is null)
        {
            var email = proved.Principal.FindFirstValue("email") ?? "";
            if (email.Length == 0 || !IsVerified(proved.Principal))
                return Unverified;
            user = await users.FindByEmailAsync(email);
            if (user is not null)
                await users.AddLoginAsync(user, new(login.Provider, login.Key, login.Name));
            else if (await CreateAsync(email, proved.Principal, login) is { } created)
                user = created;
            else
                return Unknown;
        }

        return await signIns.ByOtherMeansAsync(user, options.Value.Name) is SignInOutcome.SignedIn ? null : Disabled;
    }

    private bool IsVerified(ClaimsPrincipal principal) =>
        options.Value.TrustEmail || string.Equals(principal.FindFirstValue("email_verified"), "true", StringComparison.OrdinalIgnoreCase);

    private async Task<AccountUser?> CreateAsync(string email, ClaimsPrincipal principal, ExternalLogin login)
    {
        // The first account is made by the printed link, never by whoever comes first.
        if (!options.Value.CreateAccounts || await directory.ListAsync(CancellationToken.None) is [])
            return null;
        var name = principal.FindFirstValue("name") is { Length: > 0 and <= AccountRules.MaxName } given ? given : email.Split('@')[0];
        if (await newAccounts.CreateAsync(new() { Email = email, DisplayName = name, Login = login }, password: null) is not AccountCreation.Created created)
            return null;
        await signIns.RecordCreatedAsync(created.Account, created.Account.ToPerson(), $"by {login.Name}");
        return created.User;
    }
}
