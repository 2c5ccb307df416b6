using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Kernel.Packages;

/// <summary>The packages that code of this kernel can use, by the names of what is in them. Immutable; changed by adding more.</summary>
internal sealed class AddedPackages
{
    /// <summary>The assemblies of the runtime itself. What a package brings of them is older, or would be a second copy of types that are in use.</summary>
    private static readonly HashSet<string> Framework = Directory.EnumerateFiles(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "*.dll")
        .Select(Path.GetFileNameWithoutExtension).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, string> _compile = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _runtime = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> _native = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Culture, string Name), string> _resources = [];
    private readonly Dictionary<string, RestoredPackage> _owners = new(StringComparer.Ordinal);

    public AddedPackages(ImmutableArray<RestoredPackage> packages)
    {
        Packages = packages;
        foreach (var package in packages)
        {
            Fill(_compile, package.Compile.Where(IsAssembly), Path.GetFileNameWithoutExtension);
            Fill(_runtime, package.Runtime.Where(IsAssembly), Path.GetFileNameWithoutExtension);
            Fill(_native, package.Native, Path.GetFileName);
            foreach (var path in package.Runtime.Concat(package.Native))
                _owners[path] = package;
            foreach (var path in package.Resources)
                _resources.TryAdd((Path.GetFileName(Path.GetDirectoryName(path))!.ToLowerInvariant(), Path.GetFileNameWithoutExtension(path)), path);
        }

        // Some packages have nothing for the compiler and are meant all the same.
        foreach (var (name, path) in _runtime)
            _compile.TryAdd(name, path);
    }

    public static AddedPackages None { get; } = new([]);

    public ImmutableArray<RestoredPackage> Packages { get; }

    /// <summary>Assemblies for the compiler, by simple name.</summary>
    public IReadOnlyDictionary<string, string> CompileAssemblies => _compile;

    /// <summary>Native libraries, by file name.</summary>
    public IReadOnlyDictionary<string, string> NativeLibraries => _native;

    /// <summary>The assembly to load under this name; null when no package has it.</summary>
    public string? Runtime(string name) => _runtime.GetValueOrDefault(name);

    /// <summary>The satellite assembly of this culture; null when no package has it.</summary>
    public string? Resource(string culture, string name) => _resources.GetValueOrDefault((culture.ToLowerInvariant(), name));

    /// <summary>The package that this assembly or native library is of.</summary>
    public RestoredPackage? Owner(string path) => _owners.GetValueOrDefault(path);

    private static bool IsAssembly(string path) =>
        path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !Framework.Contains(Path.GetFileNameWithoutExtension(path));

    private static void Fill(Dictionary<string, string> map, IEnumerable<string> paths, Func<string, string?> nameOf)
    {
        foreach (var path in paths)
            map.TryAdd(nameOf(path)!, path);
    }
}
