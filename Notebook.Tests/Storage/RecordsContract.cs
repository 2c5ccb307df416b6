using Notebook.Tests.Accounts;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Storage;

/// <summary>What every <see cref="IRecords{T}"/> keeps its word on; run on the fake and on the real one.</summary>
public abstract class RecordsContract
{
    protected abstract IRecords<KeptAccount> Records { get; }

    protected abstract Task ReopenAsync();

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_EverythingInIt_ComesBack()
    {
        var kept = Full();

        await Records.SaveAsync(kept);

        await ReopenAsync();
        AssertSame(kept, Assert.Single(await Records.ListAsync(Token)));
    }

    [Fact]
    public async Task SaveAsync_SameId_Replaces()
    {
        await Records.SaveAsync(AccountTable.Of("Ada"));
        await Records.SaveAsync(AccountTable.Of("Ben"));

        await Records.SaveAsync(AccountTable.Of("Ada", isAdministrator: true));

        await ReopenAsync();
        Assert.Equal([("ada", true), ("ben", false)], (await Records.ListAsync(Token)).Select(static kept => (kept.Account.Id, kept.Account.IsAdministrator)).Order());
    }

    [Fact]
    public async Task DeleteAsync_Record_IsGoneAndOthersStay()
    {
        await Records.SaveAsync(AccountTable.Of("Ada"));
        await Records.SaveAsync(AccountTable.Of("Ben"));

        await Records.DeleteAsync("ada");
        await Records.DeleteAsync("nobody");

        await ReopenAsync();
        Assert.Equal("ben", Assert.Single(await Records.ListAsync(Token)).Account.Id);
    }

    internal static KeptAccount Full() => new(
        AccountTable.Of("Zoë 😀").Account with { Colour = "person-2", Theme = "dark", IsDisabled = true },
        new()
        {
            SecurityStamp = "s",
            PasswordHash = "hash",
            FailedSignIns = 3,
            LockedUntil = AccountTable.Noon.AddMinutes(5),
            LastSignInAt = AccountTable.Noon,
            Logins = [new("oidc", "subject", "University")],
            Passkeys = [new() { Id = "k", Name = "Laptop", PublicKey = [1, 2], CreatedAt = AccountTable.Noon, SignCount = uint.MaxValue, Transports = ["usb", "nfc"], IsBackedUp = true, AttestationObject = [3], ClientDataJson = [] }],
        });

    private static void AssertSame(KeptAccount expected, KeptAccount actual)
    {
        Assert.Equal(expected.Account, actual.Account);
        Assert.Equivalent(expected.Credentials, actual.Credentials, strict: true);
    }
}
