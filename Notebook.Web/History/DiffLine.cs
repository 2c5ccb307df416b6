namespace Notebook.Web.History;

/// <summary>A line of two texts side by side.</summary>
/// <param name="Kind">What became of it.</param>
/// <param name="Before">The line in the earlier text; null when it has none there.</param>
/// <param name="After">The line in the later text; null when it has none there.</param>
/// <param name="Count">How many lines it stands for: more than one only for those that are left out because they are the same.</param>
public sealed record DiffLine(DiffLineKind Kind, string? Before, string? After, int Count = 1);

public enum DiffLineKind
{
    Same,
    Changed,
    Added,
    Removed,

    /// <summary>Lines that are the same, far from any that are not.</summary>
    LeftOut,
}
