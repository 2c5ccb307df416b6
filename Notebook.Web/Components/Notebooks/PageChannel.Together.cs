using Microsoft.JSInterop;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a page says to the others in its notebook.</summary>
internal sealed partial class PageChannel
{
    /// <summary>Where the reader is now. Goes past the session, is not stored, and may get lost.</summary>
    [JSInvokable]
    public void Here(PlaceMessage place) => view.Seat.Move(place.ToPlace());

    /// <summary>Opens the notebook's history.</summary>
    [JSInvokable]
    public void ShowHistory() => view.ShowHistory();

    /// <summary>Shows what the last verification found.</summary>
    [JSInvokable]
    public void ShowVerification() => view.ShowVerification();

    [JSInvokable]
    public Task<string?> Verify() => ApplyAsync(new VerifyNotebook());

    [JSInvokable]
    public Task<string?> StopVerifying() => ApplyAsync(new StopVerifying());

    /// <summary>Saves the notebook as it is as a revision that is kept.</summary>
    [JSInvokable]
    public Task<string?> SaveCheckpoint() => ApplyAsync(new SaveCheckpoint(RevisionId.New(), null));

    /// <summary>Opens the comments of a cell.</summary>
    /// <returns>The sentence of a refusal, or null.</returns>
    [JSInvokable]
    public string? Discuss(string cellId)
    {
        if (!CellId.TryParse(cellId, out var id) || view.Session.Snapshot.Document.Find(id) is null)
            return "Somebody deleted this cell.";
        view.Discuss(id);
        return null;
    }
}
