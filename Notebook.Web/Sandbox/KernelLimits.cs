namespace Notebook.Web.Sandbox;

/// <summary>What one kernel may use: the settings of <c>Sandbox:Limits:</c>. 0 means no limit where that is possible.</summary>
public sealed record KernelLimits
{
    /// <summary>Where there is no sandbox nothing is limited.</summary>
    internal static KernelLimits None { get; } = new() { MemoryMegabytes = 0, DiskMegabytes = 0, DiskEntries = 0, Threads = int.MaxValue, OpenFiles = int.MaxValue, CellMinutes = 0, CellProcessorMinutes = 0 };

    /// <summary>Memory of the kernel's own, in MB: what is in its heap, native memory and shared memory.</summary>
    public int MemoryMegabytes { get; set; } = 2_048;

    /// <summary>What the notebook's folder may hold, in MB; also the largest single file.</summary>
    public int DiskMegabytes { get; set; } = 2_048;

    /// <summary>Files and folders that the notebook's folder may hold.</summary>
    public int DiskEntries { get; set; } = 50_000;

    /// <summary>Threads of the kernel, the runtime's own included.</summary>
    public int Threads { get; set; } = 512;

    /// <summary>Files that are open at the same time.</summary>
    public int OpenFiles { get; set; } = 1_024;

    /// <summary>How long a cell may run, in minutes; 0 for as long as it likes.</summary>
    public double CellMinutes { get; set; } = 240;

    /// <summary>How much processor time a cell may take, in minutes over all cores; 0 for as much as it likes.</summary>
    public double CellProcessorMinutes { get; set; } = 240;

    /// <summary>Why a kernel can't have these limits; null when it can.</summary>
    internal string? Problem()
    {
        if (MemoryMegabytes is < 0 or > 0 and < 256)
            return $"Sandbox:Limits:MemoryMegabytes is {MemoryMegabytes}; a kernel needs at least 256, or 0 for no limit.";
        if (Threads < 64)
            return $"Sandbox:Limits:Threads is {Threads}; a kernel needs at least 64.";
        if (OpenFiles < 128)
            return $"Sandbox:Limits:OpenFiles is {OpenFiles}; a kernel needs at least 128.";
        return DiskMegabytes < 0 || DiskEntries < 0 || CellMinutes is < 0 or double.NaN || CellProcessorMinutes is < 0 or double.NaN
            ? "A limit of Sandbox:Limits is below 0; write 0 for no limit." : null;
    }
}
