using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>One application of an operation under way: the state so far and the effects so far. Lives within one call of the state's methods.</summary>
internal sealed class SessionStep
{
    /// <summary>
    /// A journal that grew by this many characters is committed although the cell still runs, so that neither it nor the
    /// time to apply it after a crash grows without end.
    /// </summary>
    private const long MaxJournaled = 32 * 1024 * 1024;

    /// <summary>What a step costs in the journal beside its text.</summary>
    private const int StepOverhead = 100;

    private readonly SessionState _before;
    private readonly ImmutableArray<SessionEffect>.Builder _effects = ImmutableArray.CreateBuilder<SessionEffect>();

    public SessionStep(SessionState before, DateTimeOffset at)
    {
        _before = before;
        State = before;
        At = at;
    }

    public DateTimeOffset At { get; }

    public SessionState State { get; set; }

    public NotebookDocument Document => State.Document;

    /// <summary>What takes the operation back; see <see cref="OperationResult.Accepted"/>.</summary>
    public Operation? Inverse { get; set; }

    /// <summary>
    /// Whether something has changed that decides which cells are stale: links, order, metadata, a run, or the first edit since one.
    /// Keystrokes and stream text are told apart cheaply, because there are many.
    /// </summary>
    public bool ConcernsStale
    {
        get
        {
            var (before, now) = (_before, State);
            if (!ReferenceEquals(before.Links, now.Links) || before.LastRunner != now.LastRunner || before.Document.MetadataJson != now.Document.MetadataJson || before.Document.Cells.Count != now.Document.Cells.Count)
                return true;
            if (ReferenceEquals(before.Document.Cells, now.Document.Cells))
                return false;
            using var olds = before.Document.Cells.GetEnumerator();
            foreach (var cell in now.Document.Cells)
            {
                olds.MoveNext();
                if (ReferenceEquals(olds.Current, cell))
                    continue;
                if (olds.Current.Id != cell.Id || olds.Current.IsEdited != cell.IsEdited || olds.Current.IsStale != cell.IsStale || !ReferenceEquals(olds.Current.LastRun, cell.LastRun))
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether the document itself has changed: cells, texts, order, title.</summary>
    public bool HasChangedDocument { get; private set; }

    public void Emit(SessionEffect effect) => _effects.Add(effect);

    /// <summary>Replaces a cell in memory only.</summary>
    public void Show(Cell cell) => State = State with { Document = Document.With(cell) };

    /// <summary>Changes the document, and commits that before anybody sees it.</summary>
    public void Change(NotebookDocument document, params ReadOnlySpan<StoreChange> changes)
    {
        State = State with { Document = document with { ModifiedAt = At } };
        HasChangedDocument = true;
        Emit(new StoreChanges([.. changes]));
    }

    /// <summary>Does a step of a run to its cell and writes it to the cell's journal. Nothing when the cell is gone.</summary>
    public void Progress(RunProgress progress)
    {
        if (Document.Find(progress.CellId) is not { } cell)
            return;

        Show(cell.After(progress));
        Emit(new AppendProgress(progress));

        var length = State.Journaled.GetValueOrDefault(cell.Id) + StepOverhead + progress switch
        {
            StreamGrew grew => grew.Text.Length,
            OutputAdded { Output: DisplayOutput display } => OutputLimits.LengthOf(display.Data),
            ChartExtended extended => extended.Points.Series.Length + extended.Points.Summary.Length,
            DisplayReplaced replaced => OutputLimits.LengthOf(replaced.Data),
            _ => 0,
        };
        State = State with { Journaled = State.Journaled.SetItem(cell.Id, length) };
        if (length > MaxJournaled)
            Keep(cell.Id);
    }

    /// <summary>Commits a cell's outputs in place of its journal.</summary>
    public void Keep(CellId cellId)
    {
        State = State with { Journaled = State.Journaled.Remove(cellId) };
        Emit(new KeepOutputs(cellId));
    }

    public void KeepAll()
    {
        foreach (var cellId in State.Journaled.Keys.ToList())
            Keep(cellId);
    }

    /// <summary>Takes note that outputs are in memory and journals only, until <see cref="KeepAll"/> tries again.</summary>
    public void Miss(ImmutableArray<CellId> cellIds, string problem)
    {
        var journaled = State.Journaled;
        foreach (var cellId in cellIds)
            if (!journaled.ContainsKey(cellId) && Document.Find(cellId) is not null)
                journaled = journaled.Add(cellId, 0);
        State = State with { Journaled = journaled, SaveProblem = problem };
    }

    public OperationOutcome.Applied Finish()
    {
        var state = State == _before ? _before : State with { Version = _before.Version + 1 };
        return new(state, _effects.ToImmutable(), Inverse);
    }
}
