using System.Text.RegularExpressions;

namespace Notebook.Web.Formats.CSharp;

/// <summary><c>#r "nuget: Id, Version"</c> as the package of a file-based program.</summary>
internal static partial class ProgramPackage
{
    /// <returns><c>Id@Version</c>, of the newest version when none is named; null when the line names no package.</returns>
    public static string? From(string line) => Line().Match(line) is { Success: true } match
        ? $"{match.Groups["id"].Value}@{(match.Groups["version"] is { Success: true, Value: var version } ? version : "*")}"
        : null;

    [GeneratedRegex("""^#r\s+"nuget:\s*(?<id>[A-Za-z0-9_][A-Za-z0-9_.-]*)\s*(?:,\s*(?<version>[0-9A-Za-z*][0-9A-Za-z.*+-]*))?\s*"\s*$""", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Line();
}
