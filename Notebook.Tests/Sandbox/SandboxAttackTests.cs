using Notebook.Tests.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

public sealed class BubblewrapAttackTests(BubblewrapUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Bubblewrap), IClassFixture<BubblewrapUnderAttack>;

public sealed class LauncherAttackTests(LauncherUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Landlock), IClassFixture<LauncherUnderAttack>;

public sealed class SameUserAttackTests(SameUserUnderAttack sandbox) : SandboxAttackTests(sandbox, SandboxLayers.Landlock), IClassFixture<SameUserUnderAttack>;

/// <summary>Hostile C# in a real kernel. Each attack ends with a neighbour that computes and data that is as it was.</summary>
public abstract class SandboxAttackTests(SandboxUnderAttack sandbox, SandboxLayers expected) : IAsyncLifetime
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
            public static string On(params (string Name, Func<object?> Try)[] attacks)
            {
                var through = new List<string>();
                foreach (var (name, attack) in attacks)
                {
                    try { if (attack() is not false) through.Add(name); } catch (Exception) { }
                }
                return string.Join(", ", through);
            }
        }
        """;

    public ValueTask InitializeAsync()
    {
        if (expected == SandboxLayers.Bubblewrap && !Capability.HasBubblewrap)
            Assert.Skip("bubblewrap is missing: install the package bubblewrap.");
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
        ("shadow", () => File.ReadAllText("/etc/shadow")),
        ("database", () => File.ReadAllText("{sandbox.Data}/notebook.db")),
        ("relative", () => File.ReadAllText("../../notebook.db")),
        ("through root", () => File.ReadAllText("/proc/self/root{sandbox.Data}/notebook.db")),
        ("through cwd", () => File.ReadAllText("/proc/self/cwd/../../keys/key.xml")),
        ("neighbours", () => Directory.GetDirectories("{sandbox.Data}/notebooks").Contains("neighbour")),
        ("neighbour's file", () => File.ReadAllText("{sandbox.NeighbourFolder}/private.txt")),
        ("settings", () => File.ReadAllText("{RepositoryFolders.WebOutput}/appsettings.json")),
        ("root's home", () => Directory.GetFileSystemEntries("/root").Length > 0)
        """);

    [Fact]
    public Task Files_WrittenElsewhere_AreRefused() => NothingGetsThroughAsync($$"""
        ("common", () => { File.WriteAllText("{{sandbox.CommonFolder}}/x", ""); return true; }),
        ("common's file", () => { File.AppendAllText("{{sandbox.CommonFolder}}/shared.csv", "x"); return true; }),
        ("common's name", () => { File.Move("{{sandbox.CommonFolder}}/shared.csv", "mine.csv"); return true; }),
        ("usr", () => { File.WriteAllText("/usr/lib/notebook-attack", ""); return true; }),
        ("kernel", () => { File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "attack"), ""); return true; }),
        ("shm", () => { File.WriteAllText("/dev/shm/notebook-attack", ""); return true; }),
        ("var tmp", () => { File.WriteAllText("/var/tmp/notebook-attack", ""); return true; }),
        ("data", () => { File.WriteAllText("{{sandbox.Data}}/attack", ""); return true; })
        """);

    [Fact]
    public async Task Files_OfTheKernelsOwn_Work()
    {
        var kernel = await sandbox.AttackerAsync();

        var result = await kernel.RunAsync($"""
            File.WriteAllText("own.txt", "x"); Directory.CreateDirectory("sub"); File.Move("own.txt", "sub/moved.txt"); File.Delete("sub/moved.txt");
            File.WriteAllText(Path.Combine(Path.GetTempPath(), "t"), "x");
            File.ReadAllText(Path.Combine("{sandbox.CommonFolder}", "shared.csv")) + new System.Globalization.CultureInfo("de-DE").DateTimeFormat.GetDayName(DayOfWeek.Monday) + TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw").BaseUtcOffset.Hours
            """);

        Assert.Equal("a,bMontag1", result.Result);
    }

    [Fact]
    public async Task LinksAndPipes_InTheOwnFolder_CanNotBeMade()
    {
        await NothingGetsThroughAsync("""
            ("link", () => C.symlink("/etc/passwd", "link") == 0),
            ("hard link", () => C.link("/usr/lib/os-release", "hard") == 0),
            ("pipe", () => C.mkfifo("pipe", 0x180) == 0),
            ("by .NET", () => File.CreateSymbolicLink("net", "/etc/passwd"))
            """);

        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(sandbox.AttackerFolder), static path => new FileInfo(path).LinkTarget is not null);
    }

    [Fact]
    public Task Network_OfEveryKind_IsNotThere() => NothingGetsThroughAsync("""
        ("tcp", () => { using var c = new System.Net.Sockets.TcpClient(); c.Connect("127.0.0.1", 8080); return true; }),
        ("tcp 6", () => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetworkV6, System.Net.Sockets.SocketType.Stream, 0)),
        ("udp", () => { using var c = new System.Net.Sockets.UdpClient(); c.Send(new byte[1], 1, "127.0.0.1", 53); return true; }),
        ("listen", () => { new System.Net.Sockets.TcpListener(System.Net.IPAddress.Any, 0).Start(); return true; }),
        ("unix", () => new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0)),
        ("http", () => new System.Net.Http.HttpClient().GetStringAsync("http://169.254.169.254/").Result),
        ("netlink", () => C.syscall(41, 16, 3, 0, 0, 0) >= 0), ("packet", () => C.syscall(41, 17, 3, 0, 0, 0) >= 0),
        ("vsock", () => C.syscall(41, 40, 1, 0, 0, 0) >= 0), ("alg", () => C.syscall(41, 38, 5, 0, 0, 0) >= 0)
        """);

    [Fact]
    public Task OtherProcesses_AreOutOfReach() => NothingGetsThroughAsync($"""
        ("kill", () => C.syscall(62, {Environment.ProcessId}, 0, 0, 0, 0) == 0), ("kill 1", () => C.syscall(62, 1, 0, 0, 0, 0) == 0), ("kill all", () => C.syscall(62, -1, 0, 0, 0, 0) == 0),
        ("tgkill", () => C.syscall(234, {Environment.ProcessId}, {Environment.ProcessId}, 0, 0, 0) == 0), ("pidfd", () => C.syscall(434, {Environment.ProcessId}, 0, 0, 0, 0) >= 0),
        ("ptrace", () => C.syscall(101, 16, {Environment.ProcessId}, 0, 0, 0) == 0), ("limits", () => C.syscall(302, {Environment.ProcessId}, 7, 0, 0, 0) == 0),
        ("environment", () => File.ReadAllText("/proc/{Environment.ProcessId}/environ")), ("command line", () => File.ReadAllText("/proc/{Environment.ProcessId}/cmdline")),
        ("memory", () => File.OpenRead("/proc/{Environment.ProcessId}/mem")), ("files", () => Directory.GetFiles("/proc/{Environment.ProcessId}/fd").Length)
        """);

    [Fact]
    public Task ProcessesOfItsOwn_CanNotBeStarted() => NothingGetsThroughAsync("""
        ("Process", () => System.Diagnostics.Process.Start("/usr/bin/true")), ("fork", () => C.syscall(57, 0, 0, 0, 0, 0) >= 0), ("vfork", () => C.syscall(58, 0, 0, 0, 0, 0) >= 0),
        ("clone", () => C.syscall(56, 17, 0, 0, 0, 0) >= 0), ("clone3", () => C.syscall(435, 0, 88, 0, 0, 0) >= 0)
        """);

    [Fact]
    public Task Core_OfTheSystem_IsOutOfReach() => NothingGetsThroughAsync("""
        ("unshare", () => C.syscall(272, 0x10000000, 0, 0, 0, 0) == 0), ("chroot", () => C.syscall(161, Marshal.StringToHGlobalAnsi("/"), 0, 0, 0, 0) == 0),
        ("bpf", () => Marshal.GetLastPInvokeError() == 0 & C.syscall(321, 0, 0, 0, 0, 0) >= 0), ("io_uring", () => C.syscall(425, 1, Marshal.AllocHGlobal(256), 0, 0, 0) >= 0),
        ("userfaultfd", () => C.syscall(323, 1, 0, 0, 0, 0) >= 0), ("keyctl", () => C.syscall(250, 0, -3, 1, 0, 0) >= 0), ("setuid", () => C.syscall(105, 0, 0, 0, 0, 0) == 0),
        ("memfd", () => C.syscall(319, Marshal.StringToHGlobalAnsi("m"), 0, 0, 0, 0) >= 0), ("shmget", () => C.syscall(29, 0, 4096, 0x3B6, 0, 0) >= 0),
        ("death signal", () => C.syscall(157, 1, 0, 0, 0, 0) == 0), ("priority", () => C.syscall(141, 0, 0, -5, 0, 0) == 0)
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

    [Fact]
    public async Task Memory_OfTheHeapOrNative_IsAnErrorInTheCellAndVariablesStay()
    {
        // What is allocated outside the heap stays allocated, so in a kernel of its own.
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "memory"));
        await kernel.RunAsync(Tools);
        await kernel.RunAsync("var kept = 42;");

        var managed = await kernel.RunAsync("var held = new List<byte[]>(); while (true) held.Add(new byte[50_000_000]);");
        Assert.Contains("may use 512 MB of memory", managed.Error?.Message, StringComparison.Ordinal);
        var native = await kernel.RunAsync("held = null; var got = 0; while (got < 100 && C.malloc(64_000_000) != 0) got++; got < 100");

        Assert.Equal("True", native.Result);
        Assert.Equal("42", (await kernel.RunAsync("kept")).Result);
    }

    [Fact]
    public async Task Memory_Shared_EndsTheKernelWithASentence()
    {
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "shared-memory"));
        await kernel.RunAsync(Tools);

        await kernel.SubmitAsync("""
            while (true)
            {
                var p = C.mmap(0, 16 << 20, 3, 0x21, -1, 0);
                if (p == -1) { Thread.Sleep(50); continue; }
                for (var i = 0; i < 16 << 20; i += 4096) Marshal.WriteByte(p, i, 1);
            }
            """);

        Assert.Contains("a kernel may use 512 MB", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_BeyondTheQuota_SaysSo()
    {
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "disk"));
        var single = await kernel.RunAsync("""using (var f = File.Create("big")) { f.Write(new byte[60_000_000]); f.Write(new byte[20_000_000]); }""");
        Assert.Contains("may have at most 64 MB", single.Error?.Message, StringComparison.Ordinal);

        await kernel.SubmitAsync("""for (var i = 0; ; i++) { File.WriteAllBytes($"f{i}", new byte[5_000_000]); Thread.Sleep(20); }""");

        Assert.Contains("may hold 64 MB", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_ManyOpen_AreAnErrorInTheCell()
    {
        var kernel = await sandbox.AttackerAsync();

        var result = await kernel.RunAsync("""
            var open = new List<FileStream>();
            try { while (true) open.Add(File.Create(Path.Combine(Path.GetTempPath(), "open" + open.Count))); }
            catch { foreach (var f in open) f.Dispose(); throw; }
            """);

        Assert.Contains("256 files open", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("2", (await kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task Threads_BarrierOfAHundredTasks_Works()
    {
        var kernel = await sandbox.AttackerAsync();

        var result = await kernel.RunAsync("var b = new Barrier(100); Task.WaitAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => b.SignalAndWait())).ToArray()); \"met\"");

        Assert.Null(result.Error?.Message);
        Assert.Equal("met", result.Result);
    }

    [Fact]
    public async Task Threads_FiveThousand_EndInTheCellOrWithTheKernel()
    {
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "threads"));
        var id = await kernel.SubmitAsync("""for (var i = 0; i < 5_000; i++) { var t = new Thread(() => Thread.Sleep(Timeout.Infinite), 64 * 1024) { IsBackground = true }; t.Start(); }""");

        var end = await Task.WhenAny(kernel.EndedAsync(), kernel.EndOfAsync(id));

        var message = end is Task<CellResult> cell ? (await cell).Error?.Message : (await kernel.EndedAsync()).Message;
        Assert.Contains("512 threads", message?.Replace("may have 512", "512 threads", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processor_BurntOnAllCores_LeavesNeighboursRunning()
    {
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "burner"));
        var id = await kernel.SubmitAsync("for (var i = 0; i < Environment.ProcessorCount; i++) new Thread(() => { while (true) { } }) { IsBackground = true }.Start(); Console.WriteLine(\"burning\"); while (true) { }");
        await kernel.PrintedAsync(id, "burning");

        await sandbox.AssertNothingHappenedAsync();
    }

    [Theory]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Deep(0)", "overflowed the stack")]
    [InlineData("Environment.FailFast(\"on purpose\");", "aborted")]
    [InlineData("Environment.Exit(3);", "exit code 3")]
    [InlineData("unsafe { *(int*)16 = 1; }", null)]
    [InlineData("System.Runtime.InteropServices.Marshal.WriteInt32((nint)(-4096), 1);", null)]
    public async Task Ends_OfTheProcess_AreTold(string code, string? words)
    {
        await using var kernel = await sandbox.LaunchAsync(Path.Combine(sandbox.Data, "notebooks", "ends"));
        var id = await kernel.SubmitAsync(code);

        if (words is null)
            await Task.WhenAny(kernel.EndedAsync(), kernel.EndOfAsync(id));
        else
            Assert.Contains(words, (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    private async Task NothingGetsThroughAsync(string attacks)
    {
        var kernel = await sandbox.AttackerAsync();
        await kernel.RunAsync(Tools);
        // References are added when a name asks for them, which a lambda that is an argument does not.
        await kernel.RunAsync("_ = typeof(Process); _ = typeof(Socket); _ = typeof(HttpClient);");

        var result = await kernel.RunAsync($"Attack.On({attacks})");

        Assert.Null(result.Error?.Message);
        Assert.Equal("", result.Result);
    }
}
