using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Scripting;

/// <summary>Resolves <c>#r</c>: a file, from the kernel's current folder or from the file that loads it, or an assembly of the platform by name.</summary>
internal sealed class ReferenceDirectives(PlatformAssemblies platform, SubmissionAssemblies submissions) : MetadataReferenceResolver
{
    private readonly Dictionary<string, PortableExecutableReference> _files = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Reference, string? Base), string> _found = [];

    // Missing references are found by name from the compiler's messages; pulling in all that references mention would cost memory.
    public override bool ResolveMissingAssemblies => false;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        var folder = baseFilePath is not null && Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : Environment.CurrentDirectory;
        var path = Path.GetFullPath(WindowsPath.OfFile(Path.Combine(folder, reference)));
        // The chain may be compiled again when the code has gone to another folder meanwhile.
        if (!File.Exists(path) && _found.TryGetValue((reference, baseFilePath), out var before))
            path = before;
        if (File.Exists(path))
        {
            _found[(reference, baseFilePath)] = path;
            return [OfFile(path, properties)];
        }

        var name = reference.Split(',')[0].Trim();
        if (name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase))
            name = name[..^4];
        return platform.Contains(name) && platform.Reference(name) is PortableExecutableReference known ? [known] : [];
    }

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    private PortableExecutableReference OfFile(string path, MetadataReferenceProperties properties)
    {
        if (!_files.TryGetValue(path, out var reference))
        {
            _files[path] = reference = MetadataReference.CreateFromFile(path, properties);
            submissions.AddFile(path);
        }

        return reference;
    }
}
