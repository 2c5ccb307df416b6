using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace Notebook.Web.Accounts;

/// <summary>Passkeys, and what other services call somebody.</summary>
internal sealed partial class AccountUserStore : IUserPasskeyStore<AccountUser>, IUserLoginStore<AccountUser>
{
    public Task AddOrUpdatePasskeyAsync(AccountUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var key = new Passkey
        {
            Id = Base64Url.EncodeToString(passkey.CredentialId),
            Name = passkey.Name ?? "Passkey",
            PublicKey = passkey.PublicKey,
            CreatedAt = passkey.CreatedAt,
            SignCount = passkey.SignCount,
            Transports = [.. passkey.Transports ?? []],
            IsUserVerified = passkey.IsUserVerified,
            IsBackupEligible = passkey.IsBackupEligible,
            IsBackedUp = passkey.IsBackedUp,
            AttestationObject = passkey.AttestationObject,
            ClientDataJson = passkey.ClientDataJson,
        };
        return Set(() => user.Credentials = user.Credentials with { Passkeys = [.. user.Credentials.Passkeys.Where(other => other.Id != key.Id), key] });
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserPasskeyInfo>>([.. user.Credentials.Passkeys.Select(InfoOf)]);

    public async Task<AccountUser?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return AccountUser.Of(await directory.FindKeptAsync(kept => kept.Credentials.Passkeys.Any(key => key.Id == id), cancellationToken));
    }

    public Task<UserPasskeyInfo?> FindPasskeyAsync(AccountUser user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return Task.FromResult(user.Credentials.Passkeys.FirstOrDefault(key => key.Id == id) is { } key ? InfoOf(key) : null);
    }

    public Task RemovePasskeyAsync(AccountUser user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = Base64Url.EncodeToString(credentialId);
        return Set(() => user.Credentials = user.Credentials with { Passkeys = [.. user.Credentials.Passkeys.Where(key => key.Id != id)] });
    }

    public Task AddLoginAsync(AccountUser user, UserLoginInfo login, CancellationToken cancellationToken) =>
        Set(() => user.Credentials = user.Credentials with { Logins = [.. user.Credentials.Logins, new(login.LoginProvider, login.ProviderKey, login.ProviderDisplayName)] });

    public Task RemoveLoginAsync(AccountUser user, string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        Set(() => user.Credentials = user.Credentials with { Logins = [.. user.Credentials.Logins.Where(login => login.Provider != loginProvider || login.Key != providerKey)] });

    public Task<IList<UserLoginInfo>> GetLoginsAsync(AccountUser user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserLoginInfo>>([.. user.Credentials.Logins.Select(static login => new UserLoginInfo(login.Provider, login.Key, login.Name))]);

    public async Task<AccountUser?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        AccountUser.Of(await directory.FindKeptAsync(kept => kept.Credentials.Logins.Any(login => login.Provider == loginProvider && login.Key == providerKey), cancellationToken));

    private static UserPasskeyInfo InfoOf(Passkey key) => new(
        Base64Url.DecodeFromChars(key.Id), key.PublicKey, key.CreatedAt, key.SignCount, [.. key.Transports],
        key.IsUserVerified, key.IsBackupEligible, key.IsBackedUp, key.AttestationObject, key.ClientDataJson) { Name = key.Name };
}
