using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>One kernel under the watchdog's eyes, and what it may use.</summary>
internal sealed class WatchedKernel(ProcessKernel kernel, KernelLimits limits, TimeProvider time)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Between looks at the folder; after a long one twenty times as long as it took.</summary>
    private static readonly TimeSpan DiskInterval = TimeSpan.FromSeconds(2);

    /// <summary>How long a cell gets to end after it was told to.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(15);

    /// <summary>Between two readings of what costs more to read.</summary>
    private static readonly TimeSpan SampleInterval = TimeSpan.FromSeconds(2);

    /// <summary>How much a cell computes before others come first.</summary>
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(400);

    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(40);

    private DiskQuota? _disk;
    private string? _diskFolder;
    private KernelUsage? _sample;
    private long _sampledAt;
    private Task _measuring = Task.CompletedTask;
    private DateTimeOffset _nextDisk;
    private KernelProcess? _process;
    private CellStart? _cell;
    private SubmissionId? _lastSubmission;
    private TimeSpan _lastProcessor;
    private TimeSpan _lastLook;
    private bool _isLow;

    /// <summary>Compares what the kernel uses with what it may, and acts.</summary>
    public void Look()
    {
        _process ??= KernelProcess.Find(kernel.ProcessId);
        if (_process?.Read() is not { } usage)
            return;
        kernel.Usage = Sample(usage);
        // A warm kernel gets its folder late.
        if (_disk is null || _diskFolder != kernel.WritableFolder)
            (_disk, _diskFolder) = (new(kernel.Program, kernel.WritableFolder, limits), kernel.WritableFolder);

        if (limits.MemoryMegabytes > 0 && usage.MemoryBytes > limits.MemoryMegabytes * Megabyte)
            kernel.EndBecause($"The kernel was ended because it used {Megabytes(usage.MemoryBytes)} of memory; a kernel may use {Megabytes(limits.MemoryMegabytes * Megabyte)}. Work on less data at a time, or ask the person who runs the server for more.");
        else if (usage.Threads > limits.Threads)
            kernel.EndBecause($"The kernel was ended because it had {usage.Threads} threads; a kernel may have {limits.Threads}. Let tasks share threads: await instead of Wait, Parallel with a degree.");
        else if (_disk.Breach is { } breach)
            kernel.EndBecause(breach);

        LookAtPriority(usage);
        LookAtCell(usage);
        LookAtDisk(_disk);
    }

    private KernelUsage Sample(KernelUsage usage)
    {
        if (_sample is null || time.GetElapsedTime(_sampledAt) >= SampleInterval)
        {
            var elapsed = time.GetElapsedTime(_sampledAt);
            var cores = _sample is { } before ? (usage.Processor - before.Processor) / elapsed : 0;
            _sampledAt = time.GetTimestamp();
            _sample = usage with { ProportionalBytes = _process?.ReadProportional(), Cores = Math.Max(0, cores) };
        }

        return usage with { ProportionalBytes = _sample.ProportionalBytes, Cores = _sample.Cores };
    }

    /// <summary>A cell that computes for long gives way, and so does what it left running; the next one begins like any other.</summary>
    private void LookAtPriority(KernelUsage usage)
    {
        if (kernel.Options.IsAhead)
            return;
        // What runs when there is nothing to compute costs less than this between two looks.
        if ((kernel.Running is { } running && running != _lastSubmission) || (kernel.Running is null && usage.Processor - _lastLook < Idle))
            (_lastSubmission, _lastProcessor) = (kernel.Running ?? _lastSubmission, usage.Processor);
        _lastLook = usage.Processor;
        var isLow = usage.Processor - _lastProcessor > Quick;
        if (isLow == _isLow)
            return;
        _isLow = isLow;
        kernel.Program.SetPriority(isLow);
    }

    private void LookAtCell(KernelUsage usage)
    {
        var now = time.GetUtcNow();
        if (kernel.Running is not { } running)
        {
            _cell = null;
            return;
        }

        if (_cell?.Submission != running)
            _cell = new(running, now, usage.Processor);
        if (_cell.ToldToStop is { } told)
        {
            if (now - told > Grace)
                kernel.EndBecause($"{Sentence(_cell, usage, now)} It did not stop when it was told to, so its kernel was ended.");
        }
        else if (Sentence(_cell, usage, now) is { } sentence)
        {
            _cell = _cell with { ToldToStop = now };
            kernel.StopRunning(running, $"{sentence} It was stopped; your variables are still there. Do the work in smaller parts, or ask the person who runs the server for more time.");
        }
    }

    private string? Sentence(CellStart cell, KernelUsage usage, DateTimeOffset now)
    {
        var elapsed = now - cell.At;
        if (limits.CellMinutes > 0 && elapsed > TimeSpan.FromMinutes(limits.CellMinutes))
            return $"This cell ran for {Minutes(limits.CellMinutes)}, as long as a cell may.";
        return limits.CellProcessorMinutes > 0 && usage.Processor - cell.Processor > TimeSpan.FromMinutes(limits.CellProcessorMinutes)
            ? $"This cell took {Minutes(limits.CellProcessorMinutes)} of processor time, as much as a cell may."
            : null;
    }

    private void LookAtDisk(DiskQuota disk)
    {
        var now = time.GetUtcNow();
        if (now < _nextDisk || !_measuring.IsCompleted)
            return;
        _nextDisk = DateTimeOffset.MaxValue;
        _measuring = MeasureAsync(disk);
    }

    private async Task MeasureAsync(DiskQuota disk)
    {
        var started = time.GetTimestamp();
        await disk.MeasureAsync().ConfigureAwait(false);
        var next = time.GetElapsedTime(started) * 20;
        _nextDisk = time.GetUtcNow() + (next > DiskInterval ? next : DiskInterval);
    }

    private static string Megabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:N0} MB");

    private static string Minutes(double minutes) => minutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{minutes:0.#} minute{(minutes == 1 ? "" : "s")}")
        : string.Create(CultureInfo.InvariantCulture, $"{minutes * 60:0.#} seconds");

    /// <summary>A submission when it was first seen running.</summary>
    private sealed record CellStart(SubmissionId Submission, DateTimeOffset At, TimeSpan Processor)
    {
        public DateTimeOffset? ToldToStop { get; init; }
    }
}
