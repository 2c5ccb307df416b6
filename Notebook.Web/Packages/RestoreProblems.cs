using System.Text.RegularExpressions;

namespace Notebook.Web.Packages;

/// <summary>Says in plain words why a restore failed and what to do.</summary>
internal static partial class RestoreProblems
{
    /// <summary>Whether feeds could not be asked, which says nothing about the packages.</summary>
    public static bool IsUnreachable(IEnumerable<RestoreMessage> messages) => messages.Any(static message => message is { IsError: true, Code: "NU1300" or "NU1301" or "NU1302" or "NU1303" or "NU1304" });

    /// <param name="messages">What NuGet said; one is an error.</param>
    /// <param name="wanted">What was asked for.</param>
    /// <param name="sources">The feeds' names.</param>
    /// <param name="versions">The versions there are of a package, newest first, when that is known.</param>
    public static string Describe(IReadOnlyList<RestoreMessage> messages, IReadOnlyList<WantedPackage> wanted, string sources, Func<string, IReadOnlyList<string>> versions) =>
        string.Join('\n', messages.Where(static message => message.IsError).Select(message => Describe(message, wanted, sources, versions)).Distinct().Take(5));

    private static string Describe(RestoreMessage message, IReadOnlyList<WantedPackage> wanted, string sources, Func<string, IReadOnlyList<string>> versions)
    {
        var id = Ids().Match(message.Text) is { Success: true } match ? match.Groups["id"].Value : "";
        var asked = wanted.FirstOrDefault(package => package.Is(id));
        switch (message.Code)
        {
            case "NU1101":
                return $"There is no package {id} in the package sources ({sources}). Check how its id is spelled.{NeededBy(message.Text, asked)}";
            case "NU1102" or "NU1103":
                var known = versions(id);
                var there = known.Count == 0 ? Nearest().Match(message.Text) is { Success: true } nearest ? $" The nearest is {nearest.Groups[1].Value}." : "" : $" There are {string.Join(", ", known.Take(8))}{(known.Count > 8 ? ", …" : "")}.";
                return message.Code == "NU1103"
                    ? $"{id} has no release, only pre-releases.{there} Write #r \"nuget: {id}, *-*\" for the latest pre-release, or one of these versions."
                    : $"{id} has no version {asked?.RangeText ?? "that is asked for"}.{there}";
            case "NU1605":
                var line = message.Text.Split(['\n'], 2)[0];
                return Downgrade().Match(line) is { Success: true } downgrade
                    ? $"{downgrade.Groups["id"].Value} {downgrade.Groups["low"].Value} does not go together with the other packages: one of them needs {downgrade.Groups["high"].Value} or later. Ask for {downgrade.Groups["id"].Value} {downgrade.Groups["high"].Value}, or leave its version out; if it was added by an earlier cell, restart the kernel first."
                    : $"Two of the packages need different versions of the same package. {line}";
            case "NU1106" or "NU1107" or "NU1108":
                return $"These packages do not go together: {message.Text.Replace('\n', ' ').Trim()} Ask for other versions, or leave the versions out.";
            case "NU1201" or "NU1202" or "NU1203":
                return $"{id} has nothing that runs on .NET 10: {message.Text.Split('\n')[0]}";
            case "NU1212" or "NU1213":
                return $"{id} is a command-line tool and no library, so a notebook can't use it.";
            case "NU1300" or "NU1301" or "NU1302" or "NU1303" or "NU1304":
                return $"The package sources ({sources}) can't be reached: {FirstSentence(message.Text)}";
            default:
                return $"The packages could not be restored: {message.Text.Split('\n')[0]}";
        }
    }

    private static string NeededBy(string text, WantedPackage? asked) => asked is null && text.Length > 0 ? " Another package needs it." : "";

    private static string FirstSentence(string text) => text.Split('\n')[0].Trim();

    [GeneratedRegex(@"(?:package|downgrade:|Package|tool)\s+(?<id>[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*)")]
    private static partial Regex Ids();

    [GeneratedRegex(@"Nearest version: ([^\s\]]+)")]
    private static partial Regex Nearest();

    [GeneratedRegex(@"Detected package downgrade: (?<id>\S+) from (?<high>\S+) to (?<low>\S+?)\.?(?:\s|$)")]
    private static partial Regex Downgrade();
}
