using System.Diagnostics;
using Notebook.Web.Kernels;

namespace Notebook.Web.Sandbox;

/// <summary>Starts programs in this process, which is root or is not; without root they all have its user id.</summary>
internal sealed class LocalStart : IProgramStart
{
    private readonly SandboxEnvironment _environment;
    private readonly KernelExecutable _executable;
    private readonly SandboxStart _start;
    private readonly ProcessSpawner _spawner = new();
    private readonly UserIds _userIds;
    private readonly Lazy<Task<SandboxReport>> _report;
    private readonly Lazy<Task<SandboxReport>> _ownersReport;

    public LocalStart(KernelExecutable executable, SandboxEnvironment environment)
    {
        _environment = environment;
        _executable = executable;
        _start = new SandboxStart(executable, environment);
        _userIds = new UserIds(environment.Options.FirstUserId);
        _report = new(() => ProbeAsync(switchesUser: true));
        _ownersReport = new(() => ProbeAsync(switchesUser: false));
    }

    public Task<SandboxReport> Report => _report.Value;

    public Task<SandboxReport> OwnersReport => _ownersReport.Value;

    public async Task<StartedProgram> StartAsync(KernelLaunchOptions options, SandboxLayers layers)
    {
        if (layers == SandboxLayers.None)
            return new LocalProgram(await StartPlainAsync(options).ConfigureAwait(false), slot: null) { Layers = layers };

        var slot = KernelSlot.Open(options.WorkingFolder, _environment.ScratchFolder, layers.HasFlag(SandboxLayers.UserId) ? _userIds : null);
        try
        {
            var process = await _spawner.StartAsync(_start.Build(layers, slot.Identity, options, _start.ProgramArguments(layers, options))).ConfigureAwait(false);
            return new LocalProgram(process, slot) { Layers = layers };
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    /// <summary>Ends every program that still runs.</summary>
    public void Dispose() => _spawner.Dispose();

    private Task<Process> StartPlainAsync(KernelLaunchOptions options)
    {
        var start = _executable.StartInfo();
        foreach (var argument in _start.ProgramArguments(SandboxLayers.None, options).Skip(1))
            start.ArgumentList.Add(argument);
        return _spawner.StartAsync(start);
    }

    private async Task<SandboxReport> ProbeAsync(bool switchesUser)
    {
        _environment.WipeScratch();
        var scratch = _environment.ScratchFolder;
        if (scratch is not null && switchesUser)
            _environment.LetThrough(scratch);
        return await new SandboxProbing(_environment.Options, _start, scratch, start => _spawner.StartAsync(start))
            .RunAsync(_environment.Mode, switchesUser, CancellationToken.None).ConfigureAwait(false);
    }
}
