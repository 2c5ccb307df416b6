using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Language;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// What one tab shows of a session: the snapshot its components render from, and what its browser has of texts and streams.
/// Belongs to one <see cref="Pages.NotebookPage"/>; used on that circuit's dispatcher only, so nothing here is locked.
/// </summary>
internal sealed class NotebookView : IAsyncDisposable
{
    private readonly Dictionary<CellId, CellView> _cells = [];

    /// <param name="session">What it shows.</param>
    /// <param name="participant">The tab in the session.</param>
    /// <param name="time">The clock.</param>
    /// <param name="colour">The colour that its person chose; null when they chose none.</param>
    public NotebookView(INotebookSession session, Participant participant, TimeProvider time, int? colour = null)
    {
        Session = session;
        Participant = participant;
        Time = time;
        Snapshot = session.Snapshot;
        History = new(session, participant);
        Seat = session.Presence.Join(participant.Id, participant.PersonId, participant.DisplayName, colour);
    }

    public INotebookSession Session { get; }

    public Participant Participant { get; }

    public TimeProvider Time { get; }

    /// <summary>Where this tab is, for others to see, and where the others are.</summary>
    public PresenceSeat Seat { get; }

    /// <summary>What this tab did to cells, and can take back.</summary>
    public OperationHistory History { get; }

    /// <summary>The cell whose comments the reader asked for last; null when they asked for none.</summary>
    public CellId? Discussed { get; private set; }

    /// <summary>The reader asks for the comments of <see cref="Discussed"/>.</summary>
    public event Action? DiscussionAsked;

    /// <summary>With whose eyes the tab sees the notebook; null for one's own.</summary>
    public SeenAs? Eyes { get; init; }

    /// <summary>What is on the page, or about to be; <see cref="INotebookSession.Snapshot"/> may be newer.</summary>
    public SessionSnapshot Snapshot { get; set; }

    public TextFeed Texts { get; } = new();

    public StreamFeed Streams { get; } = new();

    public ChartFeed Charts { get; } = new();

    /// <summary>Opens what is said about a cell, ready to be added to.</summary>
    public void Discuss(CellId id)
    {
        Discussed = id;
        DiscussionAsked?.Invoke();
    }

    /// <summary>The reader asks for the notebook's history.</summary>
    public event Action? HistoryAsked;

    public void ShowHistory() => HistoryAsked?.Invoke();

    /// <summary>The reader asks what the last verification found.</summary>
    public event Action? VerificationAsked;

    public void ShowVerification() => VerificationAsked?.Invoke();

    /// <summary>The tab's part in the language services; null where there are none.</summary>
    public ILanguageNotebook? Language { get; init; }

    /// <summary>Tells when the participant's role may be another one; null where roles stay as they are.</summary>
    public RoleWatch? RoleWatch { get; init; }

    /// <summary>The cell in <see cref="Snapshot"/>. Its component's number saves a search among a thousand.</summary>
    public Cell? Find(CellId id, int number) =>
        number >= 1 && number <= Snapshot.Document.Cells.Count && Snapshot.Document.Cells[number - 1] is var cell && cell.Id == id ? cell : Snapshot.Document.Find(id);

    public void Appeared(CellId id, CellView view) => _cells[id] = view;

    public void Disappeared(CellId id, CellView view)
    {
        if (_cells.GetValueOrDefault(id) == view)
            _cells.Remove(id);
        if (Session.Snapshot.Document.Find(id) is null)
            Texts.Forget(id);
    }

    /// <summary>Looks at every cell again, because what its reader may do has changed.</summary>
    public void RefreshAll()
    {
        foreach (var cell in _cells.Values.ToList())
            cell.Refresh();
    }

    /// <summary>Renders these cells again, and no other.</summary>
    public void Refresh(IEnumerable<CellId> cells)
    {
        foreach (var id in cells)
            _cells.GetValueOrDefault(id)?.Refresh();
    }

    public async ValueTask DisposeAsync()
    {
        if (RoleWatch is not null)
            await RoleWatch.DisposeAsync();
        if (Language is not null)
            await Language.DisposeAsync();
        Seat.Dispose();
    }
}
