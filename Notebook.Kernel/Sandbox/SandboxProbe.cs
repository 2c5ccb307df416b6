using System.ComponentModel;
using System.Globalization;
using System.Runtime.InteropServices;
using Notebook.Protocol;

namespace Notebook.Kernel.Sandbox;

/// <summary>
/// Runs in the kernel's place and attacks the sandbox it finds itself in. A layer that is switched on but does not hold (an old
/// kernel, a container's profile, a wrong mount) shows here, before any user code runs.
/// </summary>
internal static unsafe class SandboxProbe
{
    private const nint SharedSignals = 0x800;
    private const nint NewUserNamespace = 0x10000000;
    private const int UnixFamily = 1;
    private const int InternetFamily = 2;
    private const int NetlinkFamily = 16;
    private const int VmFamily = 40;

    /// <param name="arguments">Behind <see cref="SandboxCheck.Command"/>: a file that must not be readable, a folder that must not be writable, the server's process id.</param>
    public static int Run(IReadOnlyList<string> arguments)
    {
        if (arguments.Count < 4 || !int.TryParse(arguments[3], NumberStyles.None, CultureInfo.InvariantCulture, out var server))
            return 2;

        var isArm = RawCall.Machine == SeccompMachine.Arm64;
        List<SandboxCheck> checks =
        [
            Attack("read a file of the server's", () => File.ReadAllBytes(arguments[1]).Length),
            Attack("read /etc/shadow", static () => File.ReadAllBytes("/etc/shadow").Length),
            Attack("write to a read-only folder", () => { File.WriteAllText(Path.Combine(arguments[2], "probe"), ""); return 0; }),
            Attack("write to /var/tmp", static () => { File.WriteAllText("/var/tmp/notebook-sandbox-probe", ""); return 0; }),
            Attack("read the server's environment", () => File.ReadAllBytes($"/proc/{server}/environ").Length),
            Refused("make a Unix socket", isArm ? 198 : 41, UnixFamily, 1, 0),
            Refused("make a pair of datagram sockets", isArm ? 199 : 53, UnixFamily, 2, 0),
            Refused("make a UDP socket", isArm ? 198 : 41, InternetFamily, 2, 0),
            Refused("make a netlink socket", isArm ? 198 : 41, NetlinkFamily, 3, 0),
            Refused("make a virtual machine socket", isArm ? 198 : 41, VmFamily, 1, 0),
            // Wrong flags: without the filter the answer is "invalid", and no process comes of it either way.
            Refused("start a process", isArm ? 220 : 56, SharedSignals, 0, 0, RawCall.NotPermitted),
            Refused("start a process by clone3", 435, 0, 0, 0, RawCall.NoSuchCall),
            Refused("signal the server", isArm ? 129 : 62, server, 0, 0, RawCall.NotPermitted),
            Refused("signal all processes", isArm ? 129 : 62, -1, 0, 0, RawCall.NotPermitted),
            Refused("change the server's limits", isArm ? 261 : 302, server, 7, 0, RawCall.NotPermitted),
            Refused("make a namespace", isArm ? 97 : 272, NewUserNamespace, 0, 0, RawCall.NotPermitted),
            Refused("set up io_uring", 425, 0, 0, 0, RawCall.NoSuchCall),
            Refused("use the key store", isArm ? 219 : 250, 0, -3, 0, RawCall.NotPermitted),
            MemoryFile(isArm),
            Status("CapEff", "0000000000000000", "have no capabilities"),
            Status("NoNewPrivs", "1", "gain no privileges"),
            Status("Seccomp", "2", "run behind the filter"),
            Works("write to the working folder", static () => { File.WriteAllText("probe.txt", "x"); File.Delete("probe.txt"); }),
            Works("write to the temporary folder", static () => File.Delete(Path.GetTempFileName())),
            Works("draw random numbers", static () => Guid.NewGuid()),
            Works("start threads", static () => { var thread = new Thread(static () => { }); thread.Start(); thread.Join(); }),
        ];

        var output = Console.Out;
        foreach (var check in checks)
            output.WriteLine(check.ToLine());
        output.WriteLine(new SandboxCheck("user", true, RawCall.UserId().ToString(CultureInfo.InvariantCulture)).ToLine());
        output.Flush();
        return 0;
    }

    private static SandboxCheck Attack(string name, Func<int> attack)
    {
        try
        {
            attack();
            return new(name, false, "it worked");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception)
        {
            return new(name, true, exception.Message);
        }
    }

    private static SandboxCheck Refused(string name, long number, nint first, nint second, nint third, int? expected = null)
    {
        var result = RawCall.Call(number, first, second, third, 0, 0);
        var error = result < 0 ? RawCall.Error : 0;
        return new(name, result < 0 && (expected is null || error == expected), result < 0 ? $"error {error}" : "it worked");
    }

    private static SandboxCheck MemoryFile(bool isArm)
    {
        var name = Marshal.StringToCoTaskMemUTF8("probe");
        var check = Refused("make a memory file", isArm ? 279 : 319, name, 0, 0);
        Marshal.FreeCoTaskMem(name);
        return check;
    }

    private static SandboxCheck Status(string field, string value, string name)
    {
        var line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal));
        return new(name, line?[(field.Length + 1)..].Trim() == value, line ?? "the system does not say");
    }

    private static SandboxCheck Works(string name, Action use)
    {
        try
        {
            use();
            return new(name, true, "it works");
        }
        catch (Exception exception)
        {
            return new(name, false, exception.Message);
        }
    }
}
