namespace Notebook.Web.Sessions;

/// <summary>The kernel as the page shows it.</summary>
/// <param name="State">Where the kernel stands.</param>
/// <param name="Detail">A sentence about why, when there is something to say.</param>
public sealed record KernelStatus(KernelState State, string? Detail = null)
{
    /// <summary>The word on the page: starting, ready, busy, …</summary>
    public string Word => State switch
    {
        KernelState.NotStarted => "Not started",
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
    Starting,
    Ready,
    Busy,

    /// <summary>A stop was asked for and has not landed yet.</summary>
    Stopping,

    /// <summary>It ended by itself or was killed; <see cref="KernelStatus.Detail"/> says why.</summary>
    Stopped,
}
