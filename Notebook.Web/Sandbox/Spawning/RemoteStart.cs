using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>The server's side of the root process that started it: everything that needs root is asked of it.</summary>
internal sealed class RemoteStart : IProgramStart
{
    /// <summary>The variable that tells the server which descriptor leads to root.</summary>
    public const string Variable = "NOTEBOOK_SPAWNER";

    private readonly SpawnSocket _socket;
    private readonly DataFolder _data;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<SpawnAnswer>> _asked = [];
    private readonly ConcurrentDictionary<long, RemoteProgram> _programs = [];
    private readonly Lazy<Task<SandboxReport>> _report;
    private readonly Lock _asking = new();
    private long _lastNumber;
    private volatile bool _isClosed;

    /// <param name="socket">The way to root; this owns it.</param>
    /// <param name="data">The data folder, which root has too.</param>
    public RemoteStart(SpawnSocket socket, DataFolder data)
    {
        _socket = socket;
        _data = data;
        _report = new(async () => await AskAsync(number => new ReportSandbox { Number = number }).ConfigureAwait(false) is SandboxReported reported
            ? reported.Report : throw new KernelLaunchException("The root process did not say what the sandbox is made of."));
        new Thread(Read, 256 * 1024) { IsBackground = true, Name = "answers of root" }.Start();
    }

    public Task<SandboxReport> Report => _report.Value;

    // A folder that stays its owner's is the command line's, which has no root process.
    public Task<SandboxReport> OwnersReport => _report.Value;

    /// <returns>Null when no root process started this one.</returns>
    public static RemoteStart? OfThisProcess(DataFolder data)
    {
        var value = Environment.GetEnvironmentVariable(Variable);
        // What this process starts has nothing to ask.
        Environment.SetEnvironmentVariable(Variable, null);
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var descriptor) ? new(new SpawnSocket(descriptor), data) : null;
    }

    public async Task<StartedProgram> StartAsync(KernelLaunchOptions options, SandboxLayers layers)
    {
        if (options.KeepsOwner || !options.ReadableFiles.IsEmpty)
            throw new IOException("The root process starts programs in the server's own folders only.");
        var (place, name) = PlaceOf(options);
        var answer = await AskAsync(number => new StartProgram
        {
            Number = number,
            Place = place,
            Name = name,
            Group = options.GroupFolder is { } group ? Path.GetFileName(group) : null,
            Packages = options.ReadableFolders.FirstOrDefault(folder => Path.GetDirectoryName(Path.GetDirectoryName(folder)) == _data.Packages) is { } packages ? Path.GetFileName(Path.GetDirectoryName(packages)) : null,
            Limits = options.Limits,
        }).ConfigureAwait(false);
        return answer is ProgramStarted && _programs.TryGetValue(answer.Number, out var program) ? program : throw new IOException("The root process did not start it.");
    }

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="IOException">It was not done; the message says why.</exception>
    public async Task<SpawnAnswer> AskAsync(Func<long, SpawnRequest> make)
    {
        var answer = new TaskCompletionSource<SpawnAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        // Numbers come to root in their order.
        lock (_asking)
        {
            if (_isClosed)
                throw Gone();
            var request = make(++_lastNumber);
            _asked[request.Number] = answer;
            _socket.Send(JsonSerializer.SerializeToUtf8Bytes(request, SpawnJson.Default.SpawnRequest));
        }

        return await answer.Task.ConfigureAwait(false) is RequestFailed failed ? throw new IOException(failed.Problem) : await answer.Task.ConfigureAwait(false);
    }

    /// <summary>Ends programs by closing the way to root, which ends this process too: only when it ends.</summary>
    public void Dispose()
    {
        foreach (var program in _programs.Values)
            program.Kill();
    }

    private static IOException Gone() => new("The root process that starts kernels is gone.");

    private (ProgramPlace Place, string Name) PlaceOf(KernelLaunchOptions options)
    {
        if (options.IsLanguage)
            return (ProgramPlace.Language, "");
        var name = Path.GetFileName(options.WorkingFolder);
        return Path.GetDirectoryName(options.WorkingFolder) == _data.Slots ? (ProgramPlace.Slot, name) : (ProgramPlace.Notebook, name);
    }

    private void Read()
    {
        var buffer = new byte[SpawnSocket.MaxAnswerBytes];
        while (_socket.ReceiveAnswer(buffer) is var (length, descriptors))
        {
            if (JsonSerializer.Deserialize(buffer.AsSpan(0, length), SpawnJson.Default.SpawnAnswer) is not { } answer)
                continue;
            switch (answer)
            {
                case ProgramStarted started when descriptors is [var input, var output, var error]:
                    _programs[started.Number] = new RemoteProgram(this, started, input, output, error) { Layers = started.Layers };
                    break;
                case ProgramEnded ended:
                    if (_programs.TryRemove(ended.Number, out var program))
                        program.NoteEnd(ended.ExitCode);
                    continue;
            }

            if (_asked.TryRemove(answer.Number, out var asked))
                asked.TrySetResult(answer);
        }

        // It takes this process with it in a moment.
        _isClosed = true;
        foreach (var asked in _asked.Values)
            asked.TrySetException(Gone());
    }
}
