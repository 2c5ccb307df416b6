using System.Collections.Immutable;
using System.Globalization;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// Which cells show what is not so any more, because code that they use has changed. A cell is stale when a cell that defines or
/// changes what it uses has run after it, was edited, or is stale itself; and when a name that it used comes from elsewhere now, or
/// from nowhere (docs/decisions/0062-what-is-stale.md).
/// </summary>
internal static class StaleRules
{
    public static void NoteUses(SessionStep step, CellLinks links)
    {
        if (!step.State.Links.IsSame(links))
            step.State = step.State with { Links = links };
    }

    public static Rejected? ChangeMode(SessionStep step, ChangeStaleMode change, Participant by)
    {
        if (!Enum.IsDefined(change.Mode))
            return new(RejectionReason.Invalid, "There is no such choice.");
        var before = StaleModes.Of(step.Document);
        if (change.Mode == before)
            return null;
        var document = StaleModes.With(step.Document, change.Mode);
        step.Change(document, new Storage.NotebookChanged(document));
        step.Inverse = new ChangeStaleMode(before);
        if (change.Mode == StaleMode.Automatic)
            step.State = step.State with { LastRunner = by };
        return null;
    }

    public static Rejected? RunWithNeeds(SessionStep step, RunWithNeeds run, Participant by)
    {
        var index = step.Document.Cells.FindIndex(cell => cell.Id == run.CellId);
        if (index < 0)
            return DocumentRules.Gone();
        if (!step.Document.Cells[index].CanRun)
            return new(RejectionReason.Invalid, $"Cell {index + 1} is nothing that runs here.");

        var needed = Needs(step.State, index);
        RunRules.Enqueue(step, step.Document.Cells.FindAll(cell => needed.Contains(cell.Id)), by);
        return null;
    }

    /// <summary>Finds anew what is stale, where the step has changed something that it rests on; and runs it, where the notebook says so.</summary>
    /// <param name="step">The step.</param>
    /// <param name="by">Who did it; null for what happened by itself.</param>
    public static void Refresh(SessionStep step, Participant? by)
    {
        if (!step.ConcernsStale || step.State.Links.Cells.IsEmpty && step.State.LastRunner is null)
            return;

        var mode = StaleModes.Of(step.Document);
        NoteUsedNames(step);
        var outdated = new Dictionary<CellId, bool>();
        var writers = new List<(Cell Cell, int Number, LinkedName Use)>();
        var ready = ImmutableList.CreateBuilder<Cell>();
        var number = 0;
        foreach (var cell in step.Document.Cells)
        {
            number++;
            if (!cell.CanRun)
                continue;
            var reason = mode == StaleMode.Manual ? null : ReasonOf(step.State, cell, writers, outdated);
            if (reason?.Words != cell.ChangedUse)
                step.Show(cell.Changed() with { ChangedUse = reason?.Words });
            var now = step.Document.Cells[number - 1];
            outdated[cell.Id] = now.IsEdited || reason is { WaitsForText: true };
            if (now.IsStale && !now.IsEdited && reason is not { WaitsForText: true })
                ready.Add(now);
            foreach (var use in step.State.Links.Of(cell.Id)?.Uses ?? [])
                if (use.Writes)
                    writers.Add((now, number, use));
        }

        if (mode == StaleMode.Automatic && ready.Count > 0 && step.State is { Running: null, Queue.IsEmpty: true, Kernel.State: KernelState.Ready } && Runner(step, by) is { } runner)
            RunRules.Enqueue(step, ready.ToImmutable(), runner);
    }

    private static Participant? Runner(SessionStep step, Participant? by) =>
        by is { Role: >= NotebookRole.Runner } ? by
        : step.State.LastRunner is { Role: >= NotebookRole.Runner } last ? last
        : null;

    /// <summary>Keeps with each run what it used, once that is known for the text that ran.</summary>
    private static void NoteUsedNames(SessionStep step)
    {
        foreach (var cell in step.Document.Cells)
            if (cell is { LastRun: { UsedNames: null, State: not (CellRunState.Queued or CellRunState.Running) } run } && step.State.Links.Of(cell.Id) is { } link && link.TextVersion == run.TextVersion)
                step.Show(cell with { LastRun = run with { UsedNames = string.Join('\n', link.Uses.Select(static use => $"{use.Name} {use.CellId}").Distinct()) } });
    }

    /// <returns>Null when the cell is not stale.</returns>
    private static Reason? ReasonOf(SessionState state, Cell cell, List<(Cell Cell, int Number, LinkedName Use)> writers, Dictionary<CellId, bool> outdated)
    {
        if (cell.LastRun is not { State: not (CellRunState.Queued or CellRunState.Running) } run)
            return null;

        var link = state.Links.Of(cell.Id);
        var used = UsedIn(run);
        var isCurrent = link is not null && link.TextVersion == run.TextVersion;
        foreach (var (name, definer) in used)
        {
            if (state.Document.Find(definer) is null)
                return new($"The cell that defined “{name}” was deleted", WaitsForText: true);
            if (!isCurrent || link!.Uses.Any(use => use.Name == name && use.CellId == definer))
                continue;
            // Of a name that is nowhere any more the compiler's errors tell; running it again would fail.
            return link.Uses.FirstOrDefault(use => use.Name == name) is { Name: not null } other
                ? new(string.Create(CultureInfo.InvariantCulture, $"“{name}” comes from cell {state.Document.NumberOf(other.CellId)} now"), WaitsForText: Waits(other.CellId))
                : new(string.Create(CultureInfo.InvariantCulture, $"Cell {state.Document.NumberOf(definer)} does not define “{name}” any more"), WaitsForText: true);
        }

        var uses = link?.Uses.Select(static use => (use.Name, use.CellId)) ?? used;
        foreach (var (name, definer) in uses.Distinct())
        {
            if (state.Document.Find(definer) is { } source && Changed(source, state.Document.NumberOf(definer), name) is { } reason)
                return reason;
            foreach (var (writer, number, use) in writers)
                if (use.Name == name && use.CellId == definer && writer.Id != cell.Id && Changed(writer, number, name) is { } changed)
                    return changed;
        }

        return null;

        Reason? Changed(Cell source, int number, string name)
        {
            if (source.IsEdited)
                return new(string.Create(CultureInfo.InvariantCulture, $"Cell {number} was edited: it defines or changes “{name}”"), WaitsForText: true);
            if (source.LastRun is { StartedAt: { } ran } && run.StartedAt is { } mine && ran > mine)
                return new(string.Create(CultureInfo.InvariantCulture, $"“{name}” of cell {number} changed after this ran"), Waits(source.Id));
            return source.IsStale ? new(string.Create(CultureInfo.InvariantCulture, $"It uses “{name}” of cell {number}, which is stale"), Waits(source.Id)) : null;
        }

        bool Waits(CellId id) => outdated.GetValueOrDefault(id);
    }

    private static IEnumerable<(string Name, CellId CellId)> UsedIn(CellRun run)
    {
        foreach (var line in (run.UsedNames ?? "").Split('\n'))
            // A table's name may hold blanks.
            if (line.LastIndexOf(' ') is > 0 and var at && CellId.TryParse(line[(at + 1)..], out var cellId))
                yield return (line[..at], cellId);
    }

    /// <summary>The cell and, of those above it, what it needs and the kernel does not have.</summary>
    private static HashSet<CellId> Needs(SessionState state, int index)
    {
        var cells = state.Document.Cells;
        var hasRun = state.RanIn == state.KernelNumber && state.Kernel.State is not (KernelState.NotStarted or KernelState.Stopped)
            ? cells.Where(cell => state.Ran.Contains(cell.Id) && cell is { IsEdited: false, IsStale: false }).Select(static cell => cell.Id).ToHashSet()
            : [];
        var needed = new HashSet<CellId> { cells[index].Id };
        var names = new HashSet<(string, CellId)>();
        // From below upwards: whatever a cell needs stands above it.
        for (var at = index; at >= 0; at--)
        {
            var cell = cells[at];
            if (!cell.CanRun)
                continue;
            var link = state.Links.Of(cell.Id);
            // Without a word of the language process everything above may be needed.
            var isNeeded = at == index || link is null || link.ChangesLookup || needed.Contains(cell.Id) || link.Uses.Any(use => names.Contains((use.Name, use.CellId)));
            if (!isNeeded)
                continue;
            needed.Add(cell.Id);
            foreach (var use in link?.Uses ?? [])
            {
                names.Add((use.Name, use.CellId));
                needed.Add(use.CellId);
            }
        }

        needed.RemoveWhere(id => id != cells[index].Id && hasRun.Contains(id));
        return needed;
    }

    /// <param name="Words">For people.</param>
    /// <param name="WaitsForText">It rests on text that was edited and has not run: running the cell now would tell nothing new.</param>
    private sealed record Reason(string Words, bool WaitsForText);
}
