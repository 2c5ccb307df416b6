namespace Notebook.Web.Kernels;

/// <summary>The memory that this machine, or the container the server runs in, has and has left.</summary>
public interface IMachineMemory
{
    long TotalBytes { get; }

    /// <summary>What could be used now; what the system only keeps in case it is needed again counts as left.</summary>
    long ReadAvailableBytes();
}
