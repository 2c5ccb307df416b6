using System.Globalization;

namespace Notebook.Web.Kernels;

/// <summary>Ends the largest kernel before the machine suffers: the system would otherwise choose for itself whom to end, or stand still.</summary>
public sealed partial class MemoryGuard(KernelOptions options, IMachineMemory machine, KernelAdmission admission, TimeProvider time, ILogger<MemoryGuard> logger) : BackgroundService
{
    private const long Megabyte = 1024 * 1024;

    internal static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>How many looks the memory of an ended kernel gets to come back.</summary>
    private const int Grace = 8;

    private int _pause;

    /// <summary>How much is left for the server and the system at the least.</summary>
    public long ReserveBytes { get; } = options.ReserveMegabytes > 0 ? options.ReserveMegabytes * Megabyte : Math.Max(256 * Megabyte, machine.TotalBytes / 20);

    /// <summary>Compares what is left with what must be, and acts.</summary>
    public void Look()
    {
        if (_pause > 0)
        {
            _pause--;
            return;
        }

        if (machine.ReadAvailableBytes() is var left && left >= ReserveBytes)
            return;
        if (admission.Places.Where(static place => place.Kernel is { Ended.IsCompleted: false }).MaxBy(static place => place.Bytes) is not { Kernel: { } kernel } largest)
            return;
        _pause = Grace;
        LogEnd(largest.Purpose?.NotebookId.Value, largest.Bytes / Megabyte, left / Megabyte);
        kernel.EndBecause(string.Create(CultureInfo.InvariantCulture,
            $"The kernel was ended because the server was about to run out of memory and this one used the most of all, {largest.Bytes / Megabyte:N0} MB. Work on less data at a time, or try again when fewer notebooks are in use."));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The server ends.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The kernel of notebook {Notebook} was ended with {Megabytes} MB: only {Left} MB of the machine's memory were left")]
    private partial void LogEnd(string? notebook, long megabytes, long left);
}
