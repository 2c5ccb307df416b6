namespace Notebook.Web.Packages;

/// <summary>
/// Packages that have become a part of .NET: their assemblies are in every kernel, and those of the package would not replace them
/// (docs/decisions/0036-packages.md). Notebooks that were written for an older .NET still ask for them, also where there is no feed.
/// </summary>
internal static class FrameworkPackages
{
    private static readonly Lazy<HashSet<string>> Names = new(static () =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll").Select(static path => Path.GetFileNameWithoutExtension(path).ToLowerInvariant())]);

    /// <summary>Whether .NET itself is as new as what is asked for.</summary>
    public static bool Has(WantedPackage wanted) =>
        Names.Value.Contains(wanted.Id.ToLowerInvariant()) && (wanted.Range?.MinVersion?.Major ?? 0) <= Environment.Version.Major && wanted.Range?.HasUpperBound is not true;
}
