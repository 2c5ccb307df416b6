using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Notebook.Web.Accounts;

/// <summary>Identity's user manager with the server's clock: its own lock-out reads the machine's.</summary>
internal sealed class AccountUsers(
    IUserStore<AccountUser> store, IOptions<IdentityOptions> options, IPasswordHasher<AccountUser> hasher, IEnumerable<IUserValidator<AccountUser>> userRules,
    IEnumerable<IPasswordValidator<AccountUser>> passwordRules, ILookupNormalizer normalizer, IdentityErrorDescriber errors, IServiceProvider services,
    ILogger<UserManager<AccountUser>> logger, TimeProvider time)
    : UserManager<AccountUser>(store, options, hasher, userRules, passwordRules, normalizer, errors, services, logger)
{
    /// <summary>Somebody who isn't there is looked for as long as somebody who is.</summary>
    private static readonly AccountUser Nobody = new(new(new() { Id = "", Email = "", DisplayName = "", CreatedAt = default }, new() { SecurityStamp = "" }));

    private static string? s_hashOfNothing;

    public override Task<bool> IsLockedOutAsync(AccountUser user) => Task.FromResult(user.Credentials.LockedUntil > time.GetUtcNow());

    /// <summary>Counts a wrong password; enough of them lock the account for a while.</summary>
    public override Task<IdentityResult> AccessFailedAsync(AccountUser user)
    {
        var failed = user.Credentials.FailedSignIns + 1;
        user.Credentials = failed < Options.Lockout.MaxFailedAccessAttempts
            ? user.Credentials with { FailedSignIns = failed }
            : user.Credentials with { FailedSignIns = 0, LockedUntil = time.GetUtcNow() + Options.Lockout.DefaultLockoutTimeSpan };
        return UpdateUserAsync(user);
    }

    /// <summary>Gives somebody another password, which ends every sign-in and every lock. Not for checking the one before.</summary>
    public async Task<IdentityResult> SetPasswordAsync(AccountUser user, string password)
    {
        var result = await UpdatePasswordHash(user, password, validatePassword: true);
        if (!result.Succeeded)
            return result;
        user.Credentials = user.Credentials with { FailedSignIns = 0, LockedUntil = null };
        return await UpdateUserAsync(user);
    }

    /// <summary>Takes as long as checking a password of somebody who exists.</summary>
    public void CheckNobody(string password)
    {
        var hash = s_hashOfNothing ??= PasswordHasher.HashPassword(Nobody, "nobody has this password");
        PasswordHasher.VerifyHashedPassword(Nobody, hash, password);
    }
}
