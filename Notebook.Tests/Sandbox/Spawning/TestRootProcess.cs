using System.Text;
using System.Text.Json;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Spawning;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sandbox.Spawning;

/// <summary>The root process and the server's side of it in one process: real messages, real kernels.</summary>
internal sealed class TestRootProcess(SandboxEnvironment environment) : IDisposable
{
    private readonly ProcessSpawner _spawner = new();
    private readonly StringWriter _log = new();
    private readonly SandboxStart _start = new(TestKernel.Executable, environment);
    private SpawnSocket? _socket;
    private FolderHandle? _scratch;

    /// <summary>What root said about messages that it refused.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>The sandbox of a server whose kernels root starts.</summary>
    public KernelSandbox OpenSandbox() => new(OpenStart(), environment, TimeProvider.System);

    public RemoteStart OpenStart() => new(OpenSocket(Environment.ProcessId), new DataFolder(environment.DataFolder!));

    /// <summary>The server's end of the socket.</summary>
    /// <param name="serverProcess">The one process that may ask.</param>
    /// <param name="serverId">Its user.</param>
    public SpawnSocket OpenSocket(int serverProcess, int serverId = 0)
    {
        var (data, files) = (new DataFolder(environment.DataFolder!), new SharedFiles(0, environment.Options.FirstUserId, UserIds.Count));
        _scratch = new DataPreparation(data, files, 0).Run();
        var (own, other) = SpawnSocket.CreatePair();
        _socket = own;
        var requests = new Lazy<Task<ProgramRequests>>(async () =>
        {
            using var probing = new LocalStart(TestKernel.Executable, environment);
            return new ProgramRequests(await probing.Report, _start, _spawner.StartAsync, data, _scratch, files, new UserIds(environment.Options.FirstUserId), 0, Tell);
        });
        new RequestReader(own, serverProcess, serverId, async request => await (await requests.Value).AnswerAsync(request), Tell, TextWriter.Synchronized(_log)).Start();
        return new SpawnSocket(other);
    }

    public void Dispose()
    {
        _spawner.Dispose();
        _scratch?.Dispose();
        _socket?.Dispose();
    }

    private void Tell(SpawnAnswer answer, int[] descriptors)
    {
        try
        {
            _socket!.Send(JsonSerializer.SerializeToUtf8Bytes(answer, SpawnJson.Default.SpawnAnswer), descriptors);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    /// <summary>A message of these characters.</summary>
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
