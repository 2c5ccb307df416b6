using System.Buffers.Binary;
using System.Diagnostics;
using Notebook.Protocol;

namespace Notebook.Tests.Kernels;

/// <summary>The kernel's program as a launcher sees it: what it answers on its pipe, and when it ends.</summary>
public sealed class KernelProgramTests : IDisposable
{
    private readonly Process _process;
    private readonly FramePipe _pipe;

    public KernelProgramTests()
    {
        var start = TestKernel.Executable.StartInfo();
        // This test's thread may end before the kernel.
        start.ArgumentList.Remove("--die-with-parent");
        _process = Process.Start(start)!;
        _pipe = new FramePipe(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    [Fact]
    public async Task Open_SameVersion_IsAnsweredWithTheRuntime()
    {
        var answer = await OpenAsync(ProtocolVersion.Current);

        Assert.StartsWith(".NET 10", Assert.IsType<KernelOpened>(answer).Runtime, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OtherVersion_IsRefusedAndTheProcessEnds()
    {
        var answer = await OpenAsync(ProtocolVersion.Current + 1);

        Assert.Contains($"version {ProtocolVersion.Current + 1}", Assert.IsType<KernelRefused>(answer).Reason, StringComparison.Ordinal);
        await _process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        Assert.Equal(1, _process.ExitCode);
    }

    [Fact]
    public async Task Open_MissingFolder_IsRefused()
    {
        await WriteAsync(new OpenKernel { ProtocolVersion = ProtocolVersion.Current, WorkingFolder = "/does/not/exist" });

        Assert.Contains("working folder", Assert.IsType<KernelRefused>(await ReadAsync()).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 255, 255, 255, 127 }, "was announced")]
    [InlineData(new byte[] { 0, 0, 0, 0 }, "was announced")]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3 }, "not a message")]
    [InlineData(new byte[] { 2, 0, 0, 0, 123, 125 }, "not a message")]
    public async Task Garbage_EndsTheProcessWithASentence(byte[] bytes, string words)
    {
        await OpenAsync(ProtocolVersion.Current);

        await _process.StandardInput.BaseStream.WriteAsync(bytes, Cancelled);
        await _process.StandardInput.BaseStream.FlushAsync(Cancelled);

        Assert.Contains(words, await _process.StandardError.ReadToEndAsync(Cancelled), StringComparison.Ordinal);
        await _process.WaitForExitAsync(Cancelled);
        Assert.Equal(1, _process.ExitCode);
    }

    [Fact]
    public async Task FrameCutOff_EndsTheProcess()
    {
        await OpenAsync(ProtocolVersion.Current);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, 100);

        await _process.StandardInput.BaseStream.WriteAsync(length, Cancelled);
        _process.StandardInput.Close();

        await _process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    [Theory]
    [InlineData("while (true) { }")]
    [InlineData("Thread.Sleep(600_000);")]
    [InlineData("for (var i = 0; i < 8; i++) new Thread(() => { while (true) { } }).Start(); while (true) { }")]
    [InlineData("try { throw new Exception(); } catch { while (true) { } }")]
    public async Task PipeClosed_WhileUserCodeRuns_EndsTheProcess(string code)
    {
        await OpenAsync(ProtocolVersion.Current);
        await WriteAsync(new Submit { SubmissionId = new SubmissionId(1), SourceName = "cell", Code = code });
        Assert.IsType<SubmissionStarted>(await ReadAsync());

        // As the system does when the server is killed.
        _process.StandardInput.Close();

        await _process.WaitForExitAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
    }

    private async Task<KernelEvent?> OpenAsync(int version)
    {
        await WriteAsync(new OpenKernel { ProtocolVersion = version, WorkingFolder = "/" });
        return await ReadAsync();
    }

    private ValueTask WriteAsync(KernelRequest request) => _pipe.WriteAsync(request, ProtocolJson.Default.KernelRequest, Cancelled);

    private async Task<KernelEvent?> ReadAsync() => await _pipe.ReadAsync(ProtocolJson.Default.KernelEvent, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancelled);
}
