using System.Collections.Immutable;
using NuGet.Versioning;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>
/// What a request means: one logical project per kernel, of what it has and what it wants, so that versions of packages that both need
/// come to one.
/// </summary>
internal sealed class RestorePlan
{
    private readonly Dictionary<string, WantedPackage> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, NuGetVersion> _brought = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _floating = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _notes = [];
    private readonly Dictionary<string, WantedPackage> _packages = new(StringComparer.OrdinalIgnoreCase);

    private RestorePlan()
    {
    }

    /// <summary>Why the request is refused.</summary>
    public string? Problem { get; private set; }

    /// <summary>What to restore.</summary>
    public ImmutableArray<WantedPackage> Packages => [.. _packages.Values];

    /// <summary>Whether what it comes to changes with time.</summary>
    public bool IsFloating => _packages.Values.Any(static package => package.IsFloating);

    public static RestorePlan Of(PackagesRequested request, ImmutableSortedDictionary<string, string> pins, PreinstalledPackages preinstalled)
    {
        var plan = new RestorePlan();
        foreach (var reference in request.Added)
        {
            var (package, problem) = WantedPackage.Parse(reference);
            plan.Problem ??= problem;
            if (package is not null)
                plan._packages[package.Id] = package;
        }

        foreach (var reference in request.Brought)
        {
            if (NuGetVersion.TryParse(reference.Version, out var version))
                plan._brought[reference.Id] = version;
        }

        foreach (var reference in request.References)
            plan.Want(reference, pins, preinstalled);
        return plan;
    }

    /// <summary>What packages that were asked for without an exact version came to.</summary>
    public ImmutableSortedDictionary<string, string> Pins(ImmutableArray<RestoredPackage> packages) => packages
        .Where(package => _floating.Contains(package.Id))
        .ToImmutableSortedDictionary(static package => package.Id, static package => package.Version, StringComparer.OrdinalIgnoreCase);

    /// <summary>What people should know of the outcome.</summary>
    public ImmutableArray<string> Notes(ImmutableArray<RestoredPackage> packages)
    {
        var notes = _notes.ToList();
        foreach (var package in packages)
        {
            if (_asked.GetValueOrDefault(package.Id) is { Range: { IsFloating: false, HasUpperBound: false, MinVersion: { } low } } && low != NuGetVersion.Parse(package.Version))
                notes.Add($"{package.Id} {low.ToNormalizedString()} is not to be had; {package.Version} is the nearest.");
        }

        return [.. notes];
    }

    private void Want(PackageReference reference, ImmutableSortedDictionary<string, string> pins, PreinstalledPackages preinstalled)
    {
        var (asked, problem) = WantedPackage.Parse(reference);
        if (asked is null)
        {
            Problem ??= problem;
            return;
        }

        if (CompatiblePackages.Plain(asked) is not { } wanted)
            return;
        if (FrameworkPackages.Has(wanted))
        {
            _notes.Add($"{wanted.Id} is a part of .NET {Environment.Version.Major} and needs no package.");
            return;
        }

        var has = _packages.GetValueOrDefault(wanted.Id);
        if (has?.Range?.MinVersion is { } version && !_asked.ContainsKey(wanted.Id))
        {
            // A package that is there already stays as it is.
            if (!wanted.IsFloating && !wanted.Accepts(version))
                Problem ??= $"{wanted.Id} version {wanted.RangeText} cannot be added because version {version.ToNormalizedString()} was added previously. Restart the kernel to use the other version.";
            return;
        }

        if (wanted.IsFloating)
        {
            _floating.Add(wanted.Id);
            if (_brought.GetValueOrDefault(wanted.Id) is { } there && wanted.Accepts(there))
                wanted = wanted with { Range = new VersionRange(there, originalString: there.ToNormalizedString()) };
            else if (pins.TryGetValue(wanted.Id, out var pinned) && NuGetVersion.TryParse(pinned, out var pin))
                wanted = wanted with { Range = new VersionRange(pin, originalString: pin.ToNormalizedString()) };
            else if (preinstalled.VersionOf(wanted.Id) is { } preinstalledVersion && wanted.Accepts(preinstalledVersion))
                // What is here is the latest: instantly, and for everybody the same.
                wanted = wanted with { Range = new VersionRange(preinstalledVersion, originalString: preinstalledVersion.ToNormalizedString()) };
        }
        else
        {
            if (_asked.TryGetValue(wanted.Id, out var twice) && twice.RangeText != wanted.RangeText)
                Problem ??= $"The cell asks for {wanted.Id} twice, at version {twice.RangeText} and at version {wanted.RangeText}. Leave one of them.";
            _asked[wanted.Id] = wanted;
        }

        _packages[wanted.Id] = has is { IsFloating: false } && wanted.Range is null ? has : wanted;
    }
}
