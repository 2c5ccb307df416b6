using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Notebook.Tests.Accounts;

/// <summary>What Blazor does with the authentication state of a circuit: begins it with the request's user, and asks.</summary>
internal sealed class FakeCircuit : IAsyncDisposable
{
    private readonly AsyncServiceScope _scope;
    private readonly AuthenticationStateProvider _state;

    public FakeCircuit(AsyncServiceScope scope, ClaimsPrincipal user, string cookie)
    {
        _scope = scope;
        Cookie = cookie;
        _state = scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>();
        ((IHostEnvironmentAuthenticationStateProvider)_state).SetAuthenticationState(Task.FromResult(new AuthenticationState(user)));
    }

    public string Cookie { get; }

    public async Task<bool> IsSignedInAsync() => (await _state.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated == true;

    public ValueTask DisposeAsync() => _scope.DisposeAsync();
}
