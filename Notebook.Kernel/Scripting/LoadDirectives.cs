using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Scripting;

/// <summary>Resolves <c>#load</c>: a file, from the kernel's current folder or from the file that loads it.</summary>
internal sealed class LoadDirectives : SourceReferenceResolver
{
    // A cell's name is not a path; it stays as it is in diagnostics and in the debug information.
    public override string NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath)
    {
        var folder = baseFilePath is not null && Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : Environment.CurrentDirectory;
        var resolved = Path.GetFullPath(Path.Combine(folder, path));
        return File.Exists(resolved) ? resolved : null;
    }

    public override Stream OpenRead(string resolvedPath) => File.OpenRead(resolvedPath);

    public override bool Equals(object? other) => other is LoadDirectives;

    public override int GetHashCode() => 1;
}
