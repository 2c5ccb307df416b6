namespace Notebook.Web.Documents;

/// <summary>Where a cell's last run stands.</summary>
public enum CellRunState
{
    Queued,
    Running,
    Succeeded,
    Failed,

    /// <summary>Somebody stopped it.</summary>
    Interrupted,

    /// <summary>Its kernel or the server ended while it ran or waited.</summary>
    KernelLost,
}
