using System.Globalization;

namespace Notebook.Web.Kernels;

/// <summary>Memory as Linux tells it: the machine's, or the control group's where that is less.</summary>
/// <param name="root">The root of the file system; another one in tests.</param>
public sealed class MachineMemory(string root = "/") : IMachineMemory
{
    public long TotalBytes { get; } = Math.Min(Meminfo(root, "MemTotal:") ?? long.MaxValue, GroupLimit(root) ?? long.MaxValue);

    public long ReadAvailableBytes()
    {
        var machine = Meminfo(root, "MemAvailable:") ?? long.MaxValue;
        if (GroupLimit(root) is not { } limit)
            return machine;
        var used = Number(Path.Combine(root, "sys/fs/cgroup/memory.current")) ?? Number(Path.Combine(root, "sys/fs/cgroup/memory/memory.usage_in_bytes")) ?? 0;
        // Pages of files that nobody has looked at for long are given up first.
        var kept = Field(Path.Combine(root, "sys/fs/cgroup/memory.stat"), "inactive_file ") ?? Field(Path.Combine(root, "sys/fs/cgroup/memory/memory.stat"), "total_inactive_file ") ?? 0;
        return Math.Min(machine, Math.Max(0, limit - used + kept));
    }

    /// <returns>Null without a control group, or when it has no limit of its own.</returns>
    private static long? GroupLimit(string root) =>
        (Number(Path.Combine(root, "sys/fs/cgroup/memory.max")) ?? Number(Path.Combine(root, "sys/fs/cgroup/memory/memory.limit_in_bytes"))) is { } limit && limit < Meminfo(root, "MemTotal:") ? limit : null;

    private static long? Meminfo(string root, string name) => Field(Path.Combine(root, "proc/meminfo"), name) * 1024;

    private static long? Field(string path, string name) =>
        Lines(path).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        && long.TryParse(line[name.Length..].Trim().Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    // The word "max" is no number.
    private static long? Number(string path) => Lines(path) is [var line, ..] && long.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;

    private static string[] Lines(string path)
    {
        try
        {
            return File.ReadAllLines(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // This system has no such thing.
            return [];
        }
    }
}
