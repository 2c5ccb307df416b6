using Microsoft.Extensions.Options;
using Notebook.Web.Documents;

namespace Notebook.Web.Accounts;

/// <summary>
/// What administrators do with accounts, from the page or the command line. Every method checks who asks, whatever showed them
/// the button, and writes the audit log.
/// </summary>
internal sealed class Administration(
    AccountUsers users, AccountDirectory directory, NewAccounts newAccounts, AccountLinks links, IOptionsSnapshot<AccountOptions> options, IAuditLog audit, TimeProvider time)
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

    /// <summary>Makes an account without password, for the command line; its person chooses one by the link.</summary>
    public async Task<(Account? Account, string? Problem)> AddAsync(Person? by, string email, string displayName, bool isAdministrator)
    {
        if (!await MayAsync(by, CancellationToken.None))
            return (null, NotAllowed);
        if (!isAdministrator && await directory.IsEmptyAsync(CancellationToken.None))
            return (null, "The first account administrates the server: make it an administrator.");
        switch (await newAccounts.CreateAsync(new() { Email = email, DisplayName = displayName, IsAdministrator = isAdministrator }, password: null))
        {
            case AccountCreation.Created created:
                await RecordAsync(by!, AuditActions.AccountCreated, created.Account.Email, isAdministrator ? "administrator" : "");
                return (created.Account, null);
            case var refused:
                return (null, ((AccountCreation.Refused)refused).Message);
        }
    }

    /// <summary>Makes a link that lets somebody make an account.</summary>
    /// <param name="by">Who asks.</param>
    /// <param name="email">The only address it is for; empty for whoever has the link.</param>
    /// <param name="isAdministrator">Whether they become an administrator.</param>
    /// <param name="leadsTo">Where they come to first, or null.</param>
    /// <param name="groupId">The group that they become a member of, or null. That whoever asks may say so is checked by the caller.</param>
    /// <exception cref="Storage.StoreException">It was not kept.</exception>
    public async Task<MadeLink> InviteAsync(Person? by, string email, bool isAdministrator, string? leadsTo, string? groupId = null)
    {
        email = email.Trim();
        if (!await MayAsync(by, CancellationToken.None))
            return MadeLink.Refused(NotAllowed);
        if (email.Length > 0 && AccountRules.ProblemWithEmail(email) is { } problem)
            return MadeLink.Refused(problem);
        if (email.Length > 0 && await directory.FindByEmailAsync(email, CancellationToken.None) is { } account)
            return MadeLink.Refused($"{account.DisplayName} has an account with this e-mail address already.");
        var link = new AccountLink
        {
            Id = "",
            Kind = AccountLinkKind.Invitation,
            Email = email.Length > 0 ? email : null,
            IsAdministrator = isAdministrator,
            LeadsTo = LocalAddress.OrHome(leadsTo),
            GroupId = groupId,
            MadeBy = by!.DisplayName,
            MadeAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + TimeSpan.FromDays(options.Value.InvitationDays),
        };
        var token = await links.AddAsync(id => link with { Id = id }, CancellationToken.None);
        await RecordAsync(by, AuditActions.Invited, email.Length > 0 ? email : "whoever has the link", isAdministrator ? "as administrator" : "");
        return new(AccountPaths.Join + "?token=" + token, link.ExpiresAt, null);
    }

    /// <summary>Makes a link that lets somebody choose a new password. The one before ends.</summary>
    public async Task<MadeLink> MakePasswordLinkAsync(Person? by, string id)
    {
        if (!await MayAsync(by, CancellationToken.None))
            return MadeLink.Refused(NotAllowed);
        if (await directory.FindAsync(id, CancellationToken.None) is not { } account)
            return MadeLink.Refused(Gone);
        if (account.IsDisabled)
            return MadeLink.Refused("This account is disabled. Enable it first.");
        var link = new AccountLink
        {
            Id = "",
            Kind = AccountLinkKind.PasswordReset,
            AccountId = id,
            MadeBy = by!.DisplayName,
            MadeAt = time.GetUtcNow(),
            ExpiresAt = time.GetUtcNow() + TimeSpan.FromHours(options.Value.PasswordResetHours),
        };
        var token = await links.AddAsync(hash => link with { Id = hash }, CancellationToken.None);
        await RecordAsync(by, AuditActions.PasswordResetMade, account.Email, "");
        return new(AccountPaths.NewPassword + "?token=" + token, link.ExpiresAt, null);
    }

    /// <summary>Invitations that nobody has accepted yet; null for somebody who may not know.</summary>
    public async ValueTask<IReadOnlyList<AccountLink>?> ListInvitationsAsync(Person? by, CancellationToken cancellationToken) =>
        await MayAsync(by, cancellationToken) ? await links.ListAsync(AccountLinkKind.Invitation, cancellationToken) : null;

    /// <inheritdoc cref="DisableAsync"/>
    public async Task<string?> WithdrawAsync(Person? by, string linkId)
    {
        if (!await MayAsync(by, CancellationToken.None))
            return NotAllowed;
        if (await links.WithdrawAsync(linkId, CancellationToken.None) is not { } link)
            return "This invitation is gone: it was accepted, or somebody else withdrew it.";
        await RecordAsync(by!, AuditActions.InvitationWithdrawn, link.Email ?? "whoever has the link", "");
        return null;
    }

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
        await RecordAsync(by!, action, user.Account.Email, "");
        return null;
    }

    private Task RecordAsync(Person by, string action, string subject, string detail) =>
        audit.RecordAsync(new() { At = time.GetUtcNow(), PersonId = by.Id, DisplayName = by.DisplayName, Action = action, Subject = subject, Detail = detail });
}
