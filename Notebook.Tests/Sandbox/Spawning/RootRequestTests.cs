using System.Text.Json;
using Notebook.Tests.Kernels;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Spawning;

namespace Notebook.Tests.Sandbox.Spawning;

/// <summary>Attacks on the root process's socket, and what an orderly server gets over it.</summary>
public sealed class RootRequestTests : IDisposable
{
    private const string AskReport = "{\"ask\":\"report\",\"number\":5}";

    private readonly TemporaryFolder _root = new();
    private readonly TestRootProcess _process;

    public RootRequestTests()
    {
        Assert.SkipUnless(Capability.IsRoot, "Only root starts kernels for others.");
        Directory.CreateDirectory(_root["data/notebooks/aaaaaaaaaaaaaaaa"]);
        _process = new TestRootProcess(new SandboxEnvironment
        {
            Options = new() { Bubblewrap = false }, Mode = SandboxMode.Required, DataFolder = _root["data"], ScratchFolder = _root["data/scratch"],
        });
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _process?.Dispose();
        _root.Dispose();
    }

    [Fact]
    public async Task Messages_MalformedOversizedAndEmpty_AreRefusedAndTheNextRequestIsAnswered()
    {
        using var socket = _process.OpenSocket(Environment.ProcessId);
        var random = new Random(7);
        var noise = new byte[500];
        random.NextBytes(noise);
        foreach (var message in (byte[][])[[], [0], noise, new byte[SpawnSocket.MaxRequestBytes + 1], [.. TestRootProcess.Bytes(AskReport), .. new byte[60_000]], TestRootProcess.Bytes("{\"ask\":\"start\",\"number\":1,\"place\":\"Notebook\"}")])
            socket.Send(message);
        socket.Send(TestRootProcess.Bytes(AskReport));

        Assert.IsType<SandboxReported>(await ReceiveAsync(socket));
        Assert.Equal(6, _process.Log.Split("refused a message").Length - 1);
    }

    [Fact]
    public async Task Message_WithDescriptors_GivesRootNone()
    {
        using var socket = _process.OpenSocket(Environment.ProcessId);
        using var file = File.Create(_root["passed"]);
        var descriptor = (int)file.SafeFileHandle.DangerousGetHandle();
        var before = Copies();

        socket.Send(TestRootProcess.Bytes(AskReport), descriptor, descriptor, descriptor);

        // It is a request like others; what came with it was closed before anybody saw it.
        await ReceiveAsync(socket);
        Assert.Equal(before, Copies());

        int Copies() => Directory.GetFiles("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget == file.Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Message_OfAnotherProcessOrUser_IsRefused(bool isOtherProcess)
    {
        using var socket = isOtherProcess ? _process.OpenSocket(serverProcess: 1) : _process.OpenSocket(Environment.ProcessId, serverId: 10_000);

        socket.Send(TestRootProcess.Bytes(AskReport));

        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_process.Log.Contains("which is not the server", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Number_ThatWasUsedAlready_IsRefused()
    {
        using var socket = _process.OpenSocket(Environment.ProcessId);
        socket.Send(TestRootProcess.Bytes(AskReport));
        await ReceiveAsync(socket);

        socket.Send(TestRootProcess.Bytes(AskReport));

        Assert.True(await Eventually.TrueAsync(() => Task.FromResult(_process.Log.Contains("is no request", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("give")]
    [InlineData("measure")]
    public async Task Program_ThatRootDidNotStart_IsRefused(string ask)
    {
        using var socket = _process.OpenSocket(Environment.ProcessId);

        socket.Send(TestRootProcess.Bytes($"{{\"ask\":\"{ask}\",\"number\":1,\"program\":1}}"));

        Assert.Contains("knows no such program", Assert.IsType<RequestFailed>(await ReceiveAsync(socket)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_InAFolderThatIsALink_IsRefusedAndNothingChangesHands()
    {
        Directory.CreateDirectory(_root["elsewhere"]);
        await File.WriteAllTextAsync(_root["elsewhere/secret"], "secret", Token);
        Directory.Delete(_root["data/notebooks/aaaaaaaaaaaaaaaa"]);
        Directory.CreateSymbolicLink(_root["data/notebooks/aaaaaaaaaaaaaaaa"], _root["elsewhere"]);
        using var start = _process.OpenStart();

        var problem = await Assert.ThrowsAsync<IOException>(() => start.StartAsync(new KernelLaunchOptions { WorkingFolder = _root["data/notebooks/aaaaaaaaaaaaaaaa"] }, SandboxLayers.None));

        Assert.Contains("There is no folder", problem.Message, StringComparison.Ordinal);
        Assert.Equal(0, NativeCalls.OwnerOf(_root["elsewhere/secret"]));
    }

    [Fact]
    public async Task Kernel_ThatRootStarted_RunsAndItsFilesAreTheServersAgainAfterwards()
    {
        var folder = _root["data/notebooks/aaaaaaaaaaaaaaaa"];
        using var sandbox = _process.OpenSandbox();
        int user;
        await using (var kernel = new KernelConversation(await TestKernel.NewLauncher(sandbox).LaunchAsync(new KernelLaunchOptions { WorkingFolder = folder }, Token)))
        {
            user = ((ProcessKernel)kernel.Kernel).UserId!.Value;
            var result = await kernel.RunAsync("""
                File.WriteAllText("made.txt", "made"); Directory.CreateDirectory("closed", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
                File.WriteAllText("closed/inner.txt", "x"); File.SetUnixFileMode("made.txt", UnixFileMode.UserRead);
                """);
            Assert.Null(result.Error?.Message);
            Assert.Equal(user, NativeCalls.OwnerOf(Path.Combine(folder, "made.txt")));
        }

        Assert.InRange(user, 20_000, 59_999);
        Assert.Equal(0, NativeCalls.OwnerOf(folder));
        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(folder));
        // The server is in the kernel's group, and what the kernel closed to it is open.
        Assert.True(FileModes.Of(Path.Combine(folder, "closed")).HasFlag(UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute));
        Assert.True(FileModes.Of(Path.Combine(folder, "made.txt")).HasFlag(UnixFileMode.GroupRead | UnixFileMode.GroupWrite));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root["data/scratch"]));
    }

    private static async Task<SpawnAnswer> ReceiveAsync(SpawnSocket socket) => await Task.Run(() =>
    {
        var buffer = new byte[SpawnSocket.MaxAnswerBytes];
        var (length, _) = socket.ReceiveAnswer(buffer) ?? throw new IOException("The socket is closed.");
        return JsonSerializer.Deserialize(buffer.AsSpan(0, length), SpawnJson.Default.SpawnAnswer)!;
    }, Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
}
