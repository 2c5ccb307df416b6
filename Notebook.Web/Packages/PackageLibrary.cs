namespace Notebook.Web.Packages;

/// <summary>What packages a person can choose from: the preinstalled ones and those of the feeds.</summary>
public sealed class PackageLibrary
{
    private const int MaxKnown = 200;

    private readonly PreinstalledPackages _preinstalled;
    private readonly PackageCatalog _catalog;
    private readonly string _downloaded;

    internal PackageLibrary(PreinstalledPackages preinstalled, PackageCatalog catalog, string downloaded)
    {
        _preinstalled = preinstalled;
        _catalog = catalog;
        _downloaded = downloaded;
    }

    /// <summary>The packages that work without network, by id.</summary>
    public IEnumerable<FoundPackage> Preinstalled => _preinstalled.Listed.Select(static package => new FoundPackage(package.Id, package.Version, ""));

    /// <summary>Packages whose id has this in it and that need no network: preinstalled, or downloaded before. Those that begin with it first.</summary>
    public IEnumerable<FoundPackage> Known(string word)
    {
        var here = Preinstalled.Concat(Downloaded()).Where(package => package.Id.Contains(word, StringComparison.OrdinalIgnoreCase));
        return here.DistinctBy(static package => package.Id, StringComparer.OrdinalIgnoreCase)
            .OrderBy(package => !package.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase)).ThenBy(static package => package.Id, StringComparer.OrdinalIgnoreCase).Take(MaxKnown);
    }

    // NuGet's layout: a folder for each package in small letters, in it one for each version.
    private IEnumerable<FoundPackage> Downloaded() => !Directory.Exists(_downloaded) ? [] : Directory.EnumerateDirectories(_downloaded).Take(MaxKnown * 4)
        .Select(static folder => (Folder: folder, Version: Directory.EnumerateDirectories(folder).Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal).LastOrDefault()))
        .Where(static found => found.Version is not null)
        .Select(static found => new FoundPackage(IdOf(found.Folder, found.Version!), found.Version!, ""));

    // The id as its author writes it is the name of the specification's copy only in newer packages; small letters mean the same package.
    private static string IdOf(string folder, string version) =>
        Directory.EnumerateFiles(Path.Combine(folder, version), "*.nuspec").Select(Path.GetFileNameWithoutExtension).FirstOrDefault() ?? Path.GetFileName(folder);

    /// <summary>Packages for some words: the preinstalled first, then what the feeds know.</summary>
    /// <returns>What was found, and a sentence when the feeds could not be asked.</returns>
    public async Task<(IReadOnlyList<FoundPackage> Found, string? Problem)> SearchAsync(string words, CancellationToken cancellationToken)
    {
        var here = Preinstalled.Where(package => package.Id.Contains(words.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        var (found, problem) = await _catalog.SearchAsync(words, cancellationToken);
        return ([.. here, .. found.Where(package => !here.Exists(other => other.Id.Equals(package.Id, StringComparison.OrdinalIgnoreCase)))], problem);
    }

    /// <summary>The versions there are of a package, newest first.</summary>
    public Task<IReadOnlyList<string>> VersionsAsync(string id, CancellationToken cancellationToken) => _catalog.VersionsAsync(id, cancellationToken);
}
