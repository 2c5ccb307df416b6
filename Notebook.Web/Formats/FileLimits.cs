namespace Notebook.Web.Formats;

/// <summary>
/// What a file may hold beside its size in bytes. Without these a small upload grows large in memory: 50 MB of <c>{},{},…</c>
/// are 17 million cells.
/// </summary>
internal static class FileLimits
{
    public const int MaxCells = 20_000;

    /// <summary>Of all cells together.</summary>
    public const int MaxOutputs = 100_000;

    public const int MaxDibLines = 1_000_000;

    /// <summary>Values, names and brackets; parsed JSON takes 12 bytes for each. A chart of a million points has 2 million.</summary>
    public const int MaxJsonTokens = 10_000_000;

    /// <summary>How deeply JSON may nest; charts need about 12.</summary>
    public const int MaxJsonDepth = 128;
}
