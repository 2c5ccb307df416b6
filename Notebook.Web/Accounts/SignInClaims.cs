using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Notebook.Web.Documents;

namespace Notebook.Web.Accounts;

/// <summary>What a cookie says of somebody. Only the id and the two marks that end it are trusted; the rest is looked up.</summary>
internal sealed class SignInClaims(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<AccountUser>
{
    /// <summary>The role of the claim; what it allows is asked of the directory, this only shows or hides a link.</summary>
    public const string Administrator = "administrator";

    private const string SignInId = "sign-in";

    public Task<ClaimsPrincipal> CreateAsync(AccountUser user) => Task.FromResult(Create(user.Account, user.Credentials.SecurityStamp, RandomName.Create(24)));

    /// <summary>The same sign-in with what its account is called now.</summary>
    public ClaimsPrincipal Renew(Account account, ClaimsPrincipal before) => Create(account, StampOf(before)!, SignInIdOf(before)!);

    /// <summary>Whether what a cookie says of its account is still so.</summary>
    public static bool IsCurrent(Account account, ClaimsPrincipal principal) => Person.Of(principal) == account.ToPerson() && IsAdministrator(principal) == account.IsAdministrator;

    /// <summary>The sign-in that a cookie is of; every one is another.</summary>
    public static string? SignInIdOf(ClaimsPrincipal principal) => principal.FindFirstValue(SignInId);

    public string? StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(options.Value.ClaimsIdentity.SecurityStampClaimType);

    public static bool IsAdministrator(ClaimsPrincipal? principal) => principal?.IsInRole(Administrator) == true;

    private ClaimsPrincipal Create(Account account, string stamp, string signInId)
    {
        var identity = new ClaimsIdentity(
            [
                new(ClaimTypes.NameIdentifier, account.Id),
                new(ClaimTypes.Name, account.DisplayName),
                new(options.Value.ClaimsIdentity.SecurityStampClaimType, stamp),
                new(SignInId, signInId),
            ],
            IdentityConstants.ApplicationScheme);
        if (account.IsAdministrator)
            identity.AddClaim(new(ClaimTypes.Role, Administrator));
        return new(identity);
    }
}
