using Microsoft.AspNetCore.Components.Server.Circuits;
using Notebook.Web.Collaboration;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Knows whether a circuit's browser can be reached, and tells the notebook that is open in it: the circuit itself, and the page
/// on it, are kept for a while after the connection went. One per circuit.
/// </summary>
internal sealed class CircuitPresence : CircuitHandler
{
    private PresenceSeat? _seat;

    /// <summary>The notebook that is open in this circuit, if one is.</summary>
    public void Take(PresenceSeat seat) => _seat = seat;

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _seat?.SetHere(false);
        return Task.CompletedTask;
    }

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _seat?.SetHere(true);
        return Task.CompletedTask;
    }
}
