using Microsoft.AspNetCore.Components;
using Notebook.Web.Documents;

namespace Notebook.Web.Components.Notebooks;

/// <summary>A cell's state as the page says it: by a word, by a shape, by the name that the style sheet knows.</summary>
/// <param name="Word">In the cell's accessible name.</param>
/// <param name="State">The <c>data-state</c> of the cell.</param>
/// <param name="Mark">The shape beside the words.</param>
public sealed record CellStatus(string Word, string State, string Mark)
{
    private static readonly CellStatus NotRun = new("not run", "idle", "idle");
    private static readonly CellStatus Queued = new("queued", "queued", "queued");
    private static readonly CellStatus Running = new("running", "running", "running");
    /// <summary>It runs, and waits for somebody's answer.</summary>
    public static CellStatus Asking { get; } = new("running, waiting for an answer", "running", "running");

    private static readonly CellStatus Succeeded = new("succeeded", "ok", "ok");
    private static readonly CellStatus Failed = new("failed", "error", "error");
    private static readonly CellStatus Stopped = new("stopped", "stopped", "stopped");
    private static readonly CellStatus KernelLost = new("ended with the kernel", "stopped", "stopped");
    private static readonly CellStatus Stale = new("stale", "stale", "stale");
    private static readonly CellStatus Edited = new("edited", "edited", "edited");

    /// <summary>The shape as fixed HTML: as a StatusMark it would keep 1.5 KB for each cell and reader.</summary>
    public MarkupString Picture { get; } = (MarkupString)$"<svg class=\"mark mark-{Mark}\" aria-hidden=\"true\"><use href=\"img/icons.svg#mark-{Mark}\"></use></svg>";

    /// <summary>Whether it waits for the kernel or runs, so that it can be stopped.</summary>
    public bool IsBusy => this == Queued || this == Running || this == Asking;

    public static CellStatus Of(Cell cell) => cell.LastRun switch
    {
        null => NotRun,
        { State: CellRunState.Queued } => Queued,
        { State: CellRunState.Running } => Running,
        _ when IsEdited(cell) => Edited,
        _ when cell.IsStale => Stale,
        { State: CellRunState.Succeeded } => Succeeded,
        { State: CellRunState.Failed } => Failed,
        { State: CellRunState.Interrupted } => Stopped,
        _ => KernelLost,
    };

    /// <summary>Whether the text is another than the one that ran. A keystroke changes this at most once between two runs.</summary>
    public static bool IsEdited(Cell cell) => cell.LastRun is { } run && run.TextVersion != cell.Text.Version;
}
