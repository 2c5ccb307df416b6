using System.Globalization;
using System.IO.Enumeration;

namespace Notebook.Web.Sandbox;

/// <summary>What a kernel's folders hold together: files, and files that it has deleted but keeps open.</summary>
/// <param name="folder">The notebook's folder; null when the kernel may not write there.</param>
/// <param name="scratchFolder">Its temporary folder; null without a sandbox.</param>
/// <param name="limits">The quota.</param>
internal sealed class DiskQuota(string? folder, string? scratchFolder, KernelLimits limits)
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>What a folder that is too full already may gain, so that code can still clear it up.</summary>
    private const long Slack = 16 * Megabyte;

    private const int SlackEntries = 100;

    private long? _maxBytes;
    private long? _maxEntries;
    private volatile string? _breach;

    /// <summary>A sentence, once the quota is exceeded.</summary>
    public string? Breach => _breach;

    /// <summary>Looks through the folders. Not on two threads at once.</summary>
    /// <param name="processId">The kernel, when it is known.</param>
    public void Measure(int? processId)
    {
        var (bytes, entries) = (0L, 0L);
        foreach (var path in (ReadOnlySpan<string?>)[folder, scratchFolder])
        {
            if (path is null)
                continue;
            try
            {
                foreach (var length in KernelSlot.Everything(path, static (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length))
                {
                    bytes += length;
                    entries++;
                }
            }
            catch (IOException)
            {
                // It changes while it is looked at; the next look sees what is there then.
            }
        }

        bytes += processId is { } id ? Deleted(id) : 0;
        _maxBytes ??= Math.Max(limits.DiskMegabytes * Megabyte, bytes + Slack);
        _maxEntries ??= Math.Max(limits.DiskEntries, entries + SlackEntries);
        if (limits.DiskMegabytes > 0 && bytes > _maxBytes)
            _breach = $"The kernel was ended because its files take {Text(bytes / Megabyte)} MB; a notebook's folder may hold {Text(limits.DiskMegabytes)} MB. They are still there: run the cells that delete what is not needed first.";
        else if (limits.DiskEntries > 0 && entries > _maxEntries)
            _breach = $"The kernel was ended because its folder holds {Text(entries)} files; it may hold {Text(limits.DiskEntries)}. They are still there: run the cells that delete what is not needed first.";
    }

    private static long Deleted(int process)
    {
        var bytes = 0L;
        try
        {
            foreach (var path in Directory.EnumerateFiles($"/proc/{process}/fd"))
            {
                if (new FileInfo(path).LinkTarget is { } target && target.StartsWith('/') && target.EndsWith(" (deleted)", StringComparison.Ordinal))
                {
                    using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                    bytes += RandomAccess.GetLength(handle);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // The kernel has ended, or closed the file meanwhile.
        }

        return bytes;
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
