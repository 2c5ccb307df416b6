namespace Notebook.Web.Sessions;

/// <summary>The kernel as the page shows it.</summary>
/// <param name="State">Where the kernel stands.</param>
/// <param name="Detail">A sentence about why, when there is something to say.</param>
public sealed record KernelStatus(KernelState State, string? Detail = null)
{
    /// <summary>How many wait for a kernel before this session does, while it <see cref="KernelState.Waiting"/>s.</summary>
    public int Ahead { get; init; }

    /// <summary>When the kernel ends because it has no work; null while that is far.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>The word on the page: starting, ready, busy, …</summary>
    public string Word => State switch
    {
        KernelState.NotStarted => "Not started",
        KernelState.Waiting => Ahead == 0 ? "Waiting: next" : $"Waiting: {Ahead} ahead",
        KernelState.Starting => "Starting",
        KernelState.Ready => "Ready",
        KernelState.Busy => "Busy",
        KernelState.Stopping => "Stopping",
        _ => "Stopped",
    };
}

public enum KernelState
{
    NotStarted,

    /// <summary>The server has no room for one more kernel yet; <see cref="KernelStatus.Ahead"/> says who comes first.</summary>
    Waiting,
    Starting,
    Ready,
    Busy,

    /// <summary>A stop was asked for and has not landed yet.</summary>
    Stopping,

    /// <summary>It ended by itself or was killed; <see cref="KernelStatus.Detail"/> says why.</summary>
    Stopped,
}
