using Microsoft.JSInterop;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>What a page says to the others in its notebook.</summary>
internal sealed partial class PageChannel
{
    /// <summary>Where the reader is now. Goes past the session, is not stored, and may get lost.</summary>
    [JSInvokable]
    public void Here(PlaceMessage place) => view.Seat.Move(place.ToPlace());

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
