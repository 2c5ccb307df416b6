using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Notebook.Kernel.Packages;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Kernel.Language;

/// <summary>
/// Assemblies as the language services see them: with their documentation, each read once for all notebooks. Of the platform the
/// reference assemblies, where the .NET SDK is there; without it the ones that run, which have no documentation.
/// </summary>
internal sealed class ReferencePool
{
    private readonly ConcurrentDictionary<string, MetadataReference?> _references = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _platform;

    public ReferencePool(ImmutableArray<RestoredPackage> preinstalled)
    {
        _platform = Platform();
        Preinstalled = new AddedPackages(preinstalled);
        Base = [.. _platform.Values.Select(Reference).OfType<MetadataReference>()];
        MissingOfPreinstalled = new MissingReferences(Preinstalled.CompileAssemblies);
        Names = new(() => [PlatformIndex.Of(_platform), PlatformIndex.Of(Preinstalled.CompileAssemblies)]);
    }

    /// <summary>What every notebook has.</summary>
    public ImmutableArray<MetadataReference> Base { get; }

    /// <summary>What joins when a cell names something of it, as in a kernel.</summary>
    public AddedPackages Preinstalled { get; }

    public MissingReferences MissingOfPreinstalled { get; }

    /// <summary>Which namespaces have a type of some name.</summary>
    public Lazy<ImmutableArray<PlatformIndex>> Names { get; }

    /// <summary>The reference to a file; null when it is no assembly or can't be read.</summary>
    public MetadataReference? Reference(string path) => _references.GetOrAdd(path, static path =>
    {
        try
        {
            return MappedAssembly.Reference(path, new ReferenceDocumentation(Path.ChangeExtension(path, ".xml")));
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            return null;
        }
    });

    private static Dictionary<string, string> Platform()
    {
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var runtime = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var pack = ReferencePack(runtime);
        if (pack is not null)
        {
            foreach (var path in Directory.EnumerateFiles(pack, "*.dll"))
                paths[Path.GetFileNameWithoutExtension(path)] = path;
        }

        foreach (var (name, path) in new PlatformAssemblies().Paths)
        {
            if (!PlatformIndex.IsEngine(name) && (pack is null || Path.GetDirectoryName(path) != runtime))
                paths.TryAdd(name, path);
        }

        return paths;
    }

    /// <summary>…/packs/Microsoft.NETCore.App.Ref/10.0.0/ref/net10.0 beside …/shared/Microsoft.NETCore.App/10.0.0.</summary>
    private static string? ReferencePack(string runtime)
    {
        var packs = Path.GetFullPath(Path.Combine(runtime, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"));
        if (!Directory.Exists(packs))
            return null;
        var moniker = $"net{Environment.Version.Major}.{Environment.Version.Minor}";
        return Directory.EnumerateDirectories(packs).OrderDescending(StringComparer.Ordinal).Select(folder => Path.Combine(folder, "ref", moniker)).FirstOrDefault(Directory.Exists);
    }
}
