using System.Diagnostics;
using Notebook.Web.Kernels;
using Notebook.Web.Storage;

namespace Notebook.Web.Sandbox;

/// <summary>
/// The sandbox around this server's kernels: probed once, then the same for every kernel. A layer that fails at one start makes that
/// start fail; it is never left out.
/// </summary>
public sealed class KernelSandbox : IDisposable
{
    private readonly SandboxEnvironment _environment;
    private readonly KernelExecutable _executable;
    private readonly SandboxStart _start;
    private readonly ProcessSpawner _spawner = new();
    private readonly KernelWatchdog _watchdog;
    private readonly UserIds _userIds;
    private readonly SlotFolders? _slots;
    private readonly Lazy<Task<SandboxReport>> _serverReport;
    private readonly Lazy<Task<SandboxReport>> _runReport;

    public KernelSandbox(KernelExecutable executable, SandboxEnvironment environment, TimeProvider time)
    {
        _environment = environment;
        _executable = executable;
        _start = new SandboxStart(executable, environment.Options.Limits, environment.CommonFolder, hasNetwork: !environment.Network.Hosts.IsEmpty);
        _slots = environment.SlotsFolder is { } slots ? new SlotFolders(slots) : null;
        _watchdog = new KernelWatchdog(time);
        _userIds = new UserIds(environment.Options.FirstUserId);
        _serverReport = new(() => ProbeAsync(switchesUser: true));
        _runReport = new(() => ProbeAsync(switchesUser: false));
    }

    /// <summary>What the probes found. The first call runs them; later ones share the result.</summary>
    public Task<SandboxReport> Report => _serverReport.Value;

    /// <summary>Starts the kernel's process behind the layers.</summary>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it; the message names the remedy.</exception>
    internal async Task<ProcessKernel> StartAsync(KernelLaunchOptions options)
    {
        var (process, slot, layers) = await StartProgramAsync(options).ConfigureAwait(false);
        if (slot is null)
        {
            var plain = new ProcessKernel(process, options);
            _watchdog.Watch(plain, KernelLimits.None, scratchFolder: null);
            return plain;
        }

        var limits = options.Limits ?? _environment.Options.Limits;
        var kernel = new ProcessKernel(process, options, slot, new ErrorExplanation(limits, options, _environment.Network.Hosts, layers), _environment.Network) { FolderInside = SandboxStart.FolderInside(layers, options) };
        _watchdog.Watch(kernel, limits, slot.ScratchFolder);
        return kernel;
    }

    /// <summary>Starts the kernel's program behind the layers, to be a kernel or what its arguments say.</summary>
    /// <returns>The process, and what it has to itself: to be disposed when it has ended; null outside a sandbox.</returns>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it; the message names the remedy.</exception>
    internal async Task<(Process Process, KernelSlot? Slot, SandboxLayers Layers)> StartProgramAsync(KernelLaunchOptions options, params string[] arguments)
    {
        if (_environment.Mode == SandboxMode.Off)
            return (await StartPlainAsync(arguments).ConfigureAwait(false), null, SandboxLayers.None);

        // A folder that stays its owner's is not for another user.
        var report = await (options.KeepsOwner ? _runReport : _serverReport).Value.ConfigureAwait(false);
        if (report.Refusal is { } refusal)
            throw new KernelLaunchException(refusal);
        if (report.Layers == SandboxLayers.None)
            return (await StartPlainAsync(arguments).ConfigureAwait(false), null, SandboxLayers.None);

        if (report.Layers.HasFlag(SandboxLayers.UserId) && !report.Layers.HasFlag(SandboxLayers.Bubblewrap))
            _environment.LetThrough(options.WorkingFolder);
        var slot = KernelSlot.Open(options.WorkingFolder, _environment.ScratchFolder, report.Layers.HasFlag(SandboxLayers.UserId) ? _userIds : null);
        try
        {
            // Only a kernel runs code that may want the network.
            var own = arguments.Length == 0 ? _start.KernelArguments(report.Layers) : ["--die-with-parent", .. arguments];
            return (await _spawner.StartAsync(_start.Build(report.Layers, slot, options, own)).ConfigureAwait(false), slot, report.Layers);
        }
        catch
        {
            slot.Dispose();
            throw;
        }
    }

    /// <summary>Starts a kernel in a slot of its own, to be handed over.</summary>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it, or there is no data folder.</exception>
    internal async Task<ProcessKernel> StartAheadAsync(KernelLaunchOptions options)
    {
        if (_slots is null)
            throw new KernelLaunchException("Kernels are started ahead only by a server.");
        // Its probes wipe what an earlier server left.
        var report = await _serverReport.Value.ConfigureAwait(false);
        var slot = _slots.Create();
        if (report.Layers.HasFlag(SandboxLayers.UserId))
            _environment.LetThrough(_environment.SlotsFolder!);
        try
        {
            var kernel = await StartAsync(options with { WorkingFolder = slot }).ConfigureAwait(false);
            _ = kernel.Ended.ContinueWith(_ => _slots.Remove(slot), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            return kernel;
        }
        catch
        {
            _slots.Remove(slot);
            throw;
        }
    }

    /// <summary>Makes the folder of a kernel that was started ahead the notebook's.</summary>
    /// <exception cref="IOException">It could not be done; the notebook's folder is complete.</exception>
    internal void HandOver(ProcessKernel kernel, KernelLaunchOptions options)
    {
        _slots!.HandOver(kernel.Options.WorkingFolder, options.WorkingFolder, kernel.UserId);
        if (kernel.UserId is not null)
            _environment.LetThrough(options.WorkingFolder);
        kernel.Options = options;
        KernelPriority.Raise(kernel.ProcessId);
    }

    /// <summary>Ends every kernel that still runs.</summary>
    public void Dispose()
    {
        _watchdog.Dispose();
        _spawner.Dispose();
    }

    private Task<Process> StartPlainAsync(string[] arguments)
    {
        var start = _executable.StartInfo();
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return _spawner.StartAsync(start);
    }

    private async Task<SandboxReport> ProbeAsync(bool switchesUser)
    {
        if (switchesUser && _environment.DataFolder is { } data)
            _slots?.Recover(new DataFolder(data).NotebookFolder);
        if (_environment.Mode == SandboxMode.Off)
        {
            return new SandboxReport
            {
                Mode = SandboxMode.Off,
                Missing = ["Sandbox:Mode is Off: code in cells can read, change and reach whatever the server's user can. Remove the setting, or set it to Auto or Required."],
            };
        }

        _environment.WipeScratch();
        var scratch = _environment.ScratchFolder;
        if (scratch is not null && switchesUser)
            _environment.LetThrough(scratch);
        return await new SandboxProbing(_environment.Options, _start, scratch, start => _spawner.StartAsync(start))
            .RunAsync(_environment.Mode, switchesUser, CancellationToken.None).ConfigureAwait(false);
    }
}
