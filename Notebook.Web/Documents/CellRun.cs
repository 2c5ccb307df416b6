namespace Notebook.Web.Documents;

/// <summary>One run of a cell: when, by whom, how it ended.</summary>
public sealed record CellRun
{
    public required CellRunState State { get; init; }

    /// <summary>The display name of who started it.</summary>
    public required string By { get; init; }

    /// <summary>When it left the queue; null while queued.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>How long it ran; null until it ended.</summary>
    public TimeSpan? Elapsed { get; init; }

    /// <summary>The source version that ran; the cell is edited when its text has another.</summary>
    public int TextVersion { get; init; }

    /// <summary>A sentence about how it ended, when there is something to say.</summary>
    public string? Detail { get; init; }

    /// <summary>The ids of the inputs that it read, one a line; null when it read none.</summary>
    public string? ReadInputs { get; init; }

    /// <summary>The label of an input that it read and that was changed since: what the cell shows is stale. Null when there is none.</summary>
    public string? ChangedInput { get; init; }

    /// <summary>The names of other cells that the code which ran uses, each with the id of the cell that defined it, one a line; null when that is not known.</summary>
    public string? UsedNames { get; init; }

    /// <summary>Whether it read this input.</summary>
    public bool HasRead(string inputId) => ReadInputs is { } read && read.Split('\n').Contains(inputId, StringComparer.Ordinal);

    /// <summary>It was stopped, but something it started goes on in the kernel.</summary>
    public bool WorkLeftRunning { get; init; }
}
