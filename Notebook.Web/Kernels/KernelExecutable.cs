using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Notebook.Web.Kernels;

/// <summary>The one place that knows where the kernel is and how its process is started.</summary>
/// <param name="AssemblyPath">The full path of <c>Notebook.Kernel.dll</c>.</param>
public sealed record KernelExecutable(string AssemblyPath)
{
    /// <summary>What a kernel may know of the server's environment. The rest may hold secrets.</summary>
    private static readonly ImmutableArray<string> PassedVariables =
        ["PATH", "HOME", "USER", "LANG", "LANGUAGE", "LC_ALL", "TZ", "TMPDIR", "DOTNET_ROOT", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "LD_LIBRARY_PATH", "SSL_CERT_DIR", "SSL_CERT_FILE"];

    /// <summary>The kernel that the build puts beside this assembly.</summary>
    public static KernelExecutable Beside { get; } = new(Path.Combine(AppContext.BaseDirectory, "kernel", "Notebook.Kernel.dll"));

    /// <summary>The folder of the packages that are preinstalled.</summary>
    public string PackagesFolder => Path.Combine(Path.GetDirectoryName(AssemblyPath)!, "packages");

    /// <summary>The <c>dotnet</c> that runs this process, also when the server was started by its own executable.</summary>
    internal static string DotnetPath { get; } = FindDotnet();

    /// <summary>How to start a kernel that lives no longer than the thread that starts it.</summary>
    public ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(DotnetPath)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.ArgumentList.Add(AssemblyPath);
        start.ArgumentList.Add("--die-with-parent");

        var passed = PassedVariables.Select(name => (name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(static variable => variable.Value is not null).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in passed)
            start.Environment[name] = value;
        // Counting for profiles costs every cell; most code of a cell runs once.
        start.Environment["DOTNET_TieredPGO"] = "0";
        // No diagnostics socket in the temporary folder, where other kernels could reach it.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return start;
    }

    private static string FindDotnet()
    {
        if (Environment.ProcessPath is { } own && Path.GetFileNameWithoutExtension(own) == "dotnet")
            return own;

        // …/shared/Microsoft.NETCore.App/10.0.0/
        var shared = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));
        return File.Exists(shared) ? shared : "dotnet";
    }
}
