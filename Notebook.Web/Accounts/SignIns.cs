using Microsoft.AspNetCore.Identity;

namespace Notebook.Web.Accounts;

/// <summary>
/// Signs people in and out in a request, whatever proves who they are, and writes it into the audit log. Whoever guesses is
/// slowed down three ways: by where they are and whom they try, by where they are, and by whom they try; an address that has no
/// account answers as one that has.
/// </summary>
internal sealed class SignIns(AccountUsers users, SignInManager<AccountUser> signIns, SignInLimits limits, EndedSignIns ended, IAuditLog audit, IHttpContextAccessor request, TimeProvider time)
{
    private const string Wrong = "The e-mail address or the password is wrong.";
    private const string Disabled = "This account is disabled. Whoever runs this server can enable it.";

    private HttpContext Context => request.HttpContext ?? throw new InvalidOperationException("Signing in needs a request.");

    private string From => Context.Connection.RemoteIpAddress?.ToString() ?? "";

    /// <exception cref="Storage.StoreException">The account could not be read or changed.</exception>
    public async Task<SignInOutcome> ByPasswordAsync(string email, string password)
    {
        email = email.Trim();
        if (limits.WaitFor(From, email) is { } wait)
            return await RefuseAsync(email, null, TooMany(wait), AuditActions.SignInRefused, "too many attempts");
        if (password.Length > AccountRules.MaxPassword || email.Length > AccountRules.MaxEmail)
            return await WrongAsync(email, null);

        var user = await users.FindByEmailAsync(email);
        if (user is null || user.Credentials.PasswordHash is null)
        {
            users.CheckNobody(password);
            return await WrongAsync(email, user);
        }

        if (await users.IsLockedOutAsync(user))
            return await RefuseAsync(email, user, TooMany(user.Credentials.LockedUntil!.Value - time.GetUtcNow()), AuditActions.SignInRefused, "locked");
        if (!await users.CheckPasswordAsync(user, password))
        {
            await users.AccessFailedAsync(user);
            return await WrongAsync(email, user);
        }

        if (user.Account.IsDisabled)
            return await RefuseAsync(email, user, Disabled, AuditActions.SignInRefused, "disabled");
        limits.Succeeded(From, email);
        await SignInAsync(user, "password");
        return new SignInOutcome.SignedIn(user.Account);
    }

    /// <summary>Signs somebody in who has proved who they are. The browser gets a new cookie, whatever it had before.</summary>
    /// <param name="user">Not disabled.</param>
    /// <param name="by">What proved it, for the audit log.</param>
    public async Task SignInAsync(AccountUser user, string by)
    {
        user.Credentials = user.Credentials with { FailedSignIns = 0, LastSignInAt = time.GetUtcNow() };
        // Of no consequence if somebody else changed the account at this moment.
        await users.UpdateAsync(user);
        await EndAsync();
        await signIns.SignInAsync(user, isPersistent: true);
        await audit.RecordAsync(Entry(user.Account, AuditActions.SignedIn, $"{by}, from {From}"));
    }

    /// <summary>By whatever else than a password: for a disabled account a refusal.</summary>
    public async Task<SignInOutcome> ByOtherMeansAsync(AccountUser user, string by)
    {
        if (user.Account.IsDisabled)
            return await RefuseAsync(user.Account.Email, user, Disabled, AuditActions.SignInRefused, $"disabled, {by}");
        await SignInAsync(user, by);
        return new SignInOutcome.SignedIn(user.Account);
    }

    /// <summary>Ends this browser's sign-in, its open tabs included. A copy of its cookie is worth nothing afterwards.</summary>
    public async Task SignOutAsync()
    {
        if (Person.Of(Context.User) is { } person)
            await audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = person.Id, DisplayName = person.DisplayName, Action = AuditActions.SignedOut, Detail = $"from {From}" });
        await EndAsync();
        await signIns.SignOutAsync();
    }

    /// <summary>Gives this browser a new cookie after something that ended all sign-ins of its person.</summary>
    public Task RefreshAsync(AccountUser user) => signIns.SignInAsync(user, isPersistent: true);

    public Task RecordCreatedAsync(Account account, Person by, string how) =>
        audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = by.Id, DisplayName = by.DisplayName, Action = AuditActions.AccountCreated, Subject = account.Email, Detail = $"{how}, from {From}" });

    /// <summary>Writes into the audit log what somebody did with their own account in this request.</summary>
    public Task RecordAsync(Account account, string action, string how = "") => audit.RecordAsync(Entry(account, action, how.Length > 0 ? $"{how}, from {From}" : $"from {From}"));

    /// <summary>Whether somebody who is signed in knows their password, before they change it; guessing is slowed down as signing in is.</summary>
    /// <returns>Null when it is right, or a sentence.</returns>
    public async Task<string?> ProblemWithOwnPasswordAsync(AccountUser user, string password)
    {
        if (limits.WaitFor(From, user.Account.Email) is { } wait)
            return TooMany(wait);
        if (password.Length <= AccountRules.MaxPassword && await users.CheckPasswordAsync(user, password))
            return null;
        limits.Failed(From, user.Account.Email);
        return "The password you have now is another one.";
    }

    /// <exception cref="Storage.StoreException">The account could not be read or changed.</exception>
    public async Task<SignInOutcome> ByPasskeyAsync(string credential)
    {
        if (limits.WaitFor(From, "") is { } wait)
            return new SignInOutcome.Refused(TooMany(wait));
        var proved = await signIns.PerformPasskeyAssertionAsync(credential);
        if (!proved.Succeeded)
        {
            limits.Failed(From, "");
            return await RefuseAsync("", null, "The passkey was not accepted. It may be removed, or it took too long. Try again.", AuditActions.SignInRefused, "passkey");
        }

        // The device counts its signatures; a copy of the key would be noticed by the number.
        await users.AddOrUpdatePasskeyAsync(proved.User, proved.Passkey);
        return await ByOtherMeansAsync(proved.User, "passkey");
    }

    private async Task EndAsync()
    {
        if (SignInClaims.SignInIdOf(Context.User) is { } id)
            await ended.AddAsync(id);
    }

    private async Task<SignInOutcome> WrongAsync(string email, AccountUser? user)
    {
        limits.Failed(From, email);
        return limits.LockOf(email) is { } wait
            ? await RefuseAsync(email, user, TooMany(wait), AuditActions.LockedOut, "too many wrong passwords")
            : await RefuseAsync(email, user, Wrong, AuditActions.SignInRefused, "wrong");
    }

    private async Task<SignInOutcome> RefuseAsync(string email, AccountUser? user, string message, string action, string why)
    {
        await audit.RecordAsync(new()
        {
            At = time.GetUtcNow(),
            PersonId = user?.Account.Id,
            DisplayName = user?.Account.DisplayName ?? email,
            Action = action,
            Subject = email,
            Detail = $"{why}, from {From}",
        });
        return new SignInOutcome.Refused(message);
    }

    private AuditEntry Entry(Account account, string action, string detail) =>
        new() { At = time.GetUtcNow(), PersonId = account.Id, DisplayName = account.DisplayName, Action = action, Detail = detail };

    /// <summary>The same words whatever was too much, and whether there is an account or not.</summary>
    private static string TooMany(TimeSpan wait) => $"Too many attempts. Try again in {Minutes(wait)}, or ask whoever runs this server for a new password.";

    private static string Minutes(TimeSpan wait) => wait <= TimeSpan.FromMinutes(1) ? "a minute" : $"{Math.Ceiling(wait.TotalMinutes)} minutes";
}
