using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Notebook.Kernel.Streams;
using Notebook.Protocol;

namespace Notebook.Kernel.Sandbox;

/// <summary>
/// The launcher stage: restricts the thread it runs on and turns it into the kernel. Runs on the main thread. Other threads of the
/// runtime exist but end with exec, which carries over this thread's identity, Landlock's rules and the filter, and nobody else's.
/// </summary>
internal static unsafe class SandboxLauncher
{
    private const int FileSizeExceeded = 25;
    private const nint Ignore = 1;
    private const uint GroupAndOthersMask = 0x3F;
    private const uint OthersMask = 0x7;
    private const uint CloseOnExecFlag = 4;
    private const int LastCapability = 63;
    private const int SetDumpable = 4;
    private const int SetNoNewPrivileges = 38;
    private const int DropBounding = 24;
    private const int Ambient = 47;
    private const int AmbientClearAll = 4;
    private const uint CapabilitiesVersion = 0x20080522;
    private const uint SetFilter = 1;

    [StructLayout(LayoutKind.Sequential)]
    private struct FilterProgram
    {
        public ushort Length;
        public BpfInstruction* Instructions;
    }

    /// <summary>Does not return unless something failed.</summary>
    /// <returns>The process's exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments)
    {
        try
        {
            var policy = SandboxPolicy.Parse(arguments);
            Become(policy);
        }
        catch (Exception exception) when (exception is SandboxException or ProtocolException or IOException)
        {
            Console.Error.WriteLine($"The sandbox could not be set up: {exception.Message}.");
        }

        return SandboxPolicy.Refused;
    }

    private static void Become(SandboxPolicy policy)
    {
        if (RawCall.Machine is not { } machine)
            throw new SandboxException($"there is no filter for {RuntimeInformation.ProcessArchitecture}");

        _ = Libc.NewSession();
        _ = RawCall.SetPriority(policy.Niceness);
        GiveWayAsASession(policy.Niceness);
        if (policy.ServerDescriptor is null)
            PreferForOutOfMemory();
        _ = RawCall.IgnoreSignal(FileSizeExceeded, Ignore);
        _ = RawCall.SetFileMask(policy.SharesFiles ? OthersMask : GroupAndOthersMask);
        CloseAllBut(policy.ServerDescriptor);
        ChangeIdentity(policy.UserId, [.. Enumerable.Range(policy.Groups.First, policy.Groups.Count)]);
        if (policy.ParentId is { } parent)
        {
            // Cleared by a change of identity, so after it; and the parent may have died before.
            Demand(RawCall.ProcessControl(Libc.ParentDeathSignal, Libc.SignalKill, 0, 0, 0), "the death signal can't be set");
            if (RawCall.ParentId() != parent)
                throw new SandboxException("the server has ended");
        }

        Demand(RawCall.ChangeFolder(policy.WorkingFolder), $"the folder {policy.WorkingFolder} can't be entered");
        Demand(RawCall.ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0), "new privileges can't be ruled out");

        // All that needs memory of the runtime's own comes before the layers that forbid things.
        var path = Text(policy.Program[0]);
        var programArguments = Texts(policy.Program);
        // The server's own may hold secrets, which arguments must not.
        var environment = Texts(policy.ServerDescriptor is null ? policy.Environment
            : [.. Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(static variable => $"{variable.Key}={variable.Value}")]);
        var filter = SeccompFilter.Build(machine, Environment.ProcessId, policy.AllowsTcp).ToArray();

        foreach (var (name, value) in policy.Limits)
            Limit(name, value);
        if (policy.Landlock)
            Landlock.Restrict(policy);
        fixed (BpfInstruction* instructions = filter)
        {
            var program = new FilterProgram { Length = (ushort)filter.Length, Instructions = instructions };
            if (policy.Seccomp)
                Demand(RawCall.Seccomp(SetFilter, 0, &program), "the filter of system calls was refused");
            RawCall.Execute(path, programArguments, environment);
        }

        throw new SandboxException($"{policy.Program[0]} could not be started", RawCall.Error);
    }

    /// <summary>Where sessions are scheduled as groups, a process's own priority counts only within its session.</summary>
    private static void GiveWayAsASession(int niceness)
    {
        try
        {
            if (niceness > 0 && File.Exists("/proc/self/autogroup"))
                File.WriteAllText("/proc/self/autogroup", niceness.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Many kernels start in this moment, or the system has no such groups for this process.
        }
    }

    /// <summary>When memory runs out, a kernel goes before the server does.</summary>
    private static void PreferForOutOfMemory()
    {
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", "900");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The watchdog and the limits hold without it.
        }
    }

    private static void CloseAllBut(int? kept)
    {
        const string Failure = "inherited files can't be closed";
        if (kept is not { } descriptor)
        {
            Demand(RawCall.CloseRange(3, uint.MaxValue, CloseOnExecFlag), Failure);
            return;
        }

        if (descriptor > 3)
            Demand(RawCall.CloseRange(3, (uint)descriptor - 1, CloseOnExecFlag), Failure);
        Demand(RawCall.CloseRange((uint)descriptor + 1, uint.MaxValue, CloseOnExecFlag), Failure);
    }

    private static void ChangeIdentity(int? userId, ReadOnlySpan<int> groups)
    {
        if (RawCall.UserId() != 0 && userId is null)
        {
            DropCapabilities();
            return;
        }

        for (var capability = 0; capability <= LastCapability; capability++)
            _ = RawCall.ProcessControl(DropBounding, capability, 0, 0, 0);
        if (userId is { } id)
        {
            Demand(RawCall.SetGroups(groups), "the user's groups can't be given up");
            Demand(RawCall.SetGroupId(id), "the group can't be changed");
            Demand(RawCall.SetUserId(id), "the user can't be changed");
        }

        DropCapabilities();
    }

    private static void DropCapabilities()
    {
        _ = RawCall.ProcessControl(Ambient, AmbientClearAll, 0, 0, 0);
        var header = stackalloc uint[2] { CapabilitiesVersion, 0 };
        var none = stackalloc uint[6];
        Demand(RawCall.SetCapabilities(header, none), "capabilities can't be given up");
        // A change of identity makes the process's own entries in /proc belong to root.
        _ = RawCall.ProcessControl(SetDumpable, 1, 0, 0, 0);
    }

    private static void Limit(string name, long value)
    {
        var resource = name switch
        {
            "CPU" => 0,
            "FSIZE" => 1,
            "DATA" => 2,
            "CORE" => 4,
            "NPROC" => 6,
            "NOFILE" => 7,
            "MEMLOCK" => 8,
            "AS" => 9,
            "SIGPENDING" => 11,
            "MSGQUEUE" => 12,
            _ => throw new SandboxException($"there is no limit {name}"),
        };
        var limit = stackalloc ulong[2];
        Demand(RawCall.Limit(resource, null, limit), $"the limit {name} can't be read");
        // Soft and hard are the same, so that nothing can raise it again; a tighter one of the server's own stays.
        limit[0] = limit[1] = Math.Min((ulong)value, limit[1]);
        Demand(RawCall.Limit(resource, limit, null), $"the limit {name} can't be set");
    }

    private static void Demand(long result, string failure)
    {
        if (result < 0)
            throw new SandboxException(failure, RawCall.Error);
    }

    // Never freed: the process is about to be another program.
    private static byte* Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var native = (byte*)NativeMemory.AllocZeroed((nuint)bytes.Length + 1);
        bytes.CopyTo(new Span<byte>(native, bytes.Length));
        return native;
    }

    private static byte** Texts(IReadOnlyList<string> texts)
    {
        var native = (byte**)NativeMemory.AllocZeroed((nuint)texts.Count + 1, (nuint)sizeof(byte*));
        for (var i = 0; i < texts.Count; i++)
            native[i] = Text(texts[i]);
        return native;
    }
}
