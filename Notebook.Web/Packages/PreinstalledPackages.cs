using System.Collections.Immutable;
using System.Runtime.InteropServices;
using NuGet.Versioning;
using Notebook.Protocol;

namespace Notebook.Web.Packages;

/// <summary>
/// The packages that the build put beside the kernel. They were restored together, so any of them go together: what a notebook
/// asks of them is answered from memory, without network and without the .NET SDK.
/// </summary>
public sealed class PreinstalledPackages
{
    private readonly Dictionary<string, AssetsFile.Node> _nodes = new(StringComparer.OrdinalIgnoreCase);

    private PreinstalledPackages(string folder, IEnumerable<AssetsFile.Node> nodes)
    {
        Folder = folder;
        foreach (var node in nodes)
            _nodes[node.Package.Id] = node;
    }

    /// <summary>Of a kernel that is published without them.</summary>
    public static PreinstalledPackages None { get; } = new("", []);

    /// <summary>The folder that holds them, laid out as NuGet lays out packages; empty when there are none.</summary>
    public string Folder { get; }

    /// <summary>All of them, those that only others need included.</summary>
    public ImmutableArray<RestoredPackage> All => [.. _nodes.Values.Select(static node => node.Package)];

    /// <summary>Those that the list names.</summary>
    public IEnumerable<RestoredPackage> Listed => _nodes.Values.Where(static node => node.Package.IsDirect).Select(static node => node.Package).OrderBy(static package => package.Id, StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the folder; without one there are none.</summary>
    public static PreinstalledPackages In(string folder)
    {
        var index = Path.Combine(folder, "project.assets.json");
        return File.Exists(index) ? new(folder, AssetsFile.Read(index, Runtime, folder)) : None;
    }

    /// <summary>The runtime identifier whose files kernels of this machine load.</summary>
    internal static string Runtime { get; } = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "linux-arm64" : "linux-x64";

    internal NuGetVersion? VersionOf(string id) => _nodes.TryGetValue(id, out var node) ? NuGetVersion.Parse(node.Package.Version) : null;

    /// <summary>The packages wanted and what they need, when all of it is here at versions that will do; otherwise null.</summary>
    internal ImmutableArray<RestoredPackage>? Find(IReadOnlyCollection<WantedPackage> wanted)
    {
        if (!wanted.All(package => VersionOf(package.Id) is { } version && package.Accepts(version)))
            return null;

        var found = new Dictionary<string, RestoredPackage>(StringComparer.OrdinalIgnoreCase);
        var waiting = new Queue<string>(wanted.Select(static package => package.Id));
        while (waiting.TryDequeue(out var id))
        {
            // What the framework has itself was left out of the graph.
            if (!_nodes.TryGetValue(id, out var node) || !found.TryAdd(id, node.Package with { IsDirect = wanted.Any(package => package.Is(id)) }))
                continue;
            foreach (var dependency in node.Dependencies)
                waiting.Enqueue(dependency);
        }

        return [.. found.Values];
    }
}
