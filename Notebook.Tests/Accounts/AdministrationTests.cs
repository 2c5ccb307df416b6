using Microsoft.Extensions.DependencyInjection;
using Notebook.Web.Accounts;

namespace Notebook.Tests.Accounts;

public sealed class AdministrationTests : IAsyncDisposable
{
    private readonly AccountHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task EveryMethod_ByWhoeverIsNoAdministrator_IsRefused()
    {
        var eve = (await _host.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var ada = (await _host.CreateAsync("Ada")).ToPerson();
        var before = await _host.Directory.ListKeptAsync(Token);

        foreach (var by in (Person?[])[ada, null, new("command line", "Command line"), new("nobody", "Nobody")])
        {
            await AskAsync(async administration =>
            {
                foreach (var refusal in (string?[])[
                    await administration.DisableAsync(by, eve.Id), await administration.EnableAsync(by, eve.Id), await administration.SetAdministratorAsync(by, ada.Id, true),
                    await administration.SignOutEverywhereAsync(by, eve.Id), await administration.WithdrawAsync(by, "x"), (await administration.InviteAsync(by, "", true, null)).Problem,
                    (await administration.MakePasswordLinkAsync(by, eve.Id)).Problem, (await administration.AddAsync(by, "x@lab.example", "X", true)).Problem])
                    Assert.Contains("Only an administrator", refusal, StringComparison.Ordinal);
                Assert.Null(await administration.ListAsync(by, Token));
                Assert.Null(await administration.ListInvitationsAsync(by, Token));
                return 0;
            });
        }

        Assert.Equal(before.Order(Comparer<KeptAccount>.Create(static (a, b) => string.CompareOrdinal(a.Account.Id, b.Account.Id))), (await _host.Directory.ListKeptAsync(Token)).Order(Comparer<KeptAccount>.Create(static (a, b) => string.CompareOrdinal(a.Account.Id, b.Account.Id))));
        Assert.Empty(_host.Audit.Entries);
    }

    [Fact]
    public async Task Invite_Link_WorksOnceForItsAddress()
    {
        var eve = (await _host.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var made = await AskAsync(administration => administration.InviteAsync(eve, " ada@lab.example", false, "https://elsewhere.example"));
        var token = made.Path!.Split("token=")[1];
        var links = _host.Services.GetRequiredService<AccountLinks>();

        var link = (await links.FindAsync(AccountLinkKind.Invitation, token, Token))!;
        Assert.Equal(("ada@lab.example", "/", "Eve"), (link.Email, link.LeadsTo, link.MadeBy));
        Assert.DoesNotContain(token, link.ToString(), StringComparison.Ordinal);
        Assert.Null(await links.FindAsync(AccountLinkKind.PasswordReset, token, Token));

        var uses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => links.UseAsync(AccountLinkKind.Invitation, token, static _ => Task.FromResult(true), Token)));
        Assert.Single(uses, static used => used);
        Assert.Null(await links.FindAsync(AccountLinkKind.Invitation, token, Token));
    }

    [Fact]
    public async Task Invite_UsedInVain_StaysUntilItEnds()
    {
        var eve = (await _host.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var made = await AskAsync(administration => administration.InviteAsync(eve, "", false, null));
        var token = made.Path!.Split("token=")[1];
        var links = _host.Services.GetRequiredService<AccountLinks>();

        Assert.True(await links.UseAsync(AccountLinkKind.Invitation, token, static _ => Task.FromResult(false), Token));
        _host.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        Assert.Single(await links.ListAsync(AccountLinkKind.Invitation, Token));
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Empty(await links.ListAsync(AccountLinkKind.Invitation, Token));
        Assert.False(await links.UseAsync(AccountLinkKind.Invitation, token, static _ => Task.FromResult(true), Token));
    }

    [Fact]
    public async Task MakePasswordLink_Again_EndsTheOneBefore()
    {
        var eve = (await _host.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var first = await AskAsync(administration => administration.MakePasswordLinkAsync(eve, eve.Id));
        var second = await AskAsync(administration => administration.MakePasswordLinkAsync(eve, eve.Id));
        var links = _host.Services.GetRequiredService<AccountLinks>();

        Assert.Null(await links.FindAsync(AccountLinkKind.PasswordReset, first.Path!.Split("token=")[1], Token));
        Assert.NotNull(await links.FindAsync(AccountLinkKind.PasswordReset, second.Path!.Split("token=")[1], Token));
    }

    [Fact]
    public async Task Disable_Account_EndsItsSignInsAndEnablingGivesThemNotBack()
    {
        var eve = (await _host.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var ada = await _host.CreateAsync("Ada");
        var (_, cookie) = await _host.SignInAsync("ada@lab.example");

        Assert.Null(await AskAsync(administration => administration.DisableAsync(eve, ada.Id)));
        Assert.Null(await _host.PersonOfAsync(cookie));
        Assert.Null(await AskAsync(administration => administration.EnableAsync(eve, ada.Id)));

        Assert.Null(await _host.PersonOfAsync(cookie));
        Assert.IsType<SignInOutcome.SignedIn>((await _host.SignInAsync("ada@lab.example")).Result);
        Assert.Equal([AuditActions.SignedIn, AuditActions.AccountDisabled, AuditActions.AccountEnabled, AuditActions.SignedIn], _host.Audit.Entries.Select(static entry => entry.Action));
        Assert.Contains("your own", await AskAsync(administration => administration.DisableAsync(eve, eve.Id)), StringComparison.Ordinal);
    }

    private async Task<T> AskAsync<T>(Func<Administration, Task<T>> ask)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<Administration>());
    }
}
