using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Packages;

namespace Notebook.Web.Sessions;

/// <summary>A session at one moment; immutable and shared by reference with every circuit.</summary>
public sealed record SessionSnapshot
{
    /// <summary>Counts every change, keystrokes and stream text included.</summary>
    public required long Version { get; init; }

    public required NotebookDocument Document { get; init; }

    public required KernelStatus Kernel { get; init; }

    /// <summary>Cells waiting for the kernel, next first; the running one is not among them.</summary>
    public ImmutableList<CellId> Queue { get; init; } = [];

    /// <summary>The cell whose submission the kernel runs; null too when that cell was deleted meanwhile.</summary>
    public CellId? RunningCell { get; init; }

    /// <summary>What the running cell asks and nobody has answered, in the order of asking.</summary>
    public ImmutableList<PendingQuestion> Questions { get; init; } = [];

    /// <summary>Whether cells have run that a rebuild would run again.</summary>
    public bool CanRebuild { get; init; }

    /// <summary>A sentence for everyone while outputs cannot be saved; null when all is well.</summary>
    public string? SaveProblem { get; init; }

    /// <summary>Which cells use what of which; none while that is not known.</summary>
    public CellLinks Links { get; init; } = CellLinks.None;

    /// <summary>Counts the revisions that the session has saved: who shows a list of them reads it again when it changes.</summary>
    public int SavedRevisions { get; init; }

    /// <summary>Whether the notebook is being verified, in a kernel beside the session's own.</summary>
    public bool IsVerifying { get; init; }

    /// <summary>The packages that the kernel has because cells asked for them.</summary>
    public ImmutableArray<LoadedPackage> Packages { get; init; } = [];
}
