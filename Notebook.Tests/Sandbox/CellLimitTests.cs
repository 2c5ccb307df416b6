using Notebook.Protocol;
using Notebook.Tests.Kernels;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Tests.Sandbox;

/// <summary>Limits that one kernel has and another has not: what hits one says so, and the kernel's variables stay where they can.</summary>
public sealed class CellLimitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Time_OfACell_StopsItAndKeepsVariables()
    {
        await using var kernel = await LaunchAsync(new() { CellMinutes = 0.02, CellProcessorMinutes = 0 });
        await kernel.RunAsync("var kept = 42;");

        var result = await kernel.RunAsync("Thread.Sleep(Timeout.Infinite);");

        Assert.Contains("ran for 1.2 seconds, as long as a cell may", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal(SubmissionOutcome.Interrupted, result.Completion!.Outcome);
        Assert.Equal("42", (await kernel.RunAsync("kept")).Result);
    }

    [Fact]
    public async Task ProcessorTime_OfACell_StopsItAndKeepsVariables()
    {
        await using var kernel = await LaunchAsync(new() { CellMinutes = 0, CellProcessorMinutes = 0.01 });
        await kernel.RunAsync("var kept = 42;");

        var result = await kernel.RunAsync("while (true) { }");

        Assert.Contains("took 0.6 seconds of processor time, as much as a cell may", result.Error?.Message, StringComparison.Ordinal);
        Assert.Equal("42", (await kernel.RunAsync("kept")).Result);
    }

    [Fact]
    public async Task Memory_OfOneKernel_IsItsOwnLimit()
    {
        await using var small = await LaunchAsync(new() { MemoryMegabytes = 300 });
        await using var usual = await LaunchAsync(null);
        const string Code = "var held = new List<byte[]>(); for (var i = 0; i < 10; i++) { held.Add(new byte[50_000_000]); Array.Fill(held[^1], (byte)1); } held.Count";

        Assert.Contains("may use 300 MB of memory", (await small.RunAsync(Code)).Error?.Message, StringComparison.Ordinal);
        Assert.Equal("10", (await usual.RunAsync(Code)).Result);
    }

    [Fact]
    public async Task Files_MoreThanTheQuota_EndTheKernelWithASentence()
    {
        await using var kernel = await LaunchAsync(new() { DiskEntries = 200 });

        await kernel.SubmitAsync("for (var i = 0; ; i++) { File.WriteAllText($\"f{i}\", \"\"); if (i % 50 == 0) Thread.Sleep(10); }");

        Assert.Contains("it may hold 200", (await kernel.EndedAsync()).Message, StringComparison.Ordinal);
    }

    private async Task<KernelConversation> LaunchAsync(KernelLimits? limits) => new(await TestKernel.NewLauncher().LaunchAsync(
        new KernelLaunchOptions { WorkingFolder = _folder[Path.GetRandomFileName()], Limits = limits }, TestContext.Current.CancellationToken));
}
