using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>Where no packages can be restored.</summary>
public sealed class NoPackages : IPackageRestorer
{
    public static NoPackages Instance { get; } = new();

    public ImmutableArray<string> Folders => [];

    public Task<RestoreResult> RestoreAsync(PackagesRequested request, ImmutableSortedDictionary<string, string> pins, CancellationToken cancellationToken) =>
        Task.FromResult<RestoreResult>(new RestoreResult.Failed("Packages can't be restored here; only the preinstalled ones can be used, without #r."));

    public ImmutableArray<RestoredPackage>? Find(PackagesRequested request, ImmutableSortedDictionary<string, string> pins) => null;
}
