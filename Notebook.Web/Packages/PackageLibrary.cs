namespace Notebook.Web.Packages;

/// <summary>What packages a person can choose from: the preinstalled ones and those of the feeds.</summary>
public sealed class PackageLibrary
{
    private readonly PreinstalledPackages _preinstalled;
    private readonly PackageCatalog _catalog;

    internal PackageLibrary(PreinstalledPackages preinstalled, PackageCatalog catalog)
    {
        _preinstalled = preinstalled;
        _catalog = catalog;
    }

    /// <summary>The packages that work without network, by id.</summary>
    public IEnumerable<FoundPackage> Preinstalled => _preinstalled.Listed.Select(static package => new FoundPackage(package.Id, package.Version, ""));

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
