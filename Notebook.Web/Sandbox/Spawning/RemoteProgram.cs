using System.IO.Pipes;
using Microsoft.Win32.SafeHandles;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox.Spawning;

/// <summary>A program that the root process started for the server.</summary>
internal sealed class RemoteProgram : StartedProgram
{
    private readonly RemoteStart _start;
    private readonly long _number;
    private readonly TaskCompletionSource<int> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="start">The way to root.</param>
    /// <param name="started">What root said.</param>
    /// <param name="input">The descriptor that writes to its standard input; this owns all three.</param>
    /// <param name="output">The one that reads its standard output.</param>
    /// <param name="error">The one that reads its standard error.</param>
    public RemoteProgram(RemoteStart start, ProgramStarted started, int input, int output, int error)
    {
        _start = start;
        _number = started.Number;
        Id = started.ProcessId;
        UserId = started.UserId;
        Input = Open(PipeDirection.Out, input);
        Output = Open(PipeDirection.In, output);
        Error = Open(PipeDirection.In, error);
    }

    public override int Id { get; }

    public override int? UserId { get; }

    public override Stream Input { get; }

    public override Stream Output { get; }

    public override Stream Error { get; }

    public override Task<int> Ended => _ended.Task;

    public void NoteEnd(int exitCode) => _ended.TrySetResult(exitCode);

    public override void Kill()
    {
        if (!_ended.Task.IsCompleted)
            _ = AskAsync(number => new EndProgram { Number = number, Program = _number });
    }

    public override void SetPriority(bool isLow) => _ = AskAsync(number => new SetPriority { Number = number, Program = _number, IsLow = isLow });

    public override Task GiveFolderAsync(string folder) => _start.AskAsync(number => new GiveFolder { Number = number, Program = _number });

    public override async Task<FolderUsage> MeasureAsync(string? folder) =>
        await AskAsync(number => new MeasureFolder { Number = number, Program = _number }).ConfigureAwait(false) is FolderMeasured measured
            ? new(measured.Bytes, measured.Entries, measured.IsTooDeep) : default;

    public override void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Error.Dispose();
    }

    private async Task<SpawnAnswer?> AskAsync(Func<long, SpawnRequest> make)
    {
        try
        {
            return await _start.AskAsync(make).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has just ended, or root has, which ends it too.
            return null;
        }
    }

    private static AnonymousPipeClientStream Open(PipeDirection direction, int descriptor) => new(direction, new SafePipeHandle(descriptor, ownsHandle: true));
}
