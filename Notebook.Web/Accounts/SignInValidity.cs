using System.Security.Claims;

namespace Notebook.Web.Accounts;

/// <summary>Whether a cookie, or a circuit that began with one, still stands for somebody. Asked at every request: it is a look into memory.</summary>
internal sealed class SignInValidity(AccountDirectory directory, EndedSignIns ended, SignInClaims claims)
{
    /// <returns>The account, or null when it is gone or disabled, or the sign-in was ended here or everywhere.</returns>
    public async ValueTask<KeptAccount?> AccountOfAsync(ClaimsPrincipal principal, CancellationToken cancellationToken) =>
        Person.Of(principal) is { } person
        && SignInClaims.SignInIdOf(principal) is { } signIn && !ended.Contains(signIn)
        && await directory.FindKeptAsync(person.Id, cancellationToken) is { Account.IsDisabled: false } kept
        && kept.Credentials.SecurityStamp == claims.StampOf(principal)
            ? kept
            : null;
}
