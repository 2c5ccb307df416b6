namespace Notebook.Web.Kernels;

/// <summary>What an administrator has set for all kernels while the server runs; it outlives the server.</summary>
public sealed record KernelBudget
{
    /// <summary>The one record of its kind.</summary>
    public string Id { get; init; } = "kernels";

    /// <summary>Memory for all kernels together, in MB; null for what the settings say.</summary>
    public int? MemoryMegabytes { get; init; }

    /// <summary>What the kernels of one person may have of that memory, in percent.</summary>
    public int PersonPercent { get; init; } = 100;

    /// <summary>What the kernels of one group's notebooks may have of it, in percent.</summary>
    public int GroupPercent { get; init; } = 100;

    /// <summary>Whether no kernel starts, such as before the server is stopped. Those that run go on.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Why it can't be; null when it can.</summary>
    public string? Problem() =>
        MemoryMegabytes is < 256 or > 16_000_000 ? "Memory for kernels is at least 256 MB. Leave the field empty for what the machine has."
        : PersonPercent is < 1 or > 100 || GroupPercent is < 1 or > 100 ? "A share is between 1 and 100 percent." : null;
}
