using System.Runtime.InteropServices;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

public sealed class BubblewrapAttackTests(BubblewrapUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Bubblewrap), IClassFixture<BubblewrapUnderAttack>;

public sealed class LauncherAttackTests(LauncherUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Landlock), IClassFixture<LauncherUnderAttack>;

public sealed class SameUserAttackTests(SameUserUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Landlock), IClassFixture<SameUserUnderAttack>;

public sealed class SpawnedAttackTests(SpawnedUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Landlock | SandboxLayers.UserId), IClassFixture<SpawnedUnderAttack>;

/// <summary>Hostile C# in a real kernel. Each attack ends with a neighbour that computes and data that is as it was.</summary>
public abstract partial class SandboxAttackTests(SandboxUnderAttack sandbox, SandboxLayers expected) : IAsyncLifetime
{
    /// <summary>What an attack adds to a list when it got through.</summary>
    private const string Tools = """
        using System.Runtime.InteropServices;
        using System.Diagnostics;
        using System.Net;
        using System.Net.Http;
        using System.Net.Sockets;
        static class C
        {
            [DllImport("libc", SetLastError = true)] public static extern nint syscall(nint n, nint a, nint b, nint c, nint d, nint e);
            [DllImport("libc", SetLastError = true)] public static extern int symlink(string a, string b);
            [DllImport("libc", SetLastError = true)] public static extern int link(string a, string b);
            [DllImport("libc", SetLastError = true)] public static extern int mkfifo(string a, uint mode);
            [DllImport("libc", SetLastError = true)] public static extern nint malloc(nint bytes);
            [DllImport("libc", SetLastError = true)] public static extern nint mmap(nint at, nint bytes, int protection, int flags, int fd, nint offset);
        }
        static class Attack
        {
            /// The attack's name when it got through.
            public static string Try(string name, Func<object?> attack)
            {
                try { return attack() is false ? "" : name + " "; } catch (Exception) { return ""; }
            }
        }
        """;

    public ValueTask InitializeAsync()
    {
        if (sandbox.Missing is { } missing)
            Assert.Skip(missing);
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result != TestResult.Skipped)
            await sandbox.AssertNothingHappenedAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Report_OfThisMachine_NamesLayersThatSuffice()
    {
        var report = await sandbox.Sandbox.Report;

        Assert.Null(report.Refusal);
        Assert.True(report.Layers.HasFlag(expected | SandboxLayers.Seccomp | SandboxLayers.Limits), $"{report.Layers}: {string.Join("; ", report.Trials.Select(static trial => trial.Failure))}");
        Assert.All(report.Trials[^1].Checks, static check => Assert.True(check.Holds, check.ToLine()));
    }

    [Fact]
    public Task Files_OfServerSystemAndNeighbours_AreOutOfReach() => NothingGetsThroughAsync($"""
        Attack.Try("shadow", () => File.ReadAllText("/etc/shadow")),
        Attack.Try("database", () => File.ReadAllText("{sandbox.Data}/notebook.db")),
        Attack.Try("relative", () => File.ReadAllText("../../notebook.db")),
        Attack.Try("through root", () => File.ReadAllText("/proc/self/root{sandbox.Data}/notebook.db")),
        Attack.Try("through cwd", () => File.ReadAllText("/proc/self/cwd/../../keys/key.xml")),
        Attack.Try("neighbours", () => Directory.GetDirectories("{sandbox.Data}/notebooks").Any(path => path.Contains("neighbour"))),
        Attack.Try("neighbour's file", () => File.ReadAllText("{sandbox.NeighbourFolder}/private.txt")),
        Attack.Try("settings", () => File.ReadAllText("{RepositoryFolders.WebOutput}/appsettings.json")),
        Attack.Try("root's home", () => Directory.GetFileSystemEntries("/root").Length > 0)
        """);

    [Fact]
    public Task Files_WrittenElsewhere_AreRefused() => NothingGetsThroughAsync($$"""
        Attack.Try("common", () => { File.WriteAllText("{{sandbox.CommonFolder}}/x", ""); return true; }),
        Attack.Try("common's file", () => { File.AppendAllText("{{sandbox.CommonFolder}}/shared.csv", "x"); return true; }),
        Attack.Try("common's name", () => { File.Move("{{sandbox.CommonFolder}}/shared.csv", "mine.csv"); return true; }),
        Attack.Try("usr", () => { File.WriteAllText("/usr/lib/notebook-attack", ""); return true; }),
        Attack.Try("kernel", () => { File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "attack"), ""); return true; }),
        Attack.Try("shm", () => { File.WriteAllText("/dev/shm/notebook-attack", ""); return true; }),
        Attack.Try("var tmp", () => { File.WriteAllText("/var/tmp/notebook-attack", ""); return true; }),
        Attack.Try("data", () => { File.WriteAllText("{{sandbox.Data}}/attack", ""); return true; })
        """);

    [Fact]
    public async Task Files_OfTheKernelsOwn_Work()
    {
        var kernel = await sandbox.AttackerAsync();

        var result = await kernel.RunAsync($"""
            File.WriteAllText("own.txt", "x"); Directory.CreateDirectory("sub"); File.Move("own.txt", "sub/moved.txt"); File.Delete("sub/moved.txt");
            File.WriteAllText(Path.Combine(Path.GetTempPath(), "t"), "x");
            File.ReadAllText(Path.Combine("{sandbox.CommonFolder}", "shared.csv")) + new System.Globalization.CultureInfo("de-DE").DateTimeFormat.GetDayName(DayOfWeek.Monday) + TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw").BaseUtcOffset.Hours + (Environment.UserName is not null)
            """);

        Assert.True(result.Error is null, result.Error?.Message);
        Assert.Equal("a,bMontag1True", result.Result);
    }

    [Fact]
    public async Task LinksAndPipes_InTheOwnFolder_CanNotBeMade()
    {
        await NothingGetsThroughAsync("""
            Attack.Try("link", () => C.symlink("/etc/passwd", "link") == 0),
            Attack.Try("hard link", () => C.link("/usr/lib/os-release", "hard") == 0),
            Attack.Try("pipe", () => C.mkfifo("pipe", 0x180) == 0),
            Attack.Try("by .NET", () => File.CreateSymbolicLink("net", "/etc/passwd"))
            """);

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(sandbox.AttackerFolder), static path => new FileInfo(path).LinkTarget is not null);
    }

    [Fact]
    public Task Network_OfEveryKind_IsNotThere() => NothingGetsThroughAsync("""
        Attack.Try("tcp", () => { using var c = new System.Net.Sockets.TcpClient(); c.Connect("127.0.0.1", 8080); return true; }),
        Attack.Try("tcp 6", () => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetworkV6, System.Net.Sockets.SocketType.Stream, 0)),
        Attack.Try("udp", () => { using var c = new System.Net.Sockets.UdpClient(); c.Send(new byte[1], 1, "127.0.0.1", 53); return true; }),
        Attack.Try("listen", () => { new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0).Start(); return true; }),
        Attack.Try("unix", () => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0)),
        Attack.Try("http", () => new System.Net.Http.HttpClient().GetStringAsync("http://169.254.169.254/").Result),
        Attack.Try("dns", () => System.Net.Dns.GetHostAddresses("example.org").Length > 0),
        Attack.Try("fast open", () => C.syscall(44, C.syscall(41, 2, 1, 0, 0, 0), Marshal.AllocHGlobal(16), 16, 0x20000000, 0) >= 0),
        Attack.Try("datagram pair", () => C.syscall(53, 1, 2, 0, Marshal.AllocHGlobal(8), 0) == 0), Attack.Try("packet pair", () => C.syscall(53, 1, 5, 0, Marshal.AllocHGlobal(8), 0) == 0),
        Attack.Try("netlink", () => C.syscall(41, 16, 3, 0, 0, 0) >= 0), Attack.Try("packet", () => C.syscall(41, 17, 3, 0, 0, 0) >= 0),
        Attack.Try("vsock", () => C.syscall(41, 40, 1, 0, 0, 0) >= 0), Attack.Try("alg", () => C.syscall(41, 38, 5, 0, 0, 0) >= 0)
        """);

    [Fact]
    public Task OtherProcesses_AreOutOfReach() => NothingGetsThroughAsync($"""
        Attack.Try("kill", () => C.syscall(62, {Environment.ProcessId}, 0, 0, 0, 0) == 0), Attack.Try("kill 1", () => C.syscall(62, 1, 0, 0, 0, 0) == 0), Attack.Try("kill all", () => C.syscall(62, -1, 0, 0, 0, 0) == 0),
        Attack.Try("tgkill", () => C.syscall(234, {Environment.ProcessId}, {Environment.ProcessId}, 0, 0, 0) == 0), Attack.Try("pidfd", () => C.syscall(434, {Environment.ProcessId}, 0, 0, 0, 0) >= 0),
        Attack.Try("ptrace", () => C.syscall(101, 16, {Environment.ProcessId}, 0, 0, 0) == 0), Attack.Try("limits", () => C.syscall(302, {Environment.ProcessId}, 7, 0, 0, 0) == 0),
        Attack.Try("environment", () => File.ReadAllText("/proc/{Environment.ProcessId}/environ")), Attack.Try("command line", () => File.ReadAllText("/proc/{Environment.ProcessId}/cmdline")),
        Attack.Try("read memory", () => C.syscall(310, {Environment.ProcessId}, Marshal.AllocHGlobal(16), 1, Marshal.AllocHGlobal(16), 1) >= 0), Attack.Try("root", () => Directory.GetFileSystemEntries("/proc/{Environment.ProcessId}/root").Length),
        Attack.Try("memory", () => File.OpenRead("/proc/{Environment.ProcessId}/mem")), Attack.Try("files", () => Directory.GetFiles("/proc/{Environment.ProcessId}/fd").Length)
        """);

    [Fact]
    public Task ProcessesOfItsOwn_CanNotBeStarted() => NothingGetsThroughAsync("""
        Attack.Try("Process", () => System.Diagnostics.Process.Start("/usr/bin/true")), Attack.Try("fork", () => C.syscall(57, 0, 0, 0, 0, 0) >= 0), Attack.Try("vfork", () => C.syscall(58, 0, 0, 0, 0, 0) >= 0),
        Attack.Try("clone", () => C.syscall(56, 17, 0, 0, 0, 0) >= 0), Attack.Try("clone3", () => C.syscall(435, 0, 88, 0, 0, 0) >= 0)
        """);

    [Fact]
    public Task Core_OfTheSystem_IsOutOfReach() => NothingGetsThroughAsync("""
        Attack.Try("unshare", () => C.syscall(272, 0x10000000, 0, 0, 0, 0) == 0), Attack.Try("chroot", () => C.syscall(161, Marshal.StringToHGlobalAnsi("/"), 0, 0, 0, 0) == 0),
        Attack.Try("mount", () => C.syscall(165, Marshal.StringToHGlobalAnsi("none"), Marshal.StringToHGlobalAnsi("/tmp"), Marshal.StringToHGlobalAnsi("tmpfs"), 0, 0) == 0), Attack.Try("perf", () => C.syscall(298, Marshal.AllocHGlobal(128), 0, -1, -1, 0) >= 0),
        Attack.Try("bpf", () => C.syscall(321, 0, 0, 0, 0, 0) >= 0), Attack.Try("io_uring", () => C.syscall(425, 1, Marshal.AllocHGlobal(256), 0, 0, 0) >= 0),
        Attack.Try("userfaultfd", () => C.syscall(323, 1, 0, 0, 0, 0) >= 0), Attack.Try("keyctl", () => C.syscall(250, 0, -3, 1, 0, 0) >= 0), Attack.Try("setuid", () => C.syscall(105, 0, 0, 0, 0, 0) == 0),
        Attack.Try("memfd", () => C.syscall(319, Marshal.StringToHGlobalAnsi("m"), 0, 0, 0, 0) >= 0), Attack.Try("shmget", () => C.syscall(29, 0, 4096, 0x3B6, 0, 0) >= 0),
        Attack.Try("death signal", () => C.syscall(157, 1, 0, 0, 0, 0) == 0), Attack.Try("priority", () => C.syscall(141, 0, 0, -5, 0, 0) == 0)
        """);

    [Fact]
    public async Task Environment_AndDescriptors_HoldNothingOfTheServers()
    {
        Environment.SetEnvironmentVariable("NOTEBOOK_TEST_SECRET", "hidden");
        var kernel = await sandbox.AttackerAsync();

        var result = await kernel.RunAsync("""
            string.Join(" ", Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(k => !k.StartsWith("DOTNET_") && k is not ("PATH" or "HOME" or "TMPDIR" or "LANG" or "LC_ALL" or "LANGUAGE" or "TZ" or "NOTEBOOK_COMMON_FOLDER" or "SSL_CERT_DIR" or "SSL_CERT_FILE" or "PWD")))
            + string.Join(" ", Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "").Where(t => t.StartsWith("socket:") || t.Contains("notebook.db")))
            """);

        Assert.Equal("", result.Result);
    }

    [Theory]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Deep(0)", "overflowed the stack")]
    [InlineData("Environment.FailFast(\"on purpose\");", "aborted")]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    [InlineData("unsafe { *(int*)16 = 1; }", null)]
    [InlineData("System.Runtime.InteropServices.Marshal.WriteInt32((nint)(-4096), 1);", null)]
    public async Task Ends_OfTheProcess_AreTold(string code, string? words)
    {
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("ends"));
        var id = await kernel.SubmitAsync(code);

        if (words is null)
            await Task.WhenAny(kernel.EndedAsync(), kernel.EndOfAsync(id));
        else
            Assert.Contains(words, (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Marshal.Copy(new byte[] { 0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3 }, 0, code, 8); unsafe { ((delegate* unmanaged<int>)code)(); }")]
    [InlineData("C.syscall(0x40000000 | 39, 0, 0, 0, 0, 0);")]
    public async Task Calls_InAnotherMachinesConvention_EndTheKernel(string call)
    {
        if (RuntimeInformation.ProcessArchitecture != System.Runtime.InteropServices.Architecture.X64)
            Assert.Skip("Only x64 has other conventions.");
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("conventions"));
        await kernel.RunAsync(Tools);

        await kernel.SubmitAsync($"var code = C.mmap(0, 4096, 7, 0x22, -1, 0); {call}");

        Assert.Contains("SIGSYS", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kill_OfTheNeighbour_IsRefused()
    {
        await NothingGetsThroughAsync(string.Join(", ", sandbox.NeighbourProcesses.Select(static id => $"Attack.Try(\"kill {id}\", () => C.syscall(62, {id}, 9, 0, 0, 0) == 0), Attack.Try(\"group {id}\", () => C.syscall(62, -{id}, 9, 0, 0, 0) == 0)")));
    }

    [Fact]
    public async Task Frames_ForgedInTheSandbox_EndTheKernelWithASentence()
    {
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("forger"));

        await kernel.SubmitAsync("""
            foreach (var link in Directory.GetFiles("/proc/self/fd"))
            {
                var number = int.Parse(Path.GetFileName(link));
                if (number > 2 && new FileInfo(link).LinkTarget?.StartsWith("pipe:") == true)
                {
                    try { using var pipe = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(number, false), FileAccess.Write, 0); pipe.Write(new byte[] { 255, 255, 255, 127, 1 }); } catch (Exception) { }
                }
            }
            while (true) { }
            """);

        Assert.Contains("broke the protocol", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    private async Task NothingGetsThroughAsync(string attacks)
    {
        var kernel = await sandbox.AttackerAsync();
        await kernel.RunAsync(Tools);

        // The last one is no attack: it shows that what gets through is noticed.
        var result = await kernel.RunAsync($"string.Concat(new string[] {{ {attacks}, Attack.Try(\"control\", () => 1 + 1) }})");

        Assert.Null(result.Error?.Message);
        Assert.Equal("control ", result.Result);
    }
}
