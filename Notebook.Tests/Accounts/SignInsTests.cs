using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Notebook.Web.Accounts;

namespace Notebook.Tests.Accounts;

public sealed class SignInsTests : IAsyncDisposable
{
    private readonly AccountHost _host = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task ByPassword_Right_GivesACookieAndAnEntry()
    {
        var ada = await _host.CreateAsync("Ada");

        var (outcome, cookie) = await _host.SignInAsync(" ADA@lab.example ");

        Assert.Equal(ada.Id, Assert.IsType<SignInOutcome.SignedIn>(outcome).Account.Id);
        Assert.Equal(new Person(ada.Id, "Ada"), await _host.PersonOfAsync(cookie));
        var entry = Assert.Single(_host.Audit.Entries);
        Assert.Equal((AuditActions.SignedIn, ada.Id, "password, from 10.0.0.1"), (entry.Action, entry.PersonId, entry.Detail));
        Assert.DoesNotContain(FirstPerson.Password, string.Concat((await _host.Records.ListAsync(Token)).Select(static kept => kept.ToString())), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByPassword_WrongForSomebodyAndForNobody_AnswersTheSameForever()
    {
        await _host.CreateAsync("Ada");
        var (somebody, nobody) = (new List<string>(), new List<string>());

        for (var i = 0; i < 14; i++)
        {
            somebody.Add(Message((await _host.SignInAsync("ada@lab.example", "wrong password", $"10.0.1.{i}")).Result));
            nobody.Add(Message((await _host.SignInAsync("eve@lab.example", "wrong password", $"10.0.2.{i}")).Result));
        }

        Assert.Equal(nobody, somebody);
        Assert.Equal("The e-mail address or the password is wrong.", nobody[0]);
        Assert.Contains("Too many", nobody[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByPassword_TooManyWrongOnes_LocksTheAccountForAWhile()
    {
        await _host.CreateAsync("Ada");
        for (var i = 0; i < SignInLimits.MaxPerAccount; i++)
            await _host.SignInAsync("ada@lab.example", "wrong password", $"10.0.1.{i}");
        Assert.Contains(_host.Audit.Entries, static entry => entry.Action == AuditActions.LockedOut);

        Assert.Contains("15 minutes", Message((await _host.SignInAsync("ada@lab.example", from: "10.0.9.9")).Result), StringComparison.Ordinal);
        _host.Time.Advance(SignInLimits.LockedFor - TimeSpan.FromSeconds(1));
        Assert.IsType<SignInOutcome.Refused>((await _host.SignInAsync("ada@lab.example", from: "10.0.9.9")).Result);
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.IsType<SignInOutcome.SignedIn>((await _host.SignInAsync("ada@lab.example", from: "10.0.9.9")).Result);
    }

    [Fact]
    public async Task ByPassword_ManyFromOnePlace_WaitAMinuteAndNobodyElseDoes()
    {
        await _host.CreateAsync("Ada");
        for (var i = 0; i < SignInLimits.MaxPerPair; i++)
            await _host.SignInAsync("ada@lab.example", "wrong password", "10.6.6.6");

        Assert.Contains("Try again in a minute", Message((await _host.SignInAsync("ada@lab.example", from: "10.6.6.6")).Result), StringComparison.Ordinal);
        Assert.IsType<SignInOutcome.SignedIn>((await _host.SignInAsync("ada@lab.example")).Result);
        _host.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.IsType<SignInOutcome.SignedIn>((await _host.SignInAsync("ada@lab.example", from: "10.6.6.6")).Result);
    }

    [Fact]
    public async Task ByPassword_ManyAddressesFromOnePlace_WaitAMinute()
    {
        for (var i = 0; i < SignInLimits.MaxPerPlace; i++)
            await _host.SignInAsync($"{i}@lab.example", "wrong password", "10.6.6.6");

        Assert.Contains("Too many attempts", Message((await _host.SignInAsync("new@lab.example", from: "10.6.6.6")).Result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ByPassword_Disabled_SaysSoOnlyToWhoKnowsThePassword()
    {
        await _host.CreateAsync("Eve", isAdministrator: true);
        await _host.CreateAsync("Ada");
        await DisableAsync("Ada");

        Assert.Contains("disabled", Message((await _host.SignInAsync("ada@lab.example")).Result), StringComparison.Ordinal);
        Assert.Contains("wrong", Message((await _host.SignInAsync("ada@lab.example", "wrong password")).Result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_Again_EndsTheCookieOfBefore()
    {
        await _host.CreateAsync("Ada");
        var (_, first) = await _host.SignInAsync("ada@lab.example");

        var (_, second) = await _host.SignInAsync("ada@lab.example", cookie: first);

        Assert.NotEqual(first, second);
        Assert.Null(await _host.PersonOfAsync(first));
        Assert.NotNull(await _host.PersonOfAsync(second));
    }

    [Fact]
    public async Task SignOut_CopyOfTheCookie_IsWorthNothing()
    {
        await _host.CreateAsync("Ada");
        var (_, cookie) = await _host.SignInAsync("ada@lab.example");
        var (_, other) = await _host.SignInAsync("ada@lab.example");

        var (_, afterwards) = await _host.RequestAsync(async services =>
        {
            await services.GetRequiredService<SignIns>().SignOutAsync();
            return 0;
        }, cookie: cookie);

        Assert.Empty(afterwards);
        Assert.Null(await _host.PersonOfAsync(cookie));
        Assert.NotNull(await _host.PersonOfAsync(other));
    }

    [Fact]
    public async Task Cookie_OfADisabledAccount_IsWorthNothingAtOnce()
    {
        await _host.CreateAsync("Eve", isAdministrator: true);
        await _host.CreateAsync("Ada");
        var (_, cookie) = await _host.SignInAsync("ada@lab.example");

        await DisableAsync("Ada");

        Assert.Null(await _host.PersonOfAsync(cookie));
    }

    [Fact]
    public async Task Cookie_AfterItsAccountWasRenamed_HasTheNewName()
    {
        await _host.CreateAsync("Ada");
        var (_, cookie) = await _host.SignInAsync("ada@lab.example");
        var kept = (await _host.Directory.FindKeptAsync(static kept => kept.Account.DisplayName == "Ada", Token))!;
        await _host.Directory.ChangeAsync(kept, kept with { Account = kept.Account with { DisplayName = "Ada L.", IsAdministrator = true } }, Token);

        Assert.Equal("Ada L.", (await _host.PersonOfAsync(cookie))!.DisplayName);
        Assert.True((await _host.RequestAsync(static services => Task.FromResult(SignInClaims.IsAdministrator(services.GetRequiredService<IHttpContextAccessor>().HttpContext!.User)), cookie: cookie)).Result);
    }

    [Fact]
    public async Task Circuit_OfADisabledAccount_EndsAtOnceAndOthersStay()
    {
        await _host.CreateAsync("Eve", isAdministrator: true);
        await _host.CreateAsync("Ada");
        await using var ada = await OpenCircuitAsync("ada@lab.example");
        await using var eve = await OpenCircuitAsync("eve@lab.example");

        await DisableAsync("Ada");

        Assert.False(await ada.IsSignedInAsync());
        Assert.True(await eve.IsSignedInAsync());
    }

    [Fact]
    public async Task Circuit_OfASignInThatEnded_EndsAtOnceAndThoseOfOtherBrowsersStay()
    {
        await _host.CreateAsync("Ada");
        await using var here = await OpenCircuitAsync("ada@lab.example");
        await using var there = await OpenCircuitAsync("ada@lab.example");

        await _host.RequestAsync(async services =>
        {
            await services.GetRequiredService<SignIns>().SignOutAsync();
            return 0;
        }, cookie: here.Cookie);

        Assert.False(await here.IsSignedInAsync());
        Assert.True(await there.IsSignedInAsync());
    }

    private async Task DisableAsync(string name)
    {
        var kept = (await _host.Directory.FindKeptAsync(kept => kept.Account.DisplayName == name, Token))!;
        Assert.Equal(AccountSaving.Saved, await _host.Directory.ChangeAsync(kept, kept with { Account = kept.Account with { IsDisabled = true } }, Token));
    }

    private async Task<FakeCircuit> OpenCircuitAsync(string email)
    {
        var (_, cookie) = await _host.SignInAsync(email);
        var (user, _) = await _host.RequestAsync(static services => Task.FromResult(services.GetRequiredService<IHttpContextAccessor>().HttpContext!.User), cookie: cookie);
        return new(_host.Services.CreateAsyncScope(), user, cookie);
    }

    private static string Message(SignInOutcome outcome) => Assert.IsType<SignInOutcome.Refused>(outcome).Message;
}
