namespace Notebook.Web.Sandbox;

/// <summary>What a kernel's process uses at one moment.</summary>
/// <param name="MemoryBytes">Memory of its own: anonymous and shared, without files.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Processor">Processor time since its start, over all cores.</param>
public sealed record KernelUsage(long MemoryBytes, int Threads, TimeSpan Processor)
{
    /// <summary>
    /// Its share of all the memory it has in use, files that others use too in proportion (the system's PSS), at most some seconds old;
    /// null where the system does not tell.
    /// </summary>
    public long? ProportionalBytes { get; init; }

    /// <summary>How many cores it kept busy lately.</summary>
    public double Cores { get; init; }

    /// <summary>What the machine would get back if it ended.</summary>
    public long HeldBytes => Math.Max(MemoryBytes, ProportionalBytes ?? 0);
}
