using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>Does what the server asks of root, one program at a time or several at once. Knows nothing of the socket.</summary>
/// <param name="report">What the probes found: every program gets these layers.</param>
/// <param name="start">Builds commands.</param>
/// <param name="spawn">Starts a process that lives as long as this one at most.</param>
/// <param name="data">The data folder, which is the server's.</param>
/// <param name="scratch">Where temporary folders are made, which is root's.</param>
/// <param name="files">Who owns what.</param>
/// <param name="userIds">The ids of kernels.</param>
/// <param name="serverId">The server's, which kernels have where they have none of their own.</param>
/// <param name="tell">Sends an answer.</param>
internal sealed class ProgramRequests(
    SandboxReport report, SandboxStart start, Func<ProcessStartInfo, Task<Process>> spawn, DataFolder data, FolderHandle scratch, SharedFiles files, UserIds userIds, int serverId, Action<SpawnAnswer, int[]> tell)
{
    /// <summary>More than any machine runs.</summary>
    internal const int MaxPrograms = 1_000;

    private readonly SpawnRules _rules = new(data);
    private readonly ConcurrentDictionary<long, SpawnedProgram> _programs = [];
    private int _count;

    /// <summary>Answers one request.</summary>
    public async Task AnswerAsync(SpawnRequest request)
    {
        try
        {
            switch (request)
            {
                case ReportSandbox:
                    tell(new SandboxReported { Number = request.Number, Report = report }, []);
                    break;
                case StartProgram wanted:
                    await StartAsync(wanted).ConfigureAwait(false);
                    break;
                case GiveFolder { Program: var number }:
                    Use(number, program => files.Give(program.Folder, program.Identity.UserId!.Value));
                    tell(new RequestDone { Number = request.Number }, []);
                    break;
                case MeasureFolder { Program: var number }:
                    var usage = default(FolderUsage);
                    Use(number, program => usage = files.Measure(program.Scratch).Plus(files.Measure(program.Folder))
                        .Plus(new(KernelProcess.Find(program.Process.Id)?.ReadDeletedBytes(program.Identity.UserId) ?? 0, 0, IsTooDeep: false)));
                    tell(new FolderMeasured { Number = request.Number, Bytes = usage.Bytes, Entries = usage.Entries, IsTooDeep = usage.IsTooDeep }, []);
                    break;
                case SetPriority { Program: var number, IsLow: var isLow }:
                    Use(number, program => KernelPriority.Set(program.Process.Id, isLow));
                    tell(new RequestDone { Number = request.Number }, []);
                    break;
                case EndProgram { Program: var number }:
                    // Not in turn: a long look at its folders must not keep it alive.
                    if (_programs.TryGetValue(number, out var ended))
                        ended.Process.Kill();
                    tell(new RequestDone { Number = request.Number }, []);
                    break;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or Win32Exception or InvalidOperationException)
        {
            tell(new RequestFailed { Number = request.Number, Problem = exception.Message }, []);
        }
    }

    private void Use(long number, Action<SpawnedProgram> use)
    {
        if (!_programs.TryGetValue(number, out var program))
            throw new IOException("The root process knows no such program; it may have ended.");
        lock (program.Using)
        {
            if (program.HasEnded)
                throw new IOException("The program has ended.");
            use(program);
        }
    }

    private async Task StartAsync(StartProgram request)
    {
        if (report.Refusal is { } refusal)
            throw new IOException(refusal);
        var (options, problem) = _rules.Check(request);
        if (problem is not null)
            throw new IOException(problem);
        if (Interlocked.Increment(ref _count) > MaxPrograms)
        {
            Interlocked.Decrement(ref _count);
            throw new IOException($"There are {MaxPrograms} kernels, and no more can be started.");
        }

        try
        {
            var program = await StartAsync(options).ConfigureAwait(false);
            _programs[request.Number] = program;
            tell(new ProgramStarted { Number = request.Number, ProcessId = program.Process.Id, UserId = report.Layers.HasFlag(SandboxLayers.UserId) ? program.Identity.UserId : null, Layers = report.Layers }, program.Descriptors);
            program.ClosePipes();
            _ = AwaitEndAsync(request.Number, program);
        }
        catch
        {
            Interlocked.Decrement(ref _count);
            throw;
        }
    }

    private async Task<SpawnedProgram> StartAsync(KernelLaunchOptions options)
    {
        var scratchName = Path.GetRandomFileName();
        var folder = OpenBelow(options.WorkingFolder);
        FolderHandle? own = null;
        int? taken = null;
        try
        {
            // Files that belong to a free id need no new owner.
            if (report.Layers.HasFlag(SandboxLayers.UserId))
                taken = userIds.Take(folder.Names().Select(folder.StatusOf).FirstOrDefault(static status => status is not null)?.UserId);
            var userId = taken ?? serverId;
            own = scratch.Make(scratchName, 0);
            files.Give(folder, userId);
            own.SetOwner(userId, userId);
            own.SetMode(SharedFiles.Folder);

            var identity = new ProgramIdentity(userId, Path.Combine(data.Scratch, scratchName), SharesFiles: true);
            var process = await spawn(start.Build(report.Layers, identity, options, start.ProgramArguments(report.Layers, options))).ConfigureAwait(false);
            return new SpawnedProgram(process, identity, folder, own);
        }
        catch
        {
            own?.Dispose();
            files.TakeBack(folder);
            folder.Dispose();
            scratch.Remove(scratchName);
            if (taken is { } id)
                userIds.Return(id);
            throw;
        }
    }

    /// <summary>Step by step from the data folder, so that no link on the way leads elsewhere.</summary>
    private FolderHandle OpenBelow(string path)
    {
        var current = FolderHandle.Open(data.Path);
        foreach (var name in Path.GetRelativePath(data.Path, path).Split('/'))
        {
            using var parent = current;
            current = parent.TryOpen(name) ?? throw new IOException($"There is no folder {path}.");
        }

        return current;
    }

    private async Task AwaitEndAsync(long number, SpawnedProgram program)
    {
        await program.Process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        ProcessSignals.KillGroup(program.Process.Id);
        int exitCode;
        lock (program.Using)
        {
            program.HasEnded = true;
            exitCode = program.Process.ExitCode;
            files.TakeBack(program.Folder);
            scratch.Remove(Path.GetFileName(program.Identity.ScratchFolder));
            program.Dispose();
        }

        if (program.Identity.UserId is { } id)
            userIds.Return(id);
        _programs.TryRemove(number, out _);
        Interlocked.Decrement(ref _count);
        tell(new ProgramEnded { Number = number, ExitCode = exitCode }, []);
    }
}
