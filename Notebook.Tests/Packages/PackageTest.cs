using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Packages;

namespace Notebook.Tests.Packages;

/// <summary>A restorer over a feed that the test fills, with folders of its own.</summary>
public abstract class PackageTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<PackageRestorer> _restorers = [];

    internal LocalFeed Feed { get; } = new();

    internal PackageFolders Folders => new(_folder["notes"], _folder["packages"]);

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected static ImmutableSortedDictionary<string, string> NoPins => PinnedPackages.None;

    internal PackageRestorer NewRestorer(PreinstalledPackages? preinstalled = null, Action<PackageOptions>? configure = null)
    {
        var options = new PackageOptions();
        options.Sources.Add(Feed.Path);
        configure?.Invoke(options);
        var sources = new PackageSources(options);
        _restorers.Add(new PackageRestorer(options, sources, Folders, preinstalled ?? PreinstalledPackages.None, new PackageCatalog(sources, TimeProvider.System), TimeProvider.System));
        return _restorers[^1];
    }

    /// <summary>What a kernel asks when a cell says <c>#r "nuget: …"</c>.</summary>
    protected static PackagesRequested Request(params string[] references) => new() { SubmissionId = new SubmissionId(1), References = [.. references.Select(Reference)] };

    protected static PackageReference Reference(string text) => text.Split(',', 2, StringSplitOptions.TrimEntries) is [var id, var version]
        ? new PackageReference { Id = id, Version = version }
        : new PackageReference { Id = text };

    protected static RestoreResult.Restored Restored(RestoreResult result) =>
        result as RestoreResult.Restored ?? throw new Xunit.Sdk.XunitException($"The restore failed: {((RestoreResult.Failed)result).Problem}");

    protected static string Problem(RestoreResult result) => Assert.IsType<RestoreResult.Failed>(result).Problem;

    public void Dispose()
    {
        _restorers.ForEach(static restorer => restorer.Dispose());
        Feed.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }
}
