using System.Globalization;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>What a kernel's folders hold together: files, and files that it has deleted but keeps open.</summary>
/// <param name="program">The kernel's program.</param>
/// <param name="folder">The notebook's folder; null when the kernel may not write there.</param>
/// <param name="limits">The quota.</param>
internal sealed class DiskQuota(StartedProgram program, string? folder, KernelLimits limits)
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

    /// <summary>Looks through the folders. Not twice at once.</summary>
    public async Task MeasureAsync()
    {
        var (bytes, entries, isTooDeep) = await program.MeasureAsync(folder).ConfigureAwait(false);
        _maxBytes ??= Math.Max(limits.DiskMegabytes * Megabyte, bytes + Slack);
        _maxEntries ??= Math.Max(limits.DiskEntries, entries + SlackEntries);
        if (limits.DiskMegabytes > 0 && bytes > _maxBytes)
            _breach = $"The kernel was ended because its files take {Text(bytes / Megabyte)} MB; a notebook's folder may hold {Text(limits.DiskMegabytes)} MB. They are still there: run the cells that delete what is not needed first.";
        else if (limits.DiskEntries > 0 && entries > _maxEntries)
            _breach = $"The kernel was ended because its folder holds {Text(entries)} files; it may hold {Text(limits.DiskEntries)}. They are still there: run the cells that delete what is not needed first.";
        else if (limits.DiskEntries > 0 && isTooDeep)
            _breach = "The kernel was ended because its folder holds folders that are nested too deep to be counted. They are still there: run the cells that delete what is not needed first.";
    }

    private static string Text(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
