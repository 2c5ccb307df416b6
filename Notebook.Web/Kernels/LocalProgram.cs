using System.Diagnostics;
using System.IO.Enumeration;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

/// <summary>A program that this process started itself.</summary>
internal sealed class LocalProgram : StartedProgram
{
    private readonly Process _process;
    private readonly KernelSlot? _slot;

    /// <param name="process">The process; this owns it.</param>
    /// <param name="slot">What it has to itself, disposed when it has ended; null outside a sandbox.</param>
    public LocalProgram(Process process, KernelSlot? slot)
    {
        _process = process;
        _slot = slot;
        Id = process.Id;
        Ended = EndAsync();
    }

    public override int Id { get; }

    public override int? UserId => _slot?.UserId;

    public override Stream Input => _process.StandardInput.BaseStream;

    public override Stream Output => _process.StandardOutput.BaseStream;

    public override Stream Error => _process.StandardError.BaseStream;

    public override Task<int> Ended { get; }

    public override void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }

    public override void SetPriority(bool isLow) => KernelPriority.Set(Id, isLow);

    public override Task GiveFolderAsync(string folder)
    {
        if (UserId is { } id)
            KernelSlot.GiveAll(folder, id);
        return Task.CompletedTask;
    }

    public override Task<FolderUsage> MeasureAsync(string? folder) => Task.Run(() =>
        Below(folder).Plus(Below(_slot?.ScratchFolder)).Plus(new(KernelProcess.Find(Id) is { } process ? process.ReadDeletedBytes(UserId) : 0, 0, IsTooDeep: false)));

    public override void Dispose() => _process.Dispose();

    private async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        // What cells started is in the kernel's process group, which is gone when they started nothing.
        ProcessSignals.KillGroup(Id);
        _slot?.Dispose();
        return _process.ExitCode;
    }

    private static FolderUsage Below(string? path)
    {
        var usage = default(FolderUsage);
        if (path is null)
            return usage;
        try
        {
            foreach (var length in KernelSlot.Everything(path, static (ref FileSystemEntry entry) => entry.IsDirectory ? 0 : entry.Length))
                usage = usage.Plus(new(length, 1, IsTooDeep: false));
        }
        catch (IOException)
        {
            // It changes while it is looked at; the next look sees what is there then.
        }

        return usage;
    }
}
