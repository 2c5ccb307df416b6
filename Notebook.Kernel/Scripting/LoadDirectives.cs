using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Scripting;

/// <summary>Resolves <c>#load</c>: a file, from the kernel's current folder or from the file that loads it.</summary>
internal sealed class LoadDirectives : SourceReferenceResolver
{
    private readonly Dictionary<(string Path, string? Base), string> _found = [];

    // A cell's name is not a path; it stays as it is in diagnostics and in the debug information.
    public override string NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var folder = baseFilePath is not null && Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : Environment.CurrentDirectory;
        var resolved = Path.GetFullPath(WindowsPath.OfFile(Path.Combine(folder, path)));
        if (File.Exists(resolved))
            return _found[(path, baseFilePath)] = resolved;
        // The chain may be compiled again when the code has gone to another folder meanwhile.
        return _found.TryGetValue((path, baseFilePath), out var before) && File.Exists(before) ? before : null;
    }

    public override Stream OpenRead(string resolvedPath) => File.OpenRead(resolvedPath);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}
