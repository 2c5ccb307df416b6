using System.Text.RegularExpressions;

namespace Notebook.Web.Outputs;

/// <summary>
/// Whether an SVG does something: then it is shown in a frame, where its scripts run without any rights. All others are shown
/// as pictures, which run nothing whatever they contain, so a wrong answer costs a feature and never safety.
/// </summary>
internal static partial class ActiveSvg
{
    public static bool IsActive(string svg) => Acts().IsMatch(svg);

    [GeneratedRegex(@"<script\b|<foreignObject\b|<a\b|\son[a-z]+\s*=", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Acts();
}
