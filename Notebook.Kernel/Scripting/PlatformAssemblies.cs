using System.Reflection;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// The assemblies that came with the runtime and with the kernel, as references for the compiler. A reference shares the image that
/// the runtime has mapped, so it costs no copy of the metadata.
/// </summary>
internal sealed class PlatformAssemblies
{
    private readonly Dictionary<string, string> _paths;
    private readonly Dictionary<string, MetadataReference> _references = new(StringComparer.OrdinalIgnoreCase);

    public PlatformAssemblies()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        _paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted.Split(':', StringSplitOptions.RemoveEmptyEntries))
            _paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
    }

    /// <summary>Paths of all assemblies, by simple name.</summary>
    public IReadOnlyDictionary<string, string> Paths => _paths;

    public bool Contains(string name) => _paths.ContainsKey(name);

    /// <summary>The reference to an assembly of the platform; always the same object, so that compilations share its symbols.</summary>
    public unsafe MetadataReference Reference(string name)
    {
        if (_references.TryGetValue(name, out var known))
            return known;

        var assembly = Assembly.Load(new AssemblyName(name));
        var reference = assembly.TryGetRawMetadata(out var blob, out var length)
            ? AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)blob, length)).GetReference(filePath: assembly.Location, display: name)
            : MetadataReference.CreateFromFile(_paths[name]);
        _references[name] = reference;
        return reference;
    }
}
