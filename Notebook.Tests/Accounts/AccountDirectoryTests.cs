using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Accounts;

public sealed class AccountDirectoryTests : IDisposable
{
    private readonly InMemoryRecords<KeptAccount> _records = new(static kept => kept.Account.Id);
    private readonly AccountDirectory _directory;
    private readonly List<AccountChange> _changes = [];

    public AccountDirectoryTests()
    {
        _directory = new(_records);
        _directory.Subscribe(_changes.Add);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task AddAsync_FirstAccount_IsTheOwnerOfWhatWasThereBefore()
    {
        var (outcome, first) = await _directory.AddAsync(AccountTable.Of("Ada", isAdministrator: true), mustBeFirst: true, Token);
        var (_, second) = await _directory.AddAsync(AccountTable.Of("Ben"), mustBeFirst: false, Token);

        Assert.Equal((AccountSaving.Saved, "owner", "ben"), (outcome, first.Account.Id, second.Account.Id));
        using var again = new AccountDirectory(_records);
        Assert.Equal(first.Account, await again.FindAsync("owner", Token));
    }

    [Fact]
    public async Task AddAsync_TwoFirstAtOnce_KeepsOne()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _directory.AddAsync(AccountTable.Of($"Ada{i}", isAdministrator: true), mustBeFirst: true, Token)));

        Assert.Single(outcomes, static result => result.Outcome == AccountSaving.Saved);
        Assert.Single(await _directory.ListAsync(Token));
    }

    [Fact]
    public async Task AddAsync_EmailOfAnother_IsRefusedWhateverItsCase()
    {
        await AddAsync("Ada", isAdministrator: true);
        var again = AccountTable.Of("Other");

        var (outcome, _) = await _directory.AddAsync(again with { Account = again.Account with { Email = " ADA@lab.example" } }, mustBeFirst: false, Token);

        Assert.Equal(AccountSaving.EmailIsTaken, outcome);
    }

    [Fact]
    public async Task AddAsync_FullDisk_LeavesNobody()
    {
        _records.IsFull = true;

        await Assert.ThrowsAsync<StoreException>(() => AddAsync("Ada"));

        _records.IsFull = false;
        Assert.Empty(await _directory.ListAsync(Token));
        Assert.Empty(_changes);
        await AddAsync("Ada");
        Assert.Single(await _directory.ListAsync(Token));
    }

    [Fact]
    public async Task ChangeAsync_OfWhatSomebodyElseChanged_IsRefused()
    {
        var ada = await AddAsync("Ada", isAdministrator: true);
        var renamed = ada with { Account = ada.Account with { DisplayName = "Ada L." } };
        Assert.Equal(AccountSaving.Saved, await _directory.ChangeAsync(ada, renamed, Token));

        Assert.Equal(AccountSaving.ChangedMeanwhile, await _directory.ChangeAsync(ada, ada with { Account = ada.Account with { DisplayName = "lost" } }, Token));

        Assert.Equal("Ada L.", (await _directory.FindAsync(ada.Account.Id, Token))!.DisplayName);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task ChangeAsync_LastAdministrator_StaysOne(bool disable, bool unmake)
    {
        var ada = await AddAsync("Ada", isAdministrator: true);
        await AddAsync("Ben");
        var after = ada with { Account = ada.Account with { IsDisabled = disable, IsAdministrator = !unmake } };

        Assert.Equal(AccountSaving.LastAdministrator, await _directory.ChangeAsync(ada, after, Token));

        await AddAsync("Eve", isAdministrator: true);
        Assert.Equal(AccountSaving.Saved, await _directory.ChangeAsync(ada, after, Token));
    }

    [Fact]
    public async Task Subscribe_Changes_AreToldByWhatTheyMean()
    {
        await AddAsync("Eve", isAdministrator: true);
        var ada = await AddAsync("Ada");
        _changes.Clear();

        ada = await ChangeAsync(ada, ada with { Credentials = ada.Credentials with { FailedSignIns = 1 } });
        Assert.Empty(_changes);
        ada = await ChangeAsync(ada, ada with { Account = ada.Account with { Colour = "person-3" } });
        ada = await ChangeAsync(ada, ada with { Credentials = ada.Credentials with { SecurityStamp = "another" } });
        await ChangeAsync(ada, ada with { Account = ada.Account with { IsDisabled = true }, Credentials = ada.Credentials with { SecurityStamp = "third" } });

        Assert.Equal([AccountChangeKind.Changed, AccountChangeKind.SignedOutEverywhere, AccountChangeKind.Disabled], _changes.Select(static change => change.Kind));
        Assert.All(_changes, change => Assert.Equal(ada.Account.Id, change.Account.Id));
    }

    [Fact]
    public async Task Subscribe_WhenDisposed_HearsNothing()
    {
        var heard = new List<AccountChange>();
        var subscription = _directory.Subscribe(heard.Add);
        var other = _directory.Subscribe(heard.Add);
        subscription.Dispose();

        await AddAsync("Ada");
        Assert.Single(heard);
        other.Dispose();
        await AddAsync("Ben");
        Assert.Single(heard);
    }

    [Fact]
    public async Task SearchAsync_PartOfNameOrEmail_FindsThoseWhoCanSignIn()
    {
        foreach (var name in (string[])["Eve", "Ada", "Adam", "Madam"])
            await AddAsync(name);
        var adam = (await _directory.FindKeptAsync("adam", Token))!;
        await ChangeAsync(adam, adam with { Account = adam.Account with { IsDisabled = true } });

        Assert.Equal(["Ada", "Madam"], (await _directory.SearchAsync("ada", 10, Token)).Select(static account => account.DisplayName));
        Assert.Equal(["Ada"], (await _directory.SearchAsync(" ADA@lab", 10, Token)).Select(static account => account.DisplayName));
        Assert.Equal(["Ada", "Eve"], (await _directory.SearchAsync("", 2, Token)).Select(static account => account.DisplayName));
        Assert.Equal("Adam", (await _directory.FindByEmailAsync("ADAM@LAB.EXAMPLE", Token))!.DisplayName);
        Assert.Null(await _directory.FindByEmailAsync("adam", Token));
    }

    private async Task<KeptAccount> AddAsync(string name, bool isAdministrator = false)
    {
        var (outcome, kept) = await _directory.AddAsync(AccountTable.Of(name, isAdministrator), mustBeFirst: false, Token);
        Assert.Equal(AccountSaving.Saved, outcome);
        return kept;
    }

    private async Task<KeptAccount> ChangeAsync(KeptAccount before, KeptAccount after)
    {
        Assert.Equal(AccountSaving.Saved, await _directory.ChangeAsync(before, after, Token));
        return after;
    }
}
