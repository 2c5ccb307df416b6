using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>What of the machine every kernel sees: the runtime, libraries, fonts, time zones, certificates. Nothing that is anybody's.</summary>
internal static class SystemFolders
{
    /// <summary>Folders with code: .NET, the kernel, native libraries.</summary>
    public static ImmutableArray<string> Executable(KernelExecutable executable) =>
        [.. Present([DotnetRoot, Path.GetDirectoryName(executable.AssemblyPath)!, "/usr/lib", "/usr/lib64", "/usr/lib32", "/usr/local/lib", "/lib", "/lib64"])];

    /// <summary>Read by libraries.</summary>
    public static ImmutableArray<string> Readable { get; } =
    [
        .. Present([
            // Names of users: without them Environment.UserName fails with an I/O error.
            "/etc/passwd", "/etc/nsswitch.conf",
            "/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/ssl", "/etc/pki", "/etc/fonts", "/etc/mime.types",
            "/usr/share/zoneinfo", "/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig",
            "/usr/share/ca-certificates", "/usr/share/icu", "/usr/share/locale", "/usr/share/i18n", "/usr/lib/locale"]),
    ];

    /// <summary>What the runtime asks about the machine. In a namespace of its own it is that namespace's.</summary>
    public static ImmutableArray<string> Machine { get; } =
        [.. Present(["/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/sys/fs/cgroup", "/sys/devices/system/cpu", "/sys/devices/system/node", "/dev/urandom", "/dev/random", "/dev/zero"])];

    /// <summary>Where .NET is installed.</summary>
    // …/shared/Microsoft.NETCore.App/10.0.0/
    private static string DotnetRoot { get; } = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));

    /// <summary>The program that runs kernels, with no link on the way to it.</summary>
    public static string Dotnet { get; } = Path.Combine(DotnetRoot, "dotnet");

    private static IEnumerable<string> Present(IEnumerable<string> paths) => paths.Where(Path.Exists);
}
