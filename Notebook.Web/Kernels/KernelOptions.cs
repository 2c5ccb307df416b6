namespace Notebook.Web.Kernels;

/// <summary>The settings of <c>Kernels:</c>, as docs/operating.md explains them.</summary>
public sealed class KernelOptions
{
    public const string Section = "Kernels";

    /// <summary>How many kernels are kept started for whoever comes next.</summary>
    public int Warm { get; set; } = 2;

    /// <summary>Memory for all kernels together, in MB; 0 for the machine's, or the container's, without a sixth for the server and the system.</summary>
    public int MemoryMegabytes { get; set; }

    /// <summary>What must be free of that memory for one more kernel to start, in MB.</summary>
    public int HeadroomMegabytes { get; set; } = 256;

    /// <summary>How many kernels run at the most; 0 for as many as memory allows.</summary>
    public int Max { get; set; }

    /// <summary>When the machine has less memory left than this, in MB, the largest kernel is ended; 0 for a twentieth of it, and 256 MB at least.</summary>
    public int ReserveMegabytes { get; set; }

    /// <summary>After how long without work a kernel ends, in minutes; 0 for never.</summary>
    public double IdleMinutes { get; set; } = 120;

    /// <summary>How long before its end an idle kernel says so, in minutes; anyone in the session may keep it.</summary>
    public double CountdownMinutes { get; set; } = 5;

    /// <exception cref="KernelSettingsException">A value makes no sense.</exception>
    public void Check()
    {
        foreach (var (name, value) in (ReadOnlySpan<(string, double)>)[
            (nameof(Warm), Warm), (nameof(MemoryMegabytes), MemoryMegabytes), (nameof(HeadroomMegabytes), HeadroomMegabytes), (nameof(Max), Max),
            (nameof(ReserveMegabytes), ReserveMegabytes), (nameof(IdleMinutes), IdleMinutes), (nameof(CountdownMinutes), CountdownMinutes)])
        {
            if (value is < 0 or > 1_000_000_000 or double.NaN)
                throw new KernelSettingsException($"Kernels:{name} is {value}; it can't be below 0.");
        }
    }
}
