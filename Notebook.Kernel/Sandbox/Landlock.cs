using System.Runtime.InteropServices;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel.Sandbox;

/// <summary>
/// Files by path, held by the system for this thread and what it becomes. Without symbolic links, sockets, pipes and devices in
/// what may be written: the server reads those folders too.
/// </summary>
internal static unsafe class Landlock
{
    private const uint VersionRequest = 1;
    private const int PathBeneath = 1;
    private const int OpenPath = 0x200000;

    private const ulong Execute = 1 << 0;
    private const ulong WriteFile = 1 << 1;
    private const ulong ReadFile = 1 << 2;
    private const ulong ReadFolder = 1 << 3;
    private const ulong RemoveFolder = 1 << 4;
    private const ulong RemoveFile = 1 << 5;
    private const ulong MakeFolder = 1 << 7;
    private const ulong MakeFile = 1 << 8;
    private const ulong FirstVersion = (1 << 13) - 1;
    private const ulong Refer = 1 << 13;
    private const ulong Truncate = 1 << 14;
    private const ulong DeviceControl = 1 << 15;
    private const ulong OfFiles = Execute | WriteFile | ReadFile | Truncate | DeviceControl;

    private const ulong Reading = ReadFile | ReadFolder;
    private const ulong Writing = Reading | WriteFile | RemoveFolder | RemoveFile | MakeFolder | MakeFile | Refer | Truncate;

    [StructLayout(LayoutKind.Sequential)]
    private struct RulesetAttributes
    {
        public ulong Files;
        public ulong Network;
        public ulong Scopes;
    }

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public ulong Allowed;
        public int Parent;
    }

    /// <summary>The version of Landlock that runs here; 0 without it.</summary>
    public static int Version => (int)Math.Max(0, RawCall.LandlockCreate(null, 0, VersionRequest));

    /// <summary>Restricts the calling thread. Needs <c>no_new_privs</c>.</summary>
    /// <exception cref="SandboxException">The system refused.</exception>
    public static void Restrict(SandboxPolicy policy)
    {
        var version = Version;
        if (version == 0)
            throw new SandboxException("Landlock is not available");

        var files = FirstVersion | (version >= 2 ? Refer : 0) | (version >= 3 ? Truncate : 0) | (version >= 5 ? DeviceControl : 0);
        // Connecting and binding over TCP; abstract Unix sockets and signals to the outside.
        var attributes = new RulesetAttributes { Files = files, Network = version >= 4 && !policy.AllowsTcp ? 3UL : 0, Scopes = version >= 6 ? 3UL : 0 };
        var ruleset = (int)RawCall.LandlockCreate(&attributes, version >= 6 ? 24 : version >= 4 ? 16 : 8, 0);
        if (ruleset < 0)
            throw new SandboxException("Landlock's rules could not be made", RawCall.Error);

        foreach (var path in policy.Writable)
            Allow(ruleset, path, Writing & files, isRequired: true);
        foreach (var path in policy.Readable)
            Allow(ruleset, path, Reading, isRequired: false);
        foreach (var path in policy.Executable)
            Allow(ruleset, path, Reading | Execute, isRequired: false);
        // The kernel's own: opened here, and the process keeps its id when it becomes the kernel.
        Allow(ruleset, "/proc/self", Reading, isRequired: true);
        Allow(ruleset, "/dev/null", (Reading | WriteFile | Truncate) & files, isRequired: true);

        if (RawCall.LandlockRestrict(ruleset) != 0)
            throw new SandboxException("Landlock could not be switched on", RawCall.Error);
        _ = Libc.Close(ruleset);
    }

    private static void Allow(int ruleset, string path, ulong allowed, bool isRequired)
    {
        var parent = Libc.Open(path, OpenPath | Libc.CloseOnExec, 0);
        if (parent < 0)
        {
            if (!isRequired)
                return;
            throw new SandboxException($"{path} can't be opened", RawCall.Error);
        }

        var rule = new PathRule { Allowed = Directory.Exists(path) ? allowed : allowed & OfFiles, Parent = parent };
        if (RawCall.LandlockAddRule(ruleset, PathBeneath, &rule) != 0)
            throw new SandboxException($"Landlock has no rule for {path}", RawCall.Error);
        _ = Libc.Close(parent);
    }
}
