namespace Notebook.Protocol;

/// <summary>Bounds of what a kernel tells about variables, which both sides keep.</summary>
public static class VariableLimits
{
    /// <summary>How many variables one list holds.</summary>
    public const int MaxVariables = 500;

    /// <summary>The longest name, type, size or source name, in UTF-16 code units.</summary>
    public const int MaxWordChars = 200;

    /// <summary>The longest preview, in UTF-16 code units.</summary>
    public const int MaxPreviewChars = 120;

    /// <summary>The longest sentence about why there is nothing, in UTF-16 code units.</summary>
    public const int MaxProblemChars = 1_000;
}
