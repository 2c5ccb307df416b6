using Notebook.Web.Documents;

namespace Notebook.Web.Accounts;

/// <summary>
/// What administrators do with accounts, from the page or the command line. Every method checks who asks, whatever showed them
/// the button, and writes the audit log.
/// </summary>
internal sealed class Administration(AccountUsers users, AccountDirectory directory, IAuditLog audit, TimeProvider time)
{
    /// <summary>Whoever may read the data folder, or write to the socket in it, may do everything.</summary>
    public static readonly Person CommandLine = new("command line", "Command line");

    private const string NotAllowed = "Only an administrator may do this.";
    private const string Gone = "There is no such account any more.";

    /// <summary>Everybody, with what only administrators see.</summary>
    /// <returns>Null for somebody who may not know.</returns>
    public async ValueTask<IReadOnlyList<KeptAccount>?> ListAsync(Person? by, CancellationToken cancellationToken) =>
        await MayAsync(by, cancellationToken) ? [.. (await directory.ListKeptAsync(cancellationToken)).OrderBy(static kept => kept.Account.DisplayName, StringComparer.CurrentCultureIgnoreCase)] : null;

    /// <summary>Whether somebody is an administrator at this moment.</summary>
    public async ValueTask<bool> MayAsync(Person? by, CancellationToken cancellationToken) =>
        ReferenceEquals(by, CommandLine) || by is not null && await directory.FindAsync(by.Id, cancellationToken) is { IsAdministrator: true, IsDisabled: false };

    /// <returns>Null when it is done, or a sentence that says why not.</returns>
    public Task<string?> DisableAsync(Person? by, string id) =>
        id == by?.Id ? Task.FromResult<string?>("You can't disable your own account.") : ChangeAsync(by, id, AuditActions.AccountDisabled, static user =>
        {
            user.Account = user.Account with { IsDisabled = true };
            EndSignIns(user);
        });

    /// <inheritdoc cref="DisableAsync"/>
    public Task<string?> EnableAsync(Person? by, string id) => ChangeAsync(by, id, AuditActions.AccountEnabled, static user =>
    {
        user.Account = user.Account with { IsDisabled = false };
        user.Credentials = user.Credentials with { FailedSignIns = 0, LockedUntil = null };
    });

    /// <inheritdoc cref="DisableAsync"/>
    public Task<string?> SetAdministratorAsync(Person? by, string id, bool isAdministrator) =>
        ChangeAsync(by, id, isAdministrator ? AuditActions.AdministratorMade : AuditActions.AdministratorUnmade, user => user.Account = user.Account with { IsAdministrator = isAdministrator });

    /// <summary>Ends every sign-in of somebody, open tabs included. They may sign in again.</summary>
    /// <inheritdoc cref="DisableAsync"/>
    public Task<string?> SignOutEverywhereAsync(Person? by, string id) => ChangeAsync(by, id, AuditActions.SignedOutEverywhere, EndSignIns);

    private static void EndSignIns(AccountUser user) => user.Credentials = user.Credentials with { SecurityStamp = RandomName.Create(32) };

    private async Task<string?> ChangeAsync(Person? by, string id, string action, Action<AccountUser> change)
    {
        if (!await MayAsync(by, CancellationToken.None))
            return NotAllowed;
        if (await users.FindByIdAsync(id) is not { } user)
            return Gone;
        change(user);
        if (await users.UpdateAsync(user) is { Succeeded: false } refused)
            return NewAccounts.Sentences(refused);
        await audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = by!.Id, DisplayName = by.DisplayName, Action = action, Subject = user.Account.Email });
        return null;
    }
}
