using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Notebook.Kernel.Scripting;

/// <summary>
/// Which assembly declares a namespace, a type or an extension method. Read from metadata when a cell first names
/// something the compiler does not know; a kernel whose cells never do never pays for it.
/// </summary>
internal sealed class PlatformIndex
{
    private readonly Dictionary<string, HashSet<string>> _namespaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Declaration>> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Declaration>> _extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _extensionClasses = new(StringComparer.Ordinal);

    private PlatformIndex()
    {
    }

    /// <summary>Reads the assemblies.</summary>
    public static PlatformIndex Of(IReadOnlyDictionary<string, string> assemblies)
    {
        var index = new PlatformIndex();
        foreach (var (name, path) in assemblies)
        {
            // The kernel's own engine is nothing that a notebook means when it names something.
            if (!IsEngine(name) || !IsBesideKernel(path))
                index.Add(name, path);
        }

        return index;
    }

    /// <summary>Whether an assembly is part of the kernel's own engine, or came with the compiler.</summary>
    public static bool IsEngine(string name) =>
        name is "Notebook.Kernel" or "Humanizer" or "Microsoft.DiaSymReader" || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) || name.StartsWith("System.Composition", StringComparison.Ordinal);

    /// <summary>A package of the same name is somebody's own: Humanizer came with the compiler, and is preinstalled too.</summary>
    private static bool IsBesideKernel(string path) =>
        string.Equals(Path.GetDirectoryName(path), Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory), StringComparison.Ordinal);

    /// <summary>The namespaces with a public type of this name, of whatever arity.</summary>
    public IEnumerable<string> NamespacesOfType(string name) => NamespacesOf(_types, name);

    /// <summary>The namespaces with an extension method of this name.</summary>
    public IEnumerable<string> NamespacesOfExtension(string name) => NamespacesOf(_extensions, name);

    /// <summary>All namespaces with public types.</summary>
    public IEnumerable<string> Namespaces => _namespaces.Keys;

    /// <summary>The assemblies with public types directly in this namespace.</summary>
    public IReadOnlyCollection<string> AssembliesOfNamespace(string space) =>
        _namespaces.TryGetValue(space, out var assemblies) ? assemblies : [];

    /// <summary>The assemblies that declare a public type of this name, of whatever arity, in one of the namespaces.</summary>
    public IEnumerable<string> AssembliesOfType(string name, Func<string, bool> isInNamespace) => Find(_types, name, isInNamespace);

    /// <summary>The assemblies that declare an extension method of this name in one of the namespaces.</summary>
    public IEnumerable<string> AssembliesOfExtension(string name, Func<string, bool> isInNamespace) => Find(_extensions, name, isInNamespace);

    /// <summary>Whether an assembly declares a class of extension methods whose full name another of the others' assemblies declares too.</summary>
    public bool ExtendsLike(string assembly, PlatformIndex others) =>
        _extensionClasses.Any(known => known.Value == assembly && others._extensionClasses.TryGetValue(known.Key, out var other) && other != assembly);

    private static IEnumerable<string> NamespacesOf(Dictionary<string, List<Declaration>> declarations, string name) =>
        declarations.TryGetValue(name, out var found) ? found.Select(static declaration => declaration.Namespace).Distinct() : [];

    private static IEnumerable<string> Find(Dictionary<string, List<Declaration>> declarations, string name, Func<string, bool> isInNamespace) =>
        declarations.TryGetValue(name, out var found) ? found.Where(declaration => isInNamespace(declaration.Namespace)).Select(static declaration => declaration.Assembly).Distinct() : [];

    private void Add(string assembly, string path)
    {
        try
        {
            using var file = new PEReader(File.OpenRead(path));
            if (file.HasMetadata)
                Add(assembly, file.GetMetadataReader());
        }
        catch (Exception exception) when (exception is BadImageFormatException or IOException or UnauthorizedAccessException)
        {
            // An assembly that can't be read declares nothing for us.
        }
    }

    private void Add(string assembly, MetadataReader metadata)
    {
        var spaces = new Dictionary<StringHandle, string>();
        foreach (var handle in metadata.TypeDefinitions)
        {
            var type = metadata.GetTypeDefinition(handle);
            if ((type.Attributes & TypeAttributes.VisibilityMask) != TypeAttributes.Public)
                continue;

            if (!spaces.TryGetValue(type.Namespace, out var space))
            {
                spaces[type.Namespace] = space = metadata.GetString(type.Namespace);
                if (!_namespaces.TryGetValue(space, out var assemblies))
                    _namespaces[space] = assemblies = [];
                assemblies.Add(assembly);
            }

            var name = metadata.GetString(type.Name);
            var tick = name.IndexOf('`', StringComparison.Ordinal);
            Add(_types, tick < 0 ? name : name[..tick], new Declaration(space, assembly));

            const TypeAttributes isStatic = TypeAttributes.Abstract | TypeAttributes.Sealed;
            if ((type.Attributes & isStatic) == isStatic && IsExtension(metadata, type.GetCustomAttributes()))
            {
                _extensionClasses.TryAdd($"{space}.{name}", assembly);
                AddExtensions(metadata, type, new Declaration(space, assembly));
            }
        }
    }

    private void AddExtensions(MetadataReader metadata, TypeDefinition type, Declaration declaration)
    {
        foreach (var handle in type.GetMethods())
        {
            var method = metadata.GetMethodDefinition(handle);
            if ((method.Attributes & MethodAttributes.Public) == MethodAttributes.Public && IsExtension(metadata, method.GetCustomAttributes()))
                Add(_extensions, metadata.GetString(method.Name), declaration);
        }
    }

    private static void Add(Dictionary<string, List<Declaration>> declarations, string name, Declaration declaration)
    {
        if (!declarations.TryGetValue(name, out var found))
            declarations[name] = found = new List<Declaration>(1);
        if (found.Count == 0 || found[^1] != declaration)
            found.Add(declaration);
    }

    private static bool IsExtension(MetadataReader metadata, CustomAttributeHandleCollection attributes)
    {
        foreach (var handle in attributes)
        {
            var constructor = metadata.GetCustomAttribute(handle).Constructor;
            var name = constructor.Kind switch
            {
                HandleKind.MemberReference when metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } parent =>
                    metadata.GetTypeReference((TypeReferenceHandle)parent).Name,
                HandleKind.MethodDefinition =>
                    metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()).Name,
                _ => default,
            };
            if (!name.IsNil && metadata.StringComparer.Equals(name, "ExtensionAttribute"))
                return true;
        }

        return false;
    }

    private readonly record struct Declaration(string Namespace, string Assembly);
}
