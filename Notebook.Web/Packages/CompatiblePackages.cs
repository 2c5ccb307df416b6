using System.Collections.Frozen;

namespace Notebook.Web.Packages;

/// <summary>
/// Packages of .NET Interactive. Their extensions can't load into a kernel of ours, and need not: what they add to a plain package
/// is a display that the kernel has itself.
/// </summary>
internal static class CompatiblePackages
{
    /// <summary>The plain package of an extension whose name does not tell it, or whose versions are others.</summary>
    private static readonly FrozenDictionary<string, string> PlainNames = new Dictionary<string, string>
    {
        ["Plotly.NET.Interactive"] = "Plotly.NET",
        ["XPlot.Plotly.Interactive"] = "XPlot.Plotly",
        ["Microsoft.Data.Analysis.Interactive"] = "Microsoft.Data.Analysis",
        ["Microsoft.ML.Interactive"] = "Microsoft.ML",
        ["SkiaSharp.DotNet.Interactive"] = "SkiaSharp",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What to restore in place of what was asked for.</summary>
    /// <returns>Null when the kernel brings it itself.</returns>
    public static WantedPackage? Plain(WantedPackage wanted)
    {
        if (PlainNames.TryGetValue(wanted.Id, out var plain))
            return wanted with { Id = plain };
        if (wanted.Id.StartsWith("Microsoft.DotNet.Interactive", StringComparison.OrdinalIgnoreCase) || wanted.Is("Microsoft.DotNet.Interactive"))
            return null;
        return wanted;
    }
}
