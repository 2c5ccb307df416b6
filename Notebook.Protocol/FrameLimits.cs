namespace Notebook.Protocol;

/// <summary>Bounds that both sides enforce. What comes from a kernel is hostile input: every length is checked before it is believed.</summary>
public static class FrameLimits
{
    /// <summary>The largest frame, in bytes of JSON. A chart of 100,000 points takes about 4 MB.</summary>
    public const int MaxFrameBytes = 16 * 1024 * 1024;

    /// <summary>The largest value the kernel puts into one MIME bundle, in UTF-16 code units, so that a bundle fits its frame even when JSON escapes it.</summary>
    public const int MaxBundleChars = 6 * 1024 * 1024;

    /// <summary>The largest piece of stream text in one event, in UTF-16 code units.</summary>
    public const int MaxStreamChunkChars = 32 * 1024;

    /// <summary>How many packages one cell may ask for, and how many feeds it may name.</summary>
    public const int MaxPackages = 200;

    /// <summary>The longest id, version or feed of a package, in UTF-16 code units.</summary>
    public const int MaxPackageTextChars = 1_000;

    /// <summary>How deeply JSON in a frame may nest.</summary>
    public const int MaxJsonDepth = 64;
}
