using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Accounts;
using Notebook.Web.Storage;

namespace Notebook.Tests.Accounts;

/// <summary>The accounts' services as the server adds them, over records in memory, with a clock that a test moves.</summary>
internal sealed class AccountHost : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ServiceProvider _services;

    public AccountHost(Action<IServiceCollection>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(Time);
        services.AddAccounts(_folder["keys"]);
        services.AddSingleton<IRecords<KeptAccount>>(Records);
        services.AddSingleton<IRecords<EndedSignIn>>(new InMemoryRecords<EndedSignIn>(static ended => ended.Id));
        services.AddSingleton<IRecords<AccountLink>>(new InMemoryRecords<AccountLink>(static link => link.Id));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<IAuditLog>(Audit);
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new(AccountTable.Noon);

    public InMemoryRecords<KeptAccount> Records { get; } = new(static kept => kept.Account.Id);

    public FakeAuditLog Audit { get; } = new();

    public AccountDirectory Directory => _services.GetRequiredService<AccountDirectory>();

    public IServiceProvider Services => _services;

    public async Task<Account> CreateAsync(string name, bool isAdministrator = false, string? password = FirstPerson.Password)
    {
        await using var scope = _services.CreateAsyncScope();
        var creation = await scope.ServiceProvider.GetRequiredService<NewAccounts>().CreateAsync(
            new() { Email = $"{name.ToLowerInvariant()}@lab.example", DisplayName = name, IsAdministrator = isAdministrator }, password);
        return Assert.IsType<AccountCreation.Created>(creation).Account;
    }

    /// <summary>Runs something as one request does, from an address, with the cookie of an earlier one.</summary>
    /// <returns>What it returned, and the cookie that the browser has afterwards; empty when it was taken away.</returns>
    public async Task<(T Result, string Cookie)> RequestAsync<T>(Func<IServiceProvider, Task<T>> work, string from = "10.0.0.1", string cookie = "")
    {
        await using var scope = _services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        context.Connection.RemoteIpAddress = System.Net.IPAddress.Parse(from);
        context.Request.Scheme = "http";
        context.Request.Host = new("localhost");
        context.Request.Headers.Cookie = cookie.Length > 0 ? $"notebook={cookie}" : "";
        _services.GetRequiredService<IHttpContextAccessor>().HttpContext = context;
        var signedIn = await context.AuthenticateAsync();
        if (signedIn.Succeeded)
            context.User = signedIn.Principal;
        var result = await work(scope.ServiceProvider);
        var set = context.Response.Headers.SetCookie.LastOrDefault(static header => header!.StartsWith("notebook=", StringComparison.Ordinal));
        return (result, set is null ? cookie : set["notebook=".Length..set.IndexOf(';')]);
    }

    public Task<(SignInOutcome Result, string Cookie)> SignInAsync(string email, string password = FirstPerson.Password, string from = "10.0.0.1", string cookie = "") =>
        RequestAsync(services => services.GetRequiredService<SignIns>().ByPasswordAsync(email, password), from, cookie);

    /// <summary>Whom a cookie stands for; null for nobody.</summary>
    public async Task<Person?> PersonOfAsync(string cookie) =>
        (await RequestAsync(services => Task.FromResult(Person.Of(services.GetRequiredService<IHttpContextAccessor>().HttpContext!.User)), cookie: cookie)).Result;

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
