using Microsoft.Extensions.Time.Testing;
using Microsoft.JSInterop;
using Notebook.Tests.Components.Fakes;
using Notebook.Tests.Sessions;
using Notebook.Web.Components.Notebooks;

namespace Notebook.Tests.Components;

/// <summary>The page's script comes, whatever happens to the connection while it does.</summary>
public sealed class PageScriptTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();
    private readonly FakeScript _browser = new();
    private readonly FakeTimeProvider _time = new();
    private readonly CircuitPresence _presence;
    private readonly List<string?> _said = [];
    private readonly CancellationTokenSource _gone = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);

    public PageScriptTests() => _presence = new(_host.Accounts);

    [Fact]
    public async Task Open_ConnectionLostWhileTheModuleLoads_IsAskedAgainWhenItIsBack()
    {
        var opening = OpenAsync();
        await NextAsync("import");

        await ComeBackAsync();

        (await NextAsync("import")).Answer.SetResult(_browser);
        (await NextAsync("open")).Answer.SetResult(_browser);
        Assert.Same(_browser, await opening);
        Assert.Empty(_said);
    }

    [Fact]
    public async Task Open_ConnectionLostWhileThePageOpens_IsAskedAgainWhenItIsBack()
    {
        var opening = OpenAsync();
        (await NextAsync("import")).Answer.SetResult(_browser);
        await NextAsync("open");

        await ComeBackAsync();

        (await NextAsync("import")).Answer.SetResult(_browser);
        (await NextAsync("open")).Answer.SetResult(_browser);
        Assert.Same(_browser, await opening);
    }

    [Fact]
    public async Task Open_ModuleThatCannotBeLoaded_SaysSoAndIsTriedAgainUnderAnotherAddress()
    {
        var opening = OpenAsync();
        var first = await NextAsync("import");
        first.Answer.SetException(new JSException("Failed to fetch dynamically imported module"));

        var next = _browser.NextAsync(_gone.Token).AsTask();
        // The pause begins somewhere behind the answer.
        await Eventually.TrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(next.IsCompleted);
        });
        var second = await next;
        Assert.NotEqual(first.Arguments[0], second.Arguments[0]);
        Assert.StartsWith("The script of this page could not be loaded", Assert.Single(_said), StringComparison.Ordinal);
        second.Answer.SetResult(_browser);
        (await NextAsync("open")).Answer.SetResult(_browser);

        Assert.Same(_browser, await opening);
        Assert.Null(_said[^1]);
    }

    [Fact]
    public async Task Open_TabThatIsClosed_Ends()
    {
        var opening = OpenAsync();
        await NextAsync("import");

        await _gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    public async ValueTask DisposeAsync()
    {
        _gone.Dispose();
        _presence.Dispose();
        await _host.DisposeAsync();
    }

    private Task<IJSObjectReference> OpenAsync() => new PageScript(_browser, _presence, _time).OpenAsync(default, null!, "n", _said.Add, _gone.Token);

    private async Task<FakeScript.Call> NextAsync(string name)
    {
        var call = await _browser.NextAsync(_gone.Token);
        Assert.Equal(name, call.Name);
        return call;
    }

    private async Task ComeBackAsync()
    {
        await _presence.OnConnectionDownAsync(null!, _gone.Token);
        await _presence.OnConnectionUpAsync(null!, _gone.Token);
    }
}
