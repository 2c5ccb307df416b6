using System.Globalization;

namespace Notebook.Kernel.Running;

/// <summary>
/// Looks for work that a stop can't reach: pool work and threads that user code started, and native threads that compute.
/// A thread of the user's own that only sleeps is not found.
/// </summary>
internal static class LeftoverWork
{
    private const int WatchMilliseconds = 80;

    /// <summary>A thread that computes gets at least this share even when four of them share a processor.</summary>
    private const long BusyNanoseconds = WatchMilliseconds * 1_000_000L / 5;

    /// <summary>The runtime compiles, collects and finalizes on threads named so; pool threads are called <c>.NET TP Worker</c>.</summary>
    private const string RuntimePrefix = ".NET ";

    private const string PoolPrefix = ".NET TP";

    public static bool IsRunning()
    {
        var before = ProcessorTimes();
        Thread.Sleep(WatchMilliseconds);
        ThreadPool.GetMaxThreads(out var most, out _);
        ThreadPool.GetAvailableThreads(out var available, out _);
        if (available < most)
            return true;

        var after = ProcessorTimes();
        return after.Any(thread => thread.Value - before.GetValueOrDefault(thread.Key, thread.Value) >= BusyNanoseconds);
    }

    /// <summary>Nanoseconds on a processor, by thread, of the threads that may run user code.</summary>
    private static Dictionary<string, long> ProcessorTimes()
    {
        var times = new Dictionary<string, long>();
        foreach (var thread in Directory.EnumerateDirectories("/proc/self/task"))
        {
            try
            {
                if (MayRunUserCode(File.ReadAllText(Path.Combine(thread, "comm"))))
                {
                    var statistics = File.ReadAllText(Path.Combine(thread, "schedstat"));
                    times[thread] = long.Parse(statistics.AsSpan(0, statistics.IndexOf(' ')), CultureInfo.InvariantCulture);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException)
            {
                // A thread that ended meanwhile, or a system that keeps no such statistics: then only the pool tells.
            }
        }

        return times;
    }

    private static bool MayRunUserCode(string name) =>
        !name.StartsWith("outputs", StringComparison.Ordinal)
        && (!name.StartsWith(RuntimePrefix, StringComparison.Ordinal) || name.StartsWith(PoolPrefix, StringComparison.Ordinal));
}
