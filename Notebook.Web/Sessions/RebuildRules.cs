using System.Globalization;
using Notebook.Web.Documents;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// How a new kernel comes to know what the old one knew: the cells that had run are run again, in the order in which they last
/// succeeded. Until a rebuild has run them all, they stay what the next rebuild runs.
/// </summary>
internal static class RebuildRules
{
    public static Rejected? Rebuild(SessionStep step, Participant by)
    {
        if (!step.State.Ran.Exists(cellId => step.Document.Find(cellId) is { CanRun: true }))
            return new(RejectionReason.Invalid, "No cell has succeeded in a kernel of this notebook yet, so there is nothing to rebuild. “Run all” runs every cell.");

        RunRules.Replace(step, by, $"{by.DisplayName} rebuilt the kernel while this cell ran.");
        step.State = step.State with { RanIn = step.State.KernelNumber };
        RunRules.Enqueue(step, [.. step.State.Ran.Select(step.Document.Find).OfType<Cell>().Where(static cell => cell.CanRun)], by, isRebuild: true);
        return null;
    }

    /// <summary>Takes note that a cell succeeded.</summary>
    public static void Succeeded(SessionStep step, RunningSubmission running)
    {
        if (step.State.RanIn != step.State.KernelNumber)
            step.State = step.State with { Ran = [], RanIn = step.State.KernelNumber };
        // A rebuild that breaks off must leave the order as it found it.
        if (!running.IsRebuild)
            step.State = step.State with { Ran = step.State.Ran.Remove(running.CellId).Add(running.CellId) };
        else if (!step.State.Ran.Contains(running.CellId))
            step.State = step.State with { Ran = step.State.Ran.Add(running.CellId) };
    }

    /// <summary>A cell of a rebuild did not succeed: those after it would compute with what is not there.</summary>
    /// <returns>What the page says about it.</returns>
    public static string BreakOff(SessionStep step, RunningSubmission running, CellRunState state)
    {
        RunRules.Dequeue(step, static queued => queued.IsRebuild);
        var after = step.State.Ran.SkipWhile(cellId => cellId != running.CellId).Skip(1).Count(cellId => step.Document.Find(cellId) is { CanRun: true });
        var left = after switch
        {
            0 => "",
            1 => " The cell after it was not run again.",
            _ => string.Create(CultureInfo.InvariantCulture, $" {after} cells after it were not run again."),
        };
        var number = step.Document.NumberOf(running.CellId);
        var where = number == 0 ? "at a cell that was deleted" : string.Create(CultureInfo.InvariantCulture, $"at cell {number}, which {(state == CellRunState.Failed ? "failed" : "was stopped")}");
        return $"The rebuild ended {where}.{left}";
    }
}
