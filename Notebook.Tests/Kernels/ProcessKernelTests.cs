using System.Diagnostics;
using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>What only a process of its own has: descriptors, signals, an environment, an end.</summary>
public sealed class ProcessKernelTests : IAsyncLifetime
{
    private const string Libc = """
        using System.Runtime.InteropServices;
        static class C
        {
            [DllImport("libc")] public static extern nint write(int fd, string text, nint count);
            [DllImport("libc")] public static extern int puts(string text);
            [DllImport("libc")] public static extern int kill(int process, int signal);
            [DllImport("libc")] public static extern int getppid();
        }
        """;

    private readonly ProcessKernelLauncher _launcher = TestKernel.NewLauncher();
    private readonly TemporaryFolder _folder = new();
    private KernelConversation? _kernel;

    private KernelConversation Kernel => _kernel!;

    public async ValueTask InitializeAsync() => _kernel = new KernelConversation(await LaunchAsync());

    public async ValueTask DisposeAsync()
    {
        await Kernel.DisposeAsync();
        _launcher.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task NativeWrites_AreCapturedAndKeepTheirPlace()
    {
        await Kernel.RunAsync(Libc);

        var result = await Kernel.RunAsync("""
            Console.WriteLine("1 console");
            C.write(1, "2 write\n", 8);
            Display.Value("3 display");
            C.puts("4 puts");
            Console.WriteLine("5 console");
            C.write(2, "6 error\n", 8);
            Console.Error.WriteLine("7 error");
            Display.Value("8 display");
            """);

        Assert.Equal(
            ["1 console\n2 write\n", "3 display", "4 puts\n5 console\n", "6 error\n7 error\n", "8 display"],
            result.Outputs.Select(static output => output is StreamText text ? text.Text : ((DisplayValue)output).Data.PlainText));
        Assert.Equal("6 error\n7 error\n", result.PrintedToError);
    }

    [Theory]
    [InlineData("Console.ReadLine();")]
    [InlineData("await Task.Run(() => Console.ReadLine());")]
    [InlineData("await Task.WhenAll(Input.AskAsync(\"a\"), Task.Run(() => Input.AskAsync(\"b\")));")]
    public async Task Interrupt_WhileAQuestionWaits_LeavesNothingRunning(string code)
    {
        var id = await Kernel.SubmitAsync(code);
        await Kernel.AskedAsync(id);

        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.False(result.Completion!.WorkLeftRunning);
    }

    [Fact]
    public async Task NativeWrites_ManyBetweenDisplays_NeverChangePlaces()
    {
        await Kernel.RunAsync(Libc);

        var result = await Kernel.RunAsync("""
            for (var i = 0; i < 500; i++)
            {
                C.write(1, "n", 1);
                Display.Value("d");
                Console.Write("c");
            }
            """);

        var sequence = string.Concat(result.Outputs.Select(static output => output is StreamText text ? text.Text : "d"));
        Assert.Equal(string.Concat(Enumerable.Repeat("ndc", 500)), sequence);
    }

    [Fact]
    public async Task ChildProcess_PrintsIntoTheCell()
    {
        var result = await Kernel.RunAsync("using System.Diagnostics; Process.Start(\"echo\", \"from a child\").WaitForExit();");

        Assert.Equal("from a child\n", result.Printed);
    }

    [Fact]
    public async Task NativeFlood_ArrivesWhole()
    {
        await Kernel.RunAsync(Libc);

        var result = await Kernel.RunAsync("for (var i = 0; i < 20_000; i++) C.write(1, \"żółw 0123456789\\n\", 19);");

        Assert.Equal(20_000, result.Printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Count(static line => line == "żółw 0123456789"));
    }

    [Fact]
    public async Task WorkingFolder_IsTheCurrentOne()
    {
        await File.WriteAllTextAsync(_folder["data.txt"], "found", TestContext.Current.CancellationToken);

        Assert.Equal("found", (await Kernel.RunAsync("File.ReadAllText(\"data.txt\")")).Result);
    }

    [Fact]
    public async Task Environment_HoldsNothingOfTheServers()
    {
        Environment.SetEnvironmentVariable("NOTEBOOK_TEST_SECRET", "hidden");

        var kernel = new KernelConversation(await LaunchAsync());
        await using (kernel)
            Assert.Equal("<null>", (await kernel.RunAsync("Environment.GetEnvironmentVariable(\"NOTEBOOK_TEST_SECRET\")")).Result);
    }

    [Fact]
    public async Task ThreadThatThrows_IsShownAndTheKernelLives()
    {
        var result = await Kernel.RunAsync("var kept = 41; var t = new Thread(() => throw new InvalidOperationException(\"on a thread\")); t.Start(); t.Join();");

        Assert.Equal("on a thread", result.Error!.Message);
        Assert.Equal("42", (await Kernel.RunAsync("kept + 1")).Result);
    }

    [Fact]
    public async Task Interrupt_ThreadOfTheUsers_LeavesItsLoop()
    {
        var id = await Kernel.SubmitAsync("var t = new Thread(() => { while (true) { } }); t.Start(); Console.WriteLine(\"running\"); while (true) { }");
        await Kernel.PrintedAsync(id, "running");

        await Kernel.InterruptAsync(id);
        var result = await Kernel.EndOfAsync(id);

        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.False(result.Completion!.WorkLeftRunning);
        Assert.Equal("True", (await Kernel.RunAsync("t.Join(); true")).Result);
        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData("Environment.Exit(3);", 3, "exit code 3")]
    [InlineData("Environment.Exit(0);", 0, "code in a cell ended its process")]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Deep(0)", 134, "overflowed the stack")]
    [InlineData("Environment.FailFast(\"on purpose\");", 134, "aborted")]
    [InlineData("System.Diagnostics.Process.GetCurrentProcess().Kill();", 137, "signal 9 (SIGKILL)")]
    public async Task ProcessThatEnds_SaysWhyInPlainWords(string code, int exitCode, string words)
    {
        await Kernel.SubmitAsync(code);

        var exit = await Kernel.EndedAsync();

        Assert.Equal(exitCode, exit.ExitCode);
        Assert.Contains(words, exit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EnvironmentExit_SendsWhatWasPrintedBefore()
    {
        var id = await Kernel.SubmitAsync("Console.WriteLine(\"last line\"); Environment.Exit(0);");

        await Kernel.PrintedAsync(id, "last line");
        Assert.Equal(0, (await Kernel.EndedAsync()).ExitCode);
    }

    [Fact]
    public async Task Dispose_LeavesNoProcessBehind()
    {
        var started = await Kernel.RunAsync("using System.Diagnostics; var child = Process.Start(\"sleep\", \"1000\"); $\"{Environment.ProcessId} {child.Id}\"");
        var processes = started.Result!.Split(' ').Select(static id => int.Parse(id, CultureInfo.InvariantCulture)).ToList();
        await Kernel.SubmitAsync("while (true) { }");
        await Kernel.UntilAsync(static last => last is SubmissionStarted);

        await Kernel.DisposeAsync();

        foreach (var process in processes)
            await EndAsync(process);
    }

    [Fact]
    public async Task SpawnedByAThreadThatEnds_LivesOn()
    {
        // Linux sends the death signal when the thread that started the process ends; the launcher's own thread outlives the pool's.
        KernelConversation? kernel = null;
        var thread = new Thread(() => kernel = new KernelConversation(LaunchAsync().GetAwaiter().GetResult()));
        thread.Start();
        await Task.Run(thread.Join, TestContext.Current.CancellationToken);

        await using (kernel!)
            Assert.Equal("2", (await kernel!.RunAsync("Thread.Sleep(200); 1 + 1")).Result);
    }

    [Theory]
    [InlineData("new byte[] { 255, 255, 255, 127, 1 }")]
    [InlineData("new byte[] { 5, 0, 0, 0, 1, 2, 3, 4, 5 }")]
    [InlineData("Frame(\"{\\\"type\\\":\\\"completed\\\",\\\"submissionId\\\":77,\\\"outcome\\\":\\\"Succeeded\\\",\\\"elapsedMilliseconds\\\":1}\")")]
    [InlineData("Frame(\"{\\\"type\\\":\\\"output\\\",\\\"submissionId\\\":77,\\\"output\\\":{\\\"type\\\":\\\"stream\\\",\\\"stream\\\":\\\"Output\\\",\\\"text\\\":\\\"x\\\"}}\")")]
    [InlineData("Frame(\"{\\\"type\\\":\\\"opened\\\",\\\"protocolVersion\\\":1,\\\"runtime\\\":\\\"x\\\"}\")")]
    public async Task ForgedFrames_EndTheKernelWithASentence(string bytes)
    {
        await Kernel.SubmitAsync($$"""
            byte[] Frame(string json) { var text = Encoding.UTF8.GetBytes(json); return [.. BitConverter.GetBytes(text.Length), .. text]; }
            foreach (var link in Directory.GetFiles("/proc/self/fd"))
            {
                // The protocol's own descriptor is a pipe of the process's that is none of the standard ones.
                var number = int.Parse(Path.GetFileName(link));
                if (number > 2 && new FileInfo(link).LinkTarget?.StartsWith("pipe:") == true)
                {
                    try { using var pipe = new FileStream(new Microsoft.Win32.SafeHandles.SafeFileHandle(number, false), FileAccess.Write, 0); pipe.Write({{bytes}}); } catch (Exception) { }
                }
            }
            while (true) { }
            """);

        Assert.Contains("broke the protocol", (await Kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ForeverPrinting_IsHeldBackUntilSomebodyReads()
    {
        var id = await Kernel.SubmitAsync("for (long i = 0; ; i++) Console.WriteLine(i);");
        await Kernel.PrintedAsync(id, "1000\n");
        using var process = Process.GetProcesses().First(p => p.Id == KernelProcessId());

        // Nobody reads: pipe, channel and queue fill, and the cell waits in its own print call. The processor's time shows it.
        TimeSpan before;
        do
        {
            before = process.TotalProcessorTime;
            await Task.Delay(200, TestContext.Current.CancellationToken);
            process.Refresh();
        }
        while (process.TotalProcessorTime - before > TimeSpan.FromMilliseconds(100));

        Assert.True(process.WorkingSet64 < 400_000_000);
        await Kernel.InterruptAsync(id);
        Assert.Equal(SubmissionOutcome.Interrupted, (await Kernel.EndOfAsync(id)).Outcome);
    }

    private int KernelProcessId() => ((ProcessKernel)Kernel.Kernel).ProcessId;

    private Task<IKernel> LaunchAsync() =>
        _launcher.LaunchAsync(new KernelLaunchOptions { WorkingFolder = _folder.Path }, TestContext.Current.CancellationToken);

    private static async Task EndAsync(int process)
    {
        var deadline = Stopwatch.StartNew();
        while (IsRunning(process))
        {
            Assert.True(deadline.Elapsed < TimeSpan.FromSeconds(20), $"Process {process} still runs.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static bool IsRunning(int process)
    {
        try
        {
            // A zombie has ended; its parent has not asked yet.
            return !File.ReadAllText($"/proc/{process}/stat").Split(')')[^1].TrimStart().StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
