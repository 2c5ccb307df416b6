using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace Notebook.Kernel.Scripting;

/// <summary>Loads what the chain emits, and finds for it the assemblies that <c>#r</c> named by file.</summary>
internal sealed class SubmissionAssemblies : AssemblyLoadContext
{
    private readonly ConcurrentDictionary<string, Assembly> _submissions = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _files = new(StringComparer.OrdinalIgnoreCase);

    public SubmissionAssemblies()
        : base("submissions")
    {
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

        // The platform's own copy wins, as it does for a program: two copies of one type would not be the same type.
        return !PlatformNames.Contains(name) && _files.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;
    }

    private static readonly HashSet<string> PlatformNames = new PlatformAssemblies().Paths.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
}
