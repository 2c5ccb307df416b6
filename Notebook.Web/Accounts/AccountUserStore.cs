using Microsoft.AspNetCore.Identity;

namespace Notebook.Web.Accounts;

/// <summary>What ASP.NET Core Identity keeps of somebody, over <see cref="AccountDirectory"/>. Nothing is kept before one of its methods says so.</summary>
internal sealed partial class AccountUserStore(AccountDirectory directory) :
    IUserPasswordStore<AccountUser>, IUserEmailStore<AccountUser>, IUserSecurityStampStore<AccountUser>, IUserLockoutStore<AccountUser>
{
    public void Dispose()
    {
        // The directory lives as long as the server.
    }

    public async Task<IdentityResult> CreateAsync(AccountUser user, CancellationToken cancellationToken)
    {
        var (outcome, kept) = await directory.AddAsync(user.Kept, user.MustBeFirst, cancellationToken);
        if (outcome == AccountSaving.Saved)
            user.WasKept(kept);
        return ResultOf(outcome);
    }

    public async Task<IdentityResult> UpdateAsync(AccountUser user, CancellationToken cancellationToken)
    {
        var before = user.Before ?? throw new InvalidOperationException("This account was never kept.");
        if (ReferenceEquals(before, user.Kept))
            return IdentityResult.Success;
        var outcome = await directory.ChangeAsync(before, user.Kept, cancellationToken);
        if (outcome == AccountSaving.Saved)
            user.WasKept(user.Kept);
        return ResultOf(outcome);
    }

    /// <summary>An account is disabled rather than deleted: what it made, and the audit log, go on naming it.</summary>
    public Task<IdentityResult> DeleteAsync(AccountUser user, CancellationToken cancellationToken) => throw new NotSupportedException("Accounts are disabled, not deleted.");

    public async Task<AccountUser?> FindByIdAsync(string userId, CancellationToken cancellationToken) => AccountUser.Of(await directory.FindKeptAsync(userId, cancellationToken));

    /// <summary>People are known by their e-mail address; display names are not unique.</summary>
    public Task<AccountUser?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByEmailAsync(normalizedUserName, cancellationToken);

    public async Task<AccountUser?> FindByEmailAsync(string normalizedEmail, CancellationToken cancellationToken) =>
        await directory.FindByEmailAsync(normalizedEmail, cancellationToken) is { } account ? await FindByIdAsync(account.Id, cancellationToken) : null;

    public Task<string> GetUserIdAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(user.Account.Id);

    public Task<string?> GetUserNameAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Email);

    public Task SetUserNameAsync(AccountUser user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetNormalizedUserNameAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Email.ToUpperInvariant());

    public Task SetNormalizedUserNameAsync(AccountUser user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetEmailAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Account.Email);

    public Task SetEmailAsync(AccountUser user, string? email, CancellationToken cancellationToken) => Set(() => user.Account = user.Account with { Email = email ?? "" });

    public Task<string?> GetNormalizedEmailAsync(AccountUser user, CancellationToken cancellationToken) => GetNormalizedUserNameAsync(user, cancellationToken);

    public Task SetNormalizedEmailAsync(AccountUser user, string? normalizedEmail, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whoever has an account got it from somebody who knows them, or from a service that checked.</summary>
    public Task<bool> GetEmailConfirmedAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetEmailConfirmedAsync(AccountUser user, bool confirmed, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(user.Credentials.PasswordHash);

    public Task SetPasswordHashAsync(AccountUser user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.Credentials = user.Credentials with { PasswordHash = passwordHash });

    public Task<bool> HasPasswordAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(user.Credentials.PasswordHash is not null);

    public Task<string?> GetSecurityStampAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Credentials.SecurityStamp);

    public Task SetSecurityStampAsync(AccountUser user, string stamp, CancellationToken cancellationToken) => Set(() => user.Credentials = user.Credentials with { SecurityStamp = stamp });

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(user.Credentials.LockedUntil);

    public Task SetLockoutEndDateAsync(AccountUser user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(() => user.Credentials = user.Credentials with { LockedUntil = lockoutEnd });

    public Task<int> IncrementAccessFailedCountAsync(AccountUser user, CancellationToken cancellationToken)
    {
        user.Credentials = user.Credentials with { FailedSignIns = user.Credentials.FailedSignIns + 1 };
        return Task.FromResult(user.Credentials.FailedSignIns);
    }

    public Task ResetAccessFailedCountAsync(AccountUser user, CancellationToken cancellationToken) => Set(() => user.Credentials = user.Credentials with { FailedSignIns = 0 });

    public Task<int> GetAccessFailedCountAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(user.Credentials.FailedSignIns);

    public Task<bool> GetLockoutEnabledAsync(AccountUser user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(AccountUser user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private static IdentityResult ResultOf(AccountSaving outcome) => outcome switch
    {
        AccountSaving.Saved => IdentityResult.Success,
        AccountSaving.ChangedMeanwhile => Failed(outcome, "Somebody else changed this account at the same moment. Try again."),
        AccountSaving.EmailIsTaken => Failed(outcome, "There is an account with this e-mail address already."),
        AccountSaving.LastAdministrator => Failed(outcome, "This is the only administrator. Make somebody else one first."),
        AccountSaving.NotTheFirst => Failed(outcome, "The first account was created meanwhile. Sign in with it."),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };

    private static IdentityResult Failed(AccountSaving outcome, string sentence) => IdentityResult.Failed(new IdentityError { Code = outcome.ToString(), Description = sentence });
}
