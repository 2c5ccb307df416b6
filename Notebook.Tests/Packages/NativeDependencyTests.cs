using System.Reflection;
using System.Text;
using Notebook.Kernel.Scripting;
using Notebook.Protocol;

namespace Notebook.Tests.Packages;

/// <summary>A native library of one package that needs one of another, as TorchSharp needs LibTorch.</summary>
public sealed class NativeDependencyTests
{
    private static readonly string[] Folders = ["/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib"];

    [Fact]
    public void Load_LibraryThatNeedsOneOfAnotherPackage_LoadsBoth()
    {
        // The system's own pair under other names: nothing but the packages has them.
        var folder = Folders.First(static folder => File.Exists(Path.Combine(folder, "libssl.so.3")));
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        Rename(Path.Combine(folder, "libssl.so.3"), one["libssl_of_one.so"]);
        Rename(Path.Combine(folder, "libcrypto.so.3"), other["libcryptQ.so.3"]);
        var assemblies = new SubmissionAssemblies();
        assemblies.Add([Package("Ssl", one["libssl_of_one.so"]), Package("Crypto", other["libcryptQ.so.3"])]);

        // What the runtime calls for a DllImport("ssl_of_one") in a cell or a package.
        var load = typeof(SubmissionAssemblies).GetMethod("LoadUnmanagedDll", BindingFlags.Instance | BindingFlags.NonPublic)!;

        Assert.NotEqual(nint.Zero, (nint)load.Invoke(assemblies, ["ssl_of_one"])!);
    }

    private static RestoredPackage Package(string id, string native) => new() { Id = id, Version = "1.0.0", Native = [native] };

    private static void Rename(string from, string to)
    {
        var bytes = File.ReadAllBytes(from);
        var (name, renamed) = (Encoding.ASCII.GetBytes("libcrypto.so.3\0"), Encoding.ASCII.GetBytes("libcryptQ.so.3\0"));
        for (int at; (at = bytes.AsSpan().IndexOf(name)) >= 0;)
            renamed.CopyTo(bytes, at);
        File.WriteAllBytes(to, bytes);
    }
}
