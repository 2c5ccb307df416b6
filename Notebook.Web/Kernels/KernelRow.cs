using Notebook.Web.Documents;

namespace Notebook.Web.Kernels;

/// <summary>A kernel as the person who runs the server sees it.</summary>
public sealed record KernelRow
{
    /// <summary>The number of its <see cref="KernelPlace"/>; null for one that is nobody's yet.</summary>
    public required long? Number { get; init; }

    public NotebookId? NotebookId { get; init; }

    /// <summary>The notebook's title; null when it has none any more.</summary>
    public string? Title { get; init; }

    /// <summary>Who started it.</summary>
    public string? Person { get; init; }

    public required KernelRowState State { get; init; }

    /// <summary>What it holds of the machine's memory; null while that is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>What it may use; 0 for no limit.</summary>
    public long LimitBytes { get; init; }

    /// <summary>How many cores it kept busy lately.</summary>
    public double Cores { get; init; }

    public TimeSpan Age { get; init; }
}

public enum KernelRowState
{
    Starting,
    Ready,
    Busy,

    /// <summary>Started ahead, for whoever comes next.</summary>
    Warm,
}
