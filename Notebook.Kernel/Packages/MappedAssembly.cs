using System.IO.MemoryMappedFiles;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Packages;

/// <summary>References whose metadata the compiler reads from the mapped file: kernels that use the same package share its pages.</summary>
internal static class MappedAssembly
{
    /// <exception cref="BadImageFormatException">The file is no assembly.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static unsafe PortableExecutableReference Reference(string path, DocumentationProvider? documentation = null)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        using var file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        // Lives as long as the kernel, as the chain that refers to it does.
        var view = file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        using var image = new PEReader(start, checked((int)stream.Length));
        var metadata = image.GetMetadata();
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata.Pointer, metadata.Length)).GetReference(documentation, filePath: path);
    }
}
