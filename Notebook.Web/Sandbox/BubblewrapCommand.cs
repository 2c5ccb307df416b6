using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Web.Sandbox;

/// <summary>The bubblewrap command line that puts namespaces around the launcher stage. Paths inside are those outside, but for a notebook's folder.</summary>
internal static class BubblewrapCommand
{
    /// <summary>bubblewrap's own first process, the parent of everything inside.</summary>
    public const int InnerParentId = 1;

    private static readonly ImmutableArray<string> Devices = ["/dev/null", "/dev/zero", "/dev/urandom", "/dev/random"];

    /// <summary>The program, or null when it is not installed.</summary>
    public static string? Path { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Append("/usr/bin")
            .Select(static folder => System.IO.Path.Combine(folder, "bwrap")).FirstOrDefault(File.Exists);

    /// <param name="policy">What the launcher inside does; what it may read and write is what is bound.</param>
    /// <param name="isRoot">Whether this process is root: then no user namespace is made, and the launcher changes the identity inside.</param>
    /// <param name="temporaryFolder">Also seen as <c>/tmp</c>: a memory file system there would be outside every limit.</param>
    /// <param name="folder">The kernel's folder as it is called inside and outside.</param>
    /// <param name="command">What is started inside.</param>
    public static IEnumerable<string> Arguments(SandboxPolicy policy, bool isRoot, string temporaryFolder, (string Inside, string Outside) folder, IEnumerable<string> command)
    {
        List<string> arguments = ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"];
        // The launcher may have to read its program past folders that are the kernel's alone; it drops this with the rest.
        if (isRoot)
            arguments.AddRange(["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP", "--cap-add", "CAP_DAC_READ_SEARCH"]);
        else
            arguments.AddRange(["--unshare-user", "--disable-userns", "--cap-drop", "ALL"]);
        arguments.AddRange(["--die-with-parent", "--new-session", "--hostname", "kernel", "--proc", "/proc", "--dir", "/dev"]);
        // First, because folders that are bound below may lie in it.
        arguments.AddRange(["--bind", temporaryFolder, "/tmp"]);

        // bubblewrap makes what is missing on the way to a bound folder for its owner alone, and the kernel is somebody else.
        foreach (var parent in policy.Executable.Concat(policy.Readable).Concat(policy.Writable).Where(static path => !IsOfTheMachine(path)).SelectMany(Parents).Distinct().Order(StringComparer.Ordinal))
            arguments.AddRange(["--perms", "0755", "--dir", parent]);

        // A symbolic link of the system (/lib, /lib64) is one inside too; parents come before what is bound below them.
        foreach (var path in policy.Executable.Concat(policy.Readable).Where(static path => !IsOfTheMachine(path)).Order(StringComparer.Ordinal))
        {
            if (new FileInfo(path).LinkTarget is { } target)
                arguments.AddRange(["--symlink", target, path]);
            else
                arguments.AddRange(["--ro-bind-try", Outside(path), path]);
        }

        foreach (var path in Devices.Where(File.Exists))
            arguments.AddRange(["--dev-bind", path, path]);
        foreach (var path in policy.Readable.Where(static path => path.StartsWith("/sys/", StringComparison.Ordinal)))
            arguments.AddRange(["--ro-bind-try", path, path]);
        foreach (var path in policy.Writable)
            arguments.AddRange(["--bind", Outside(path), path]);
        arguments.AddRange(["--remount-ro", "/", "--"]);
        arguments.AddRange(command);
        return arguments;

        string Outside(string path) => path == folder.Inside ? folder.Outside : path;
    }

    private static IEnumerable<string> Parents(string path)
    {
        for (var parent = System.IO.Path.GetDirectoryName(path); parent is not null and not "/"; parent = System.IO.Path.GetDirectoryName(parent))
            yield return parent;
    }

    private static bool IsOfTheMachine(string path) =>
        path.StartsWith("/proc", StringComparison.Ordinal) || path.StartsWith("/sys", StringComparison.Ordinal) || path.StartsWith("/dev", StringComparison.Ordinal);
}
