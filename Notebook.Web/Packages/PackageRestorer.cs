using System.Collections.Immutable;
using System.ComponentModel;
using NuGet.Configuration;
using NuGet.Versioning;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>
/// Gets packages, the cheapest way first: from the preinstalled ones, from what the same request came to before, by a restore, and when
/// no feed can be reached, from whatever is here.
/// </summary>
internal sealed class PackageRestorer : IPackageRestorer, IDisposable
{
    private readonly PackageOptions _options;
    private readonly PackageSources _sources;
    private readonly PackageFolders _folders;
    private readonly PreinstalledPackages _preinstalled;
    private readonly RestoreCache _cache;
    private readonly PackageCatalog _catalog;
    private readonly TimeProvider _time;
    private readonly SharedRestores<RestoreResult> _shared = new();

    /// <summary>A restore is a compiler's worth of memory; on two cores more at once are slower for everybody.</summary>
    private readonly SemaphoreSlim _room = new(2);

    public PackageRestorer(PackageOptions options, PackageSources sources, PackageFolders folders, PreinstalledPackages preinstalled, PackageCatalog catalog, TimeProvider time)
    {
        _options = options;
        _sources = sources;
        _folders = folders;
        _preinstalled = preinstalled;
        _catalog = catalog;
        _time = time;
        _cache = new RestoreCache(folders, options, preinstalled.Folder, time);
    }

    public ImmutableArray<string> Folders => [_folders.Global];

    public async Task<RestoreResult> RestoreAsync(PackagesRequested request, ImmutableSortedDictionary<string, string> pins, CancellationToken cancellationToken)
    {
        try
        {
            var refused = request.Sources.Where(source => !_sources.Allows(source)).Distinct()
                .Select(source => $"“{Clip(source)}” is no package source here and is not asked; the package sources are: {_sources.Names}. Whoever runs this server can allow it with the setting Packages:Sources.").ToList();
            return await RestoreFromOursAsync(request, pins, cancellationToken) switch
            {
                RestoreResult.Restored restored => restored with { Notes = [.. restored.Notes, .. refused] },
                RestoreResult.Failed failed => failed with { Problem = string.Join('\n', [failed.Problem, .. refused]) },
                var other => other,
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NuGetConfigurationException or Win32Exception)
        {
            return new RestoreResult.Failed($"The packages could not be restored: {exception.Message}");
        }
    }

    public ImmutableArray<RestoredPackage>? Find(PackagesRequested request, ImmutableSortedDictionary<string, string> pins)
    {
        var plan = RestorePlan.Of(request, pins, _preinstalled);
        return plan.Problem is not null ? null : plan.Packages.IsEmpty ? [] : _preinstalled.Find(plan.Packages) ?? _cache.Find(_cache.KeyOf(plan.Packages), plan.IsFloating, evenOld: true);
    }

    public void Dispose() => _room.Dispose();

    private async Task<RestoreResult> RestoreFromOursAsync(PackagesRequested request, ImmutableSortedDictionary<string, string> pins, CancellationToken cancellationToken)
    {
        var plan = RestorePlan.Of(request, pins, _preinstalled);
        if (plan.Problem is { } problem)
            return new RestoreResult.Failed(problem);
        if (plan.Packages.IsEmpty)
            return new RestoreResult.Restored([], plan.Pins([]), plan.Notes([]));
        if (_preinstalled.Find(plan.Packages) is { } there)
            return Restored(plan, there);
        if (_sources.Allowed.Count == 0 && _sources.Problem is { } unreadable)
            return new RestoreResult.Failed(unreadable);
        var key = _cache.KeyOf(plan.Packages);
        if (_cache.Find(key, plan.IsFloating, evenOld: false) is { } known)
            return Restored(plan, known);

        var result = await _shared.RunAsync(key, stop => RestoreAsync(plan, key, stop), cancellationToken);
        // Who asked for the same at the same time may have asked in other words.
        return result is RestoreResult.Restored { Packages: var packages, Notes: var notes } ? Restored(plan, packages, notes) : result;
    }

    private static RestoreResult.Restored Restored(RestorePlan plan, ImmutableArray<RestoredPackage> packages, ImmutableArray<string> notes = default) =>
        new([.. packages.Select(package => package with { IsDirect = plan.Packages.Any(wanted => wanted.Is(package.Id)) })],
            plan.Pins(packages), [.. plan.Notes(packages), .. notes.IsDefault ? [] : notes]);

    private async Task<RestoreResult> RestoreAsync(RestorePlan plan, string key, CancellationToken stop)
    {
        await _room.WaitAsync(stop);
        try
        {
            using var patience = new CancellationTokenSource(_options.RestoreTimeout, _time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
            try
            {
                return _sources.IsOffline
                    ? await RestoreOfflineAsync(plan, key, "this server takes no packages from feeds (Packages:Offline)", either.Token)
                    : await RestoreOnlineAsync(plan, key, either.Token);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                return new RestoreResult.Failed($"The packages could not be restored within {_options.RestoreTimeout.TotalMinutes:0.#} minutes. Run the cell again: what was downloaded is kept.");
            }
        }
        finally
        {
            _room.Release();
        }
    }

    private async Task<RestoreResult> RestoreOnlineAsync(RestorePlan plan, string key, CancellationToken cancellationToken)
    {
        var (result, messages) = await RunAsync(plan.Packages, [.. _sources.Allowed.Select(static source => source.Source)], cancellationToken);
        if (result is { } packages)
        {
            _cache.Keep(key, packages);
            return new RestoreResult.Restored(packages, ImmutableSortedDictionary<string, string>.Empty, []);
        }

        if (messages is null)
            return NoSdk();
        if (RestoreProblems.IsUnreachable(messages))
            return await RestoreOfflineAsync(plan, key, "the package sources can't be reached", cancellationToken);

        var versions = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);
        if (messages.Any(static message => message.Code is "NU1102" or "NU1103"))
        {
            foreach (var package in plan.Packages.Where(static package => package.Range is not null))
                versions[package.Id] = await _catalog.VersionsAsync(package.Id, cancellationToken);
        }

        return new RestoreResult.Failed(RestoreProblems.Describe(messages, plan.Packages, _sources.Names, id => versions.GetValueOrDefault(id, [])));
    }

    /// <summary>Takes what is on this machine: an old answer, a preinstalled version that is higher than the one asked for, or what was downloaded before.</summary>
    private async Task<RestoreResult> RestoreOfflineAsync(RestorePlan plan, string key, string why, CancellationToken cancellationToken)
    {
        if (_cache.Find(key, plan.IsFloating, evenOld: true) is { } old)
            return new RestoreResult.Restored(old, ImmutableSortedDictionary<string, string>.Empty, []);
        if (_preinstalled.Find([.. plan.Packages.Select(package => _preinstalled.VersionOf(package.Id) is { } version && package.Range is { IsFloating: false } range && range.Satisfies(version) ? package with { Range = null } : package)]) is { } near)
            return new RestoreResult.Restored(near, ImmutableSortedDictionary<string, string>.Empty, []);

        ImmutableArray<WantedPackage> local = [.. plan.Packages.Select(package => package.IsFloating && Downloaded(package) is { } version ? package with { Range = VersionRange.Parse(version.ToNormalizedString()) } : package)];
        var (result, messages) = await RunAsync(local, [], cancellationToken);
        if (result is { } packages)
            return new RestoreResult.Restored(packages, ImmutableSortedDictionary<string, string>.Empty, []);
        if (messages is null)
            return NoSdk();

        var missing = plan.Packages.Where(package => _preinstalled.VersionOf(package.Id) is null).Select(static package => package.ToString()).ToList();
        return new RestoreResult.Failed(
            $"{(missing.Count == 0 ? "These versions are" : missing.Count == 1 ? $"{missing[0]} is" : $"{string.Join(" and ", missing)} are")} not on this machine, and {why}. Without a feed these packages work: {string.Join(", ", _preinstalled.Listed.Select(static package => $"{package.Id} {package.Version}"))}.");
    }

    private RestoreResult.Failed NoSdk() => new(
        $"Packages beyond the preinstalled ones need the .NET SDK on the server, and only the runtime is there. Preinstalled: {string.Join(", ", _preinstalled.Listed.Select(static package => package.Id))}.");

    private async Task<(ImmutableArray<RestoredPackage>? Packages, IReadOnlyList<RestoreMessage>? Messages)> RunAsync(IReadOnlyList<WantedPackage> packages, IReadOnlyList<string> sources, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(_folders.Global);
        // A project without sources would ask those of the machine.
        var empty = Path.Combine(_folders.Root, "none");
        if (sources.Count == 0)
            Directory.CreateDirectory(empty);
        using var project = RestoreProject.Create(new RestoreRequest(packages, sources.Count == 0 ? [empty] : sources, _preinstalled.Folder), _folders);
        var messages = await project.RunAsync(cancellationToken);
        return messages is null || messages.Any(static message => message.IsError)
            ? (null, messages)
            : ([.. AssetsFile.Read(project.Assets, PreinstalledPackages.Runtime).Select(static node => node.Package)], messages);
    }

    private NuGetVersion? Downloaded(WantedPackage package)
    {
        var folder = Path.Combine(_folders.Global, package.Id.ToLowerInvariant());
        return !Directory.Exists(folder) ? null : Directory.EnumerateDirectories(folder).Select(static path => NuGetVersion.TryParse(Path.GetFileName(path), out var version) ? version : null)
            .OfType<NuGetVersion>().Where(version => package.Range is null ? !version.IsPrerelease : package.Range.Satisfies(version)).DefaultIfEmpty().Max();
    }

    private static string Clip(string text) => text.Length <= 200 ? text : text[..200] + "…";
}
