using Notebook.Protocol;
using Notebook.Tests.Kernels;

namespace Notebook.Tests.Sandbox;

/// <summary>What takes too much: memory, disk, files, threads, processor, output.</summary>
public abstract partial class SandboxAttackTests
{
    [Fact]
    public async Task Memory_OfTheHeapOrNative_IsAnErrorInTheCellAndVariablesStay()
    {
        // What is allocated outside the heap stays allocated, so in a kernel of its own.
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("memory"));
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
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("shared-memory"));
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
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("disk"));
        var single = await kernel.RunAsync("""using (var f = File.Create("big")) { f.Write(new byte[60_000_000]); f.Write(new byte[20_000_000]); }""");
        Assert.Contains("may have at most 64 MB", single.Error?.Message, StringComparison.Ordinal);

        await kernel.SubmitAsync("""for (var i = 0; ; i++) { File.WriteAllBytes($"f{i}", new byte[5_000_000]); Thread.Sleep(20); }""");

        Assert.Contains("may hold 64 MB", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disk_InFilesThatAreDeletedButOpen_IsCounted()
    {
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("deleted"));

        await kernel.SubmitAsync("""
            var open = new List<FileStream>();
            for (var i = 0; ; i++) { var f = File.Create($"d{i}"); File.Delete($"d{i}"); f.Write(new byte[5_000_000]); f.Flush(); open.Add(f); Thread.Sleep(20); }
            """);

        Assert.Contains("may hold 64 MB", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_InPipes_IsBoundedByOpenFiles()
    {
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("pipes"));
        await kernel.RunAsync(Tools);

        var result = await kernel.RunAsync("""
            var ends = Marshal.AllocHGlobal(8); var page = Marshal.AllocHGlobal(65536); var pipes = 0;
            while (pipes < 10_000 && C.syscall(293, ends, 2048, 0, 0, 0) == 0) { C.syscall(1, Marshal.ReadInt32(ends, 4), page, 65536, 0, 0); pipes++; }
            pipes is > 0 and < 256
            """);

        Assert.Null(result.Error?.Message);
        Assert.Equal("True", result.Result);
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
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("threads"));
        var id = await kernel.SubmitAsync("""for (var i = 0; i < 5_000; i++) { var t = new Thread(() => Thread.Sleep(Timeout.Infinite), 64 * 1024) { IsBackground = true }; t.Start(); }""");

        var end = await Task.WhenAny(kernel.EndedAsync(), kernel.EndOfAsync(id));

        var message = end is Task<CellResult> cell ? (await cell).Error?.Message : (await kernel.EndedAsync()).Message;
        Assert.Contains("512 threads", message?.Replace("may have 512", "512 threads", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processor_BurntOnAllCores_LeavesNeighboursRunning()
    {
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("burner"));
        var id = await kernel.SubmitAsync("for (var i = 0; i < Environment.ProcessorCount; i++) new Thread(() => { while (true) { } }) { IsBackground = true }.Start(); Console.WriteLine(\"burning\"); while (true) { }");
        await kernel.PrintedAsync(id, "burning");

        await sandbox.AssertNothingHappenedAsync();
    }

    [Fact(Timeout = 300_000)]
    public async Task Output_WithoutEnd_ArrivesWholeAndHoldsNobodyUp()
    {
        var megabytes = Capability.IsSoak ? 1_024 : 48;
        await using var kernel = await sandbox.LaunchAsync(sandbox.FolderOf("printer"));
        await kernel.SubmitAsync($"var line = new string('x', 1023); for (var i = 0; i < {megabytes} * 1024; i++) Console.WriteLine(line);");

        // Nothing of it is kept here: a gigabyte would be two of text.
        var length = 0L;
        await foreach (var told in kernel.Kernel.Events.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            length += told is OutputProduced { Output: StreamText text } ? text.Text.Length : 0;
            if (told is SubmissionCompleted)
                break;
        }

        Assert.Equal(megabytes * 1024L * 1024, length);
    }
}
