using Notebook.Web.Documents;
using Notebook.Web.Language;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks;

/// <summary>Opens a notebook for a tab: makes its visitor a participant of the session, and gives them a seat among the others. One per circuit.</summary>
internal sealed class NotebookViews(INotebookSessions sessions, NotebookAccess access, ILanguageService language, CircuitPresence presence, TimeProvider time)
{
    /// <summary>Opens the notebook, and the session if nobody has it open.</summary>
    /// <param name="id">Which; as the address says it.</param>
    /// <param name="visitor">Who wants to see it.</param>
    /// <param name="seenAs">For a look at it with somebody else's eyes: whose (<see cref="SeenAs.Word"/>); nobody gets more by it.</param>
    /// <param name="cancellationToken">The tab was closed.</param>
    /// <returns>The view, which its page disposes of; null when there is no such notebook, or none that they may see.</returns>
    public async Task<NotebookView?> OpenAsync(string id, Visitor visitor, string? seenAs, CancellationToken cancellationToken)
    {
        if (!NotebookId.TryParse(id, out var known) || access.RoleOf(visitor, known) == NotebookRole.None || await sessions.OpenAsync(known, cancellationToken) is not { } session)
            return null;

        var eyes = SeenAs.Read(seenAs, access.RoleOf(visitor, known));
        var participant = new Participant
        {
            Id = Guid.NewGuid().ToString("N"),
            PersonId = eyes switch { null => visitor.Person?.Id, { HasAccount: true } => SeenAs.SomebodyId, _ => null },
            DisplayName = visitor.DisplayName,
            Holds = new LiveRole(access, visitor, known, eyes?.Role ?? NotebookRole.Owner),
            OnlyLooks = eyes is not null,
        };
        var colour = await presence.ColourOfAsync(visitor.Person?.Id, cancellationToken);
        // Nobody would dispose of a view whose page is gone.
        cancellationToken.ThrowIfCancellationRequested();
        var view = new NotebookView(session, participant, time, colour)
        {
            Language = language.Open(session),
            RoleWatch = new RoleWatch(access, visitor, known, time),
            Eyes = eyes,
        };
        // Who only looks is not there for the others.
        if (eyes is null)
            presence.Take(view.Seat);
        else
            view.Seat.SetHere(false);
        return view;
    }
}
