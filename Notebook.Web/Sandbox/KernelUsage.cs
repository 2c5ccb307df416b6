namespace Notebook.Web.Sandbox;

/// <summary>What a kernel's process uses at one moment.</summary>
/// <param name="MemoryBytes">Memory of its own: anonymous and shared, without files.</param>
/// <param name="Threads">Its threads.</param>
/// <param name="Processor">Processor time since its start, over all cores.</param>
public sealed record KernelUsage(long MemoryBytes, int Threads, TimeSpan Processor);
