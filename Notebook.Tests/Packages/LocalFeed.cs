using System.IO.Compression;
using System.Security;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Notebook.Tests.Packages;

/// <summary>A feed in a folder, with packages that the test makes: no test of packages needs a network.</summary>
public sealed class LocalFeed : IDisposable
{
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(':')
        .Where(static path => System.IO.Path.GetFileName(path) is "System.Runtime.dll" or "System.Private.CoreLib.dll" or "System.Linq.Expressions.dll" or "System.Linq.Queryable.dll").Select(static path => MetadataReference.CreateFromFile(path))];

    private readonly TemporaryFolder _folder = new();

    public string Path => _folder.Path;

    /// <summary>Adds a package with one assembly of its own name.</summary>
    /// <param name="id">The id, and the assembly's name.</param>
    /// <param name="version">The version.</param>
    /// <param name="code">The assembly's code; null for a package without one.</param>
    /// <param name="dependencies">Lines such as <c>Other 1.0.0</c>.</param>
    /// <param name="files">More files of the package, by path.</param>
    public LocalFeed Add(string id, string version, string? code = null, string[]? dependencies = null, params (string Path, byte[] Content)[] files)
    {
        using var stream = File.Create(System.IO.Path.Combine(Path, $"{id}.{version}.nupkg"));
        using var package = new ZipArchive(stream, ZipArchiveMode.Create);
        var needs = string.Concat((dependencies ?? []).Select(static line => line.Split(' ')).Select(static parts => $"""<dependency id="{parts[0]}" version="{parts[1]}" />"""));
        Write(package, $"{id}.nuspec", Encoding.UTF8.GetBytes($"""
            <?xml version="1.0" encoding="utf-8"?>
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata>
                <id>{SecurityElement.Escape(id)}</id><version>{version}</version><authors>the tests</authors><description>Made by a test.</description>
                <dependencies><group targetFramework="net8.0">{needs}</group></dependencies>
              </metadata>
            </package>
            """));
        if (code is not null)
            Write(package, $"lib/net8.0/{id}.dll", Compile(id, version, code));
        foreach (var (path, content) in files)
            Write(package, path, content);
        return this;
    }

    /// <summary>Compiles an assembly.</summary>
    public static byte[] Compile(string name, string version, string code)
    {
        var tree = CSharpSyntaxTree.ParseText($"[assembly: System.Reflection.AssemblyVersion(\"{version.Split('-')[0]}.0\")]\n{code}");
        var compilation = CSharpCompilation.Create(name, [tree], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        var emitted = compilation.Emit(image);
        Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
        return image.ToArray();
    }

    public void Dispose() => _folder.Dispose();

    private static void Write(ZipArchive package, string path, byte[] content)
    {
        using var entry = package.CreateEntry(path).Open();
        entry.Write(content);
    }
}
