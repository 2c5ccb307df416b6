using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>
/// The process that stays root where the server is not (DESIGN section 8). It prepares the data folder, probes the sandbox, starts the server under a
/// user id of its own, and then does for it what needs root, and nothing else. Both end with the other, and kernels with both.
/// </summary>
internal sealed class RootProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly SandboxEnvironment _environment;
    private readonly DataFolder _data;
    private readonly TextWriter _log;
    private readonly ProcessSpawner _spawner = new();
    private SpawnSocket? _socket;

    public RootProcess(SandboxEnvironment environment, DataFolder data, TextWriter log)
    {
        _environment = environment;
        _data = data;
        _log = log;
    }

    /// <summary>Whether a server that is started now stays with a root process and is somebody else itself.</summary>
    public static bool IsWanted(SandboxEnvironment environment) =>
        OperatingSystem.IsLinux() && NativeCalls.UserId == 0 && environment.Options.ServerUserId > 0 && environment.Mode != SandboxMode.Off;

    /// <summary>Runs until the server ends.</summary>
    /// <param name="executable">The kernel's program, which also makes the server another user.</param>
    /// <param name="server">The server's program and its arguments.</param>
    /// <param name="cancellationToken">Asks the server to end, as SIGTERM does.</param>
    /// <returns>The server's exit code.</returns>
    /// <exception cref="IOException">The data folder can't be used; the message says what to do.</exception>
    public async Task<int> RunAsync(KernelExecutable executable, IReadOnlyList<string> server, CancellationToken cancellationToken)
    {
        var options = _environment.Options;
        var files = new SharedFiles(options.ServerUserId, options.FirstUserId, UserIds.Count);
        // Whoever has the folder goes on; the server that is started now says so.
        using var scratch = DataFolderLock.IsHeld(_data) ? null : new DataPreparation(_data, files, options.ServerUserId).Run();
        SandboxReport report;
        // Nobody else is there yet who could put something in the way of the probes.
        using (var probing = new LocalStart(executable, _environment))
            report = await probing.Report.ConfigureAwait(false) with { ServerUserId = options.ServerUserId };

        var (socket, other) = SpawnSocket.CreatePair();
        _socket = socket;
        using var process = await _spawner.StartAsync(ServerStart(executable, server, other)).ConfigureAwait(false);
        SpawnSocket.Close(other);
        if (scratch is not null)
        {
            var requests = new ProgramRequests(
                report, new SandboxStart(executable, _environment), _spawner.StartAsync, _data, scratch, files, new UserIds(options.FirstUserId), options.ServerUserId, Tell);
            new RequestReader(socket, process.Id, options.ServerUserId, requests.AnswerAsync, Tell, _log).Start();
        }

        await using var ending = cancellationToken.Register(() => ProcessSignals.SendTo(process.Id, Terminate));
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        return process.ExitCode;
    }

    /// <summary>Ends everything that it started.</summary>
    public void Dispose()
    {
        _spawner.Dispose();
        _socket?.Dispose();
    }

    private ProcessStartInfo ServerStart(KernelExecutable executable, IReadOnlyList<string> server, int descriptor)
    {
        var options = _environment.Options;
        var policy = new SandboxPolicy
        {
            UserId = options.ServerUserId,
            // A kernel's files are its group's, and the server is in all of those groups.
            Groups = (options.FirstUserId, UserIds.Count),
            ParentId = Environment.ProcessId,
            ServerDescriptor = descriptor,
            Niceness = 0,
            Landlock = false,
            Seccomp = false,
            WorkingFolder = "/",
            Program = [SystemFolders.Dotnet, .. server],
        };
        var start = new ProcessStartInfo(SystemFolders.Dotnet) { UseShellExecute = false, WorkingDirectory = "/" };
        start.ArgumentList.Add(executable.AssemblyPath);
        foreach (var argument in policy.ToArguments())
            start.ArgumentList.Add(argument);
        start.Environment["HOME"] = _data.Home;
        start.Environment["TMPDIR"] = Path.Combine(_data.Home, "temporary");
        start.Environment[RemoteStart.Variable] = descriptor.ToString(CultureInfo.InvariantCulture);
        return start;
    }

    private void Tell(SpawnAnswer answer, int[] descriptors)
    {
        try
        {
            _socket!.Send(JsonSerializer.SerializeToUtf8Bytes(answer, SpawnJson.Default.SpawnAnswer), descriptors);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The server has ended, or takes nothing; this process ends with it.
        }
    }
}
