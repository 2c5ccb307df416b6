using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Notebook.Kernel.Packages;
using Notebook.Protocol;

namespace Notebook.Kernel.Scripting;

/// <summary>Loads what the chain emits, and finds for it the assemblies and native libraries that <c>#r</c> brought: files and packages.</summary>
internal sealed class SubmissionAssemblies : AssemblyLoadContext
{
    private readonly ConcurrentDictionary<string, Assembly> _submissions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);
    private volatile AddedPackages _added = AddedPackages.None;
    private volatile AddedPackages _preinstalled = AddedPackages.None;

    private readonly NativeLibraries _native;

    public SubmissionAssemblies()
        : base("submissions")
    {
        _native = new NativeLibraries(
            name => _added.NativeLibraries.GetValueOrDefault(name) ?? _preinstalled.NativeLibraries.GetValueOrDefault(name),
            path => OwnerOf(path) is { } package ? $"{package.Id} {package.Version}" : null);
    }

    /// <summary>Why a native library of a package could not be loaded; null while all could.</summary>
    public string? NativeProblem => _native.Problem;

    /// <summary>The packages that cells asked for.</summary>
    public AddedPackages Added => _added;

    /// <summary>The packages that are there without asking.</summary>
    public AddedPackages Preinstalled
    {
        get => _preinstalled;
        set => _preinstalled = value;
    }

    /// <summary>Makes these the packages that cells asked for.</summary>
    public void Add(ImmutableArray<RestoredPackage> packages) => _added = new AddedPackages(packages);

    /// <summary>The package that a file belongs to; null for none.</summary>
    public RestoredPackage? OwnerOf(string path) => _added.Owner(path) ?? _preinstalled.Owner(path);

    /// <summary>Why these packages can't be added: one is in use already at another version.</summary>
    public string? Conflict(ImmutableArray<RestoredPackage> packages)
    {
        var coming = new AddedPackages(packages);
        foreach (var assembly in Assemblies.Where(static assembly => !assembly.IsDynamic && assembly.Location.Length > 0))
        {
            if (OwnerOf(assembly.Location) is { } used
                && coming.Runtime(assembly.GetName().Name!) is { } path && coming.Owner(path) is { } wanted
                && !(wanted.Id.Equals(used.Id, StringComparison.OrdinalIgnoreCase) && wanted.Version.Equals(used.Version, StringComparison.OrdinalIgnoreCase)))
                return $"{wanted.Id} version {wanted.Version} cannot be added because version {used.Version} was added previously and is in use. Restart the kernel to use the other version, and run this cell first.";
        }

        return null;
    }

    /// <summary>Whether an assembly is a submission.</summary>
    public bool Contains(Assembly assembly) =>
        assembly.GetName().Name is { } name && _submissions.TryGetValue(name, out var known) && known == assembly;

    public Assembly Load(string name, MemoryStream image, MemoryStream symbols)
    {
        image.Position = 0;
        symbols.Position = 0;
        var assembly = LoadFromStream(image, symbols);
        _submissions[name] = assembly;
        return assembly;
    }

    /// <summary>Makes a file's assembly, and those beside it, available to submissions.</summary>
    public void AddFile(string path)
    {
        _files[Path.GetFileNameWithoutExtension(path)] = path;
        if (Path.GetDirectoryName(path) is not { } folder)
            return;
        foreach (var neighbour in Directory.EnumerateFiles(folder, "*.dll"))
            _files.TryAdd(Path.GetFileNameWithoutExtension(neighbour), neighbour);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name)
            return null;
        if (_submissions.TryGetValue(name, out var submission))
            return submission;

        if (assemblyName.CultureName is { Length: > 0 } culture)
            return (_added.Resource(culture, name) ?? _preinstalled.Resource(culture, name)) is { } resource ? LoadFromAssemblyPath(resource) : null;
        if (!OwnNames.Contains(name) && (_added.Runtime(name) ?? _preinstalled.Runtime(name)) is { } packaged)
            return LoadFromAssemblyPath(packaged);

        // The platform's own copy wins, as it does for a program: two copies of one type would not be the same type.
        return !PlatformNames.Contains(name) && _files.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) => _native.Load(unmanagedDllName);

    /// <summary>What outputs and charts are made of: a package's copy would not be what the kernel shows.</summary>
    private static readonly HashSet<string> OwnNames =
        new(StringComparer.OrdinalIgnoreCase) { "Notebook.Interactive", "Notebook.Protocol", "Plotly.Blazor", "Microsoft.AspNetCore.Components", "Microsoft.JSInterop" };

    private static readonly HashSet<string> PlatformNames = new PlatformAssemblies().Paths.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
}
