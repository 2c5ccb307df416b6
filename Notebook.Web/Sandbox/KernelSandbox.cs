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
    private readonly IProgramStart _start;
    private readonly KernelWatchdog _watchdog;
    private readonly SlotFolders? _slots;
    private readonly Lazy<Task<SandboxReport>> _report;

    public KernelSandbox(KernelExecutable executable, SandboxEnvironment environment, TimeProvider time)
        : this(new LocalStart(executable, environment), environment, time)
    {
    }

    /// <param name="start">Starts programs; this disposes it.</param>
    /// <param name="environment">Settings and folders.</param>
    /// <param name="time">For limits of time.</param>
    internal KernelSandbox(IProgramStart start, SandboxEnvironment environment, TimeProvider time)
    {
        _environment = environment;
        _start = start;
        _slots = environment.SlotsFolder is { } slots ? new SlotFolders(slots) : null;
        _watchdog = new KernelWatchdog(time);
        _report = new(ReportAsync);
    }

    /// <summary>What the probes found. The first call runs them; later ones share the result.</summary>
    public Task<SandboxReport> Report => _report.Value;

    /// <summary>Starts the kernel's process behind the layers.</summary>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it; the message names the remedy.</exception>
    internal async Task<ProcessKernel> StartAsync(KernelLaunchOptions options)
    {
        var program = await StartProgramAsync(options).ConfigureAwait(false);
        if (program.Layers == SandboxLayers.None)
        {
            var plain = new ProcessKernel(program, options);
            _watchdog.Watch(plain, KernelLimits.None);
            return plain;
        }

        var limits = options.Limits ?? _environment.Options.Limits;
        var kernel = new ProcessKernel(program, options, new ErrorExplanation(limits, options, _environment.Network.Hosts, program.Layers), _environment.Network) { FolderInside = SandboxStart.FolderInside(program.Layers, options) };
        _watchdog.Watch(kernel, limits);
        return kernel;
    }

    /// <summary>Starts the kernel's program behind the layers, to be a kernel or the language process.</summary>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it; the message names the remedy.</exception>
    internal async Task<StartedProgram> StartProgramAsync(KernelLaunchOptions options)
    {
        if (_environment.Mode == SandboxMode.Off)
            return await _start.StartAsync(options, SandboxLayers.None).ConfigureAwait(false);

        // A folder that stays its owner's is not for another user.
        var report = await (options.KeepsOwner ? _start.OwnersReport : Report).ConfigureAwait(false);
        if (report.Refusal is { } refusal)
            throw new KernelLaunchException(refusal);
        if (report.Layers.HasFlag(SandboxLayers.UserId))
        {
            if (!report.Layers.HasFlag(SandboxLayers.Bubblewrap))
                _environment.LetThrough(options.WorkingFolder);
            foreach (var folder in options.ReadableFolders)
                _environment.LetRead(folder, isReached: report.Layers.HasFlag(SandboxLayers.Bubblewrap));
        }

        return await _start.StartAsync(options, report.Layers).ConfigureAwait(false);
    }

    /// <summary>Starts a kernel in a slot of its own, to be handed over.</summary>
    /// <exception cref="KernelLaunchException">The sandbox does not allow it, or there is no data folder.</exception>
    internal async Task<ProcessKernel> StartAheadAsync(KernelLaunchOptions options)
    {
        if (_slots is null)
            throw new KernelLaunchException("Kernels are started ahead only by a server.");
        // It completes what an earlier server left first.
        var report = await Report.ConfigureAwait(false);
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
    internal async Task HandOverAsync(ProcessKernel kernel, KernelLaunchOptions options)
    {
        await _slots!.HandOverAsync(kernel.Options.WorkingFolder, options.WorkingFolder, kernel.Program.GiveFolderAsync).ConfigureAwait(false);
        if (kernel.UserId is not null)
            _environment.LetThrough(options.WorkingFolder);
        kernel.Options = options;
        kernel.Program.SetPriority(isLow: false);
    }

    /// <summary>Ends every kernel that still runs.</summary>
    public void Dispose()
    {
        _watchdog.Dispose();
        _start.Dispose();
    }

    private async Task<SandboxReport> ReportAsync()
    {
        if (_environment.DataFolder is { } data)
            _slots?.Recover(new DataFolder(data).NotebookFolder);
        return _environment.Mode == SandboxMode.Off
            ? new SandboxReport
            {
                Mode = SandboxMode.Off,
                Missing = ["Sandbox:Mode is Off: code in cells can read, change and reach whatever the server's user can. Remove the setting, or set it to Auto or Required."],
            }
            : await _start.Report.ConfigureAwait(false);
    }
}
