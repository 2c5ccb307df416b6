using Microsoft.AspNetCore.Components.Server.Circuits;
using Notebook.Web.Accounts;
using Notebook.Web.Collaboration;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Knows whether a circuit's browser can be reached, and tells the notebook that is open in it: the circuit itself, and the page
/// on it, are kept for a while after the connection went. One per circuit.
/// </summary>
internal sealed class CircuitPresence(IAccountDirectory accounts) : CircuitHandler, IDisposable
{
    private PresenceSeat? _seat;
    private CancellationTokenSource _back = new();

    /// <summary>Cancelled when the browser is back after a break: whatever was asked of it before may have got lost, and will not be answered.</summary>
    public CancellationToken Back => _back.Token;

    /// <summary>The colour that somebody chose to be shown in: the one place where presence asks about accounts.</summary>
    /// <returns>One of <see cref="PeerColours"/>; null when they chose none.</returns>
    public async ValueTask<int?> ColourOfAsync(string? personId, CancellationToken cancellationToken)
    {
        var chosen = personId is null ? null : (await accounts.FindAsync(personId, cancellationToken))?.Colour;
        var index = PersonColours.All.TakeWhile(known => known.Colour != chosen).Count();
        return index < PersonColours.All.Count ? index + 1 : null;
    }

    /// <summary>The notebook that is open in this circuit, if one is.</summary>
    public void Take(PresenceSeat seat) => _seat = seat;

    public void Dispose() => _back.Dispose();

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _seat?.SetHere(false);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _seat?.SetHere(true);
        var before = Interlocked.Exchange(ref _back, new CancellationTokenSource());
        before.Cancel();
        before.Dispose();
        return Task.CompletedTask;
    }
}
