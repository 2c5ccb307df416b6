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

    [Fact]
    public void Problem_LibraryThatNeedsWhatNobodyHas_SaysWhichAndOfWhatPackage()
    {
        var folder = Folders.First(static folder => File.Exists(Path.Combine(folder, "libssl.so.3")));
        using var one = new TemporaryFolder();
        Rename(Path.Combine(folder, "libssl.so.3"), one["libssl_alone.so"], ("libcrypto.so.3\0", "libcryptZ.so.3\0"));
        var libraries = Libraries(one["libssl_alone.so"]);
        Assert.Null(libraries.Problem);

        Assert.Throws<DllNotFoundException>(() => libraries.Load("ssl_alone"));

        Assert.Equal("The native library libssl_alone.so of Ssl 1.0.0 needs libcryptZ.so.3, which neither this machine nor a package of this notebook has.", libraries.Problem);
    }

    [Fact]
    public void Problem_LibraryForANewerSystem_SaysWhatIsTooOldAndWhatToDo()
    {
        // As TorchSharp is on a machine whose libstdc++ is older than its own: a version of a system library that is not there.
        var folder = Folders.First(static folder => File.Exists(Path.Combine(folder, "libssl.so.3")));
        using var one = new TemporaryFolder();
        Rename(Path.Combine(folder, "libssl.so.3"), one["libssl_new.so"], ("OPENSSL_3.0.0\0", "OPENSSL_9.0.0\0"));
        var libraries = Libraries(one["libssl_new.so"]);

        Assert.Throws<DllNotFoundException>(() => libraries.Load("libssl_new.so"));

        Assert.Equal("The native library libssl_new.so of Ssl 1.0.0 needs OPENSSL_9.0.0, and libcrypto.so.3 of this machine is too old to have it. Use an older version of the package, or run the server on a newer system.", libraries.Problem);
    }

    private static NativeLibraries Libraries(string path) => new(name => name == Path.GetFileName(path) ? path : null, _ => "Ssl 1.0.0");

    private static RestoredPackage Package(string id, string native) => new() { Id = id, Version = "1.0.0", Native = [native] };

    private static void Rename(string from, string to) => Rename(from, to, ("libcrypto.so.3\0", "libcryptQ.so.3\0"));

    private static void Rename(string from, string to, (string Name, string Renamed) word)
    {
        var bytes = File.ReadAllBytes(from);
        var (name, renamed) = (Encoding.ASCII.GetBytes(word.Name), Encoding.ASCII.GetBytes(word.Renamed));
        for (int at; (at = bytes.AsSpan().IndexOf(name)) >= 0;)
            renamed.CopyTo(bytes, at);
        File.WriteAllBytes(to, bytes);
    }
}
