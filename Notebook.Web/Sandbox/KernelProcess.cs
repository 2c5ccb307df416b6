using System.Globalization;

namespace Notebook.Web.Sandbox;

/// <summary>The process in which a kernel really runs: bubblewrap is two processes above it.</summary>
internal sealed class KernelProcess
{
    /// <summary>Linux counts processor time to user programs in hundredths of a second.</summary>
    private const double TicksPerSecond = 100;

    private const int MaxDepth = 3;
    private const int UserTicks = 11;
    private const int SystemTicks = 12;

    private KernelProcess(int id) => Id = id;

    public int Id { get; }

    /// <summary>The kernel below a process that was started for it.</summary>
    /// <returns>Null while it is not there yet.</returns>
    public static KernelProcess? Find(int started)
    {
        for (var (id, depth) = (started, 0); depth < MaxDepth; depth++)
        {
            if (NameOf(id) is not { } name)
                return null;
            if (name != "bwrap")
                return new(id);
            if (ChildOf(id) is not { } child)
                return null;
            id = child;
        }

        return null;
    }

    /// <returns>Null when the process has ended.</returns>
    public KernelUsage? Read()
    {
        try
        {
            var (memory, threads) = (0L, 0);
            foreach (var line in File.ReadLines($"/proc/{Id}/status"))
            {
                if (line.StartsWith("RssAnon:", StringComparison.Ordinal) || line.StartsWith("RssShmem:", StringComparison.Ordinal))
                    memory += long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
                else if (line.StartsWith("Threads:", StringComparison.Ordinal))
                    threads = int.Parse(line.AsSpan("Threads:".Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
            }

            // The name, in parentheses, may hold anything.
            var fields = File.ReadAllText($"/proc/{Id}/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var ticks = long.Parse(fields[UserTicks], CultureInfo.InvariantCulture) + long.Parse(fields[SystemTicks], CultureInfo.InvariantCulture);
            return new(memory, threads, TimeSpan.FromSeconds(ticks / TicksPerSecond));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>The system's PSS, which costs it a millisecond or more.</summary>
    /// <returns>Null when it does not tell: a process of another user's needs a right that containers don't have.</returns>
    public long? ReadProportional()
    {
        const string Field = "Pss:";
        try
        {
            return File.ReadLines($"/proc/{Id}/smaps_rollup").FirstOrDefault(static line => line.StartsWith(Field, StringComparison.Ordinal)) is { } line
                ? long.Parse(line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Lengths of files that it has deleted and keeps open.</summary>
    /// <param name="userId">Its own user id; null when it has this process's.</param>
    public long ReadDeletedBytes(int? userId) => userId is { } id ? NativeCalls.ReadAs(id, ReadDeletedBytes) : ReadDeletedBytes();

    private long ReadDeletedBytes()
    {
        var bytes = 0L;
        try
        {
            foreach (var path in Directory.EnumerateFiles($"/proc/{Id}/fd"))
            {
                if (new FileInfo(path).LinkTarget is { } target && target.StartsWith('/') && target.EndsWith(" (deleted)", StringComparison.Ordinal))
                {
                    // Not opened: a lock that the kernel has on it would hide it.
                    bytes += NativeCalls.LengthOf(path) ?? 0;
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The kernel has ended, or closed the file meanwhile.
        }

        return bytes;
    }

    private static string? NameOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/comm").Trim();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static int? ChildOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var child, ..]
                ? int.Parse(child, CultureInfo.InvariantCulture)
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
