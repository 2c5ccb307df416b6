using System.Text.RegularExpressions;
using NuGet.Versioning;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>A package that a notebook asks for, after its id and version have been checked.</summary>
/// <param name="Id">As it was written; it differs from another only by more than case.</param>
/// <param name="Range">Which versions will do; null for the latest release.</param>
internal sealed partial record WantedPackage(string Id, VersionRange? Range)
{
    private const int MaxIdLength = 100;
    private const int MaxVersionLength = 200;

    /// <summary>Whether what it comes to changes with time: the latest, or the latest of a range.</summary>
    public bool IsFloating => Range is null || Range.IsFloating;

    /// <summary>The range as a project file writes it; nothing in it has a meaning there.</summary>
    public string RangeText => Range?.OriginalString is { Length: > 0 } text ? text : Range?.ToNormalizedString() ?? "*";

    /// <summary>Takes what a notebook wrote, which may be anything.</summary>
    /// <returns>The package, or a sentence that says what is wrong.</returns>
    public static (WantedPackage? Package, string? Problem) Parse(PackageReference reference)
    {
        var (id, version) = (reference.Id.Trim(), reference.Version.Trim());
        if (id.Length > MaxIdLength || !IdGrammar().IsMatch(id))
            return (null, $"“{Clip(id)}” is no package id. An id has letters, digits, _, and between them . and -.");
        if (version.Length == 0)
            return (new(id, null), null);
        // Range texts go into a project file as they are.
        return version.Length <= MaxVersionLength && VersionGrammar().IsMatch(version) && VersionRange.TryParse(version, allowFloating: true, out var range)
            ? (new(id, range), null)
            : (null, $"“{Clip(version)}” is no version of {id}. Write 1.2.3, 1.*, *, *-* for pre-releases too, or a range such as [1.0,2.0).");
    }

    public override string ToString() => Range is null ? Id : $"{Id} {RangeText}";

    public bool Is(string id) => Id.Equals(id, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether this version is what was asked for, or as good as it.</summary>
    public bool Accepts(NuGetVersion version) => Range switch
    {
        null => true,
        { IsFloating: true, Float.FloatBehavior: NuGetVersionFloatBehavior.Major } => !version.IsPrerelease,
        { IsFloating: true } => false,
        // A plain 1.2.3 means that version, although a higher one would do when there is nothing else.
        { HasUpperBound: false, IsMinInclusive: true } => Range.MinVersion == version,
        _ => Range.Satisfies(version),
    };

    private static string Clip(string text) => text.Length <= MaxIdLength ? text : text[..MaxIdLength] + "…";

    [GeneratedRegex(@"^[A-Za-z0-9_]+(?:[.-][A-Za-z0-9_]+)*\z")]
    private static partial Regex IdGrammar();

    [GeneratedRegex(@"^[\[(]?[0-9A-Za-z.\-+*, ]*[\])]?\z")]
    private static partial Regex VersionGrammar();
}
