using NuGet.Common;
using NuGet.Configuration;
using NuGet.Protocol;
using NuGet.Protocol.Core.Types;
using NuGet.Versioning;
using PackageReference = Notebook.Protocol.PackageReference;

namespace Notebook.Web.Packages;

/// <summary>Looks packages up in the feeds.</summary>
internal sealed class PackageCatalog(PackageSources sources, TimeProvider time)
{
    /// <summary>Looking up helps a person on; nobody waits long for it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private const int MaxFound = 20;

    private readonly Dictionary<string, SourceRepository> _repositories = new(StringComparer.Ordinal);

    /// <summary>The versions there are of a package, newest first, releases before pre-releases; none when that can't be found out.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync(string id, CancellationToken cancellationToken)
    {
        if (sources.IsOffline)
            return [];

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var found = await Task.WhenAll(sources.Allowed.Select(source => VersionsAsync(source, id, either.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. found.SelectMany(static versions => versions ?? []).Distinct().OrderBy(static version => version.IsPrerelease).ThenByDescending(static version => version).Select(static version => version.ToNormalizedString())];
    }

    /// <summary>Packages that the feeds find for some words, best first; the one of exactly that id when a feed can't search.</summary>
    /// <returns>What was found, or why nothing could be.</returns>
    public async Task<(IReadOnlyList<FoundPackage> Found, string? Problem)> SearchAsync(string words, CancellationToken cancellationToken)
    {
        if (sources.IsOffline)
            return ([], "This server takes no packages from feeds.");

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        var answers = await Task.WhenAll(sources.Allowed.Select(source => SearchAsync(source, words, either.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        var found = answers.SelectMany(static answer => answer ?? []).DistinctBy(static package => package.Id.ToLowerInvariant()).ToList();
        return (found, found.Count == 0 && answers.Any(static answer => answer is null) ? $"The package sources ({sources.Names}) can't be reached." : null);
    }

    /// <returns>Null when the feed could not be asked.</returns>
    private async Task<IReadOnlyList<FoundPackage>?> SearchAsync(PackageSource source, string words, CancellationToken cancellationToken)
    {
        try
        {
            if (await Repository(source).GetResourceAsync<PackageSearchResource>(cancellationToken) is { } search)
            {
                var found = await search.SearchAsync(words, new SearchFilter(includePrerelease: false), 0, MaxFound, NullLogger.Instance, cancellationToken);
                return [.. found.Select(static package => new FoundPackage(package.Identity.Id, package.Identity.Version.ToNormalizedString(), package.Description ?? ""))];
            }
        }
        catch (Exception exception) when (exception is NuGetProtocolException or IOException or HttpRequestException or System.Text.Json.JsonException)
        {
            // A feed without search may still know the id.
        }
        catch (OperationCanceledException)
        {
            return null;
        }

        var id = words.Trim();
        if (WantedPackage.Parse(new PackageReference { Id = id }).Package is null)
            return [];
        if (await VersionsAsync(source, id, cancellationToken) is not { } versions)
            return null;
        return versions.OrderBy(static version => !version.IsPrerelease).ThenBy(static version => version).LastOrDefault() is { } latest ? [new FoundPackage(id, latest.ToNormalizedString(), "")] : [];
    }

    /// <returns>Null when the feed could not be asked; none when it does not have the package.</returns>
    private async Task<IReadOnlyList<NuGetVersion>?> VersionsAsync(PackageSource source, string id, CancellationToken cancellationToken)
    {
        try
        {
            using var cache = new SourceCacheContext { NoCache = true };
            return await Repository(source).GetResourceAsync<FindPackageByIdResource>(cancellationToken) is not { } resource ? [] : [.. await resource.GetAllVersionsAsync(id, cache, NullLogger.Instance, cancellationToken)];
        }
        catch (Exception exception) when (exception is NuGetProtocolException or OperationCanceledException or IOException or HttpRequestException)
        {
            return null;
        }
    }

    private SourceRepository Repository(PackageSource source)
    {
        lock (_repositories)
        {
            if (!_repositories.TryGetValue(source.Source, out var repository))
                _repositories[source.Source] = repository = NuGet.Protocol.Core.Types.Repository.Factory.GetCoreV3(source);
            return repository;
        }
    }
}
