using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Notebook.Web.Accounts;

/// <summary>
/// Who a circuit belongs to. Ends it at once when the account is disabled or the sign-in is over, here or everywhere: its page
/// is taken away on the server, whatever the browser does. Follows a change of name or rights. Looks again every minute for what
/// nothing told it.
/// </summary>
internal sealed class CircuitSignIn : RevalidatingServerAuthenticationStateProvider
{
    private readonly SignInValidity _validity;
    private readonly EndedSignIns _ended;
    private readonly SignInClaims _claims;
    private readonly IDisposable _changes;
    private ClaimsPrincipal? _user;

    public CircuitSignIn(ILoggerFactory loggers, SignInValidity validity, EndedSignIns ended, SignInClaims claims, IAccountDirectory directory)
        : base(loggers)
    {
        _validity = validity;
        _ended = ended;
        _claims = claims;
        AuthenticationStateChanged += Remember;
        ended.Ended += OnEnded;
        _changes = directory.Subscribe(OnChanged);
    }

    protected override TimeSpan RevalidationInterval => TimeSpan.FromMinutes(1);

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        authenticationState.User.Identity?.IsAuthenticated != true || await _validity.AccountOfAsync(authenticationState.User, cancellationToken) is not null;

    protected override void Dispose(bool disposing)
    {
        AuthenticationStateChanged -= Remember;
        _ended.Ended -= OnEnded;
        _changes.Dispose();
        base.Dispose(disposing);
    }

    private void Remember(Task<AuthenticationState> state)
    {
        // What a circuit begins with is known already; nothing else sets it.
        if (state.IsCompletedSuccessfully)
            _user = state.Result.User;
    }

    private void OnChanged(AccountChange change)
    {
        if (_user is not { } user || Person.Of(user)?.Id != change.Account.Id)
            return;
        if (change.Kind is AccountChangeKind.Disabled or AccountChangeKind.SignedOutEverywhere)
            End();
        else if (!SignInClaims.IsCurrent(change.Account, user))
            SetAuthenticationState(Task.FromResult(new AuthenticationState(_claims.Renew(change.Account, user))));
    }

    private void OnEnded(string signInId)
    {
        if (_user is { } user && SignInClaims.SignInIdOf(user) == signInId)
            End();
    }

    private void End() => SetAuthenticationState(Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity()))));
}
