using System.ComponentModel;
using Notebook.Protocol;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Kernels;

/// <summary>Starts kernels as processes of this machine, in the sandbox, which ends those that still run when it is disposed.</summary>
public sealed class ProcessKernelLauncher(KernelExecutable executable, KernelSandbox sandbox, TimeProvider time) : IKernelLauncher, IWarmStart
{
    /// <summary>A kernel answers within half a second; a machine that pages takes longer.</summary>
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    private readonly Lazy<PreinstalledPackages> _preinstalled = new(() => PreinstalledPackages.In(executable.PackagesFolder));

    public async Task<IKernel> LaunchAsync(KernelLaunchOptions options, CancellationToken cancellationToken) =>
        await OpenAsync(() => StartAsync(options), cancellationToken).ConfigureAwait(false);

    public async Task<IKernel> StartAheadAsync(KernelLaunchOptions options, CancellationToken cancellationToken) =>
        await OpenAsync(
            () =>
            {
                foreach (var folder in options.ReadableFolders)
                    Directory.CreateDirectory(folder);
                return sandbox.StartAheadAsync(options);
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>Starts a kernel that stays nobody's, in a folder of its own that goes with it.</summary>
    /// <exception cref="KernelLaunchException">It did not start.</exception>
    internal async Task<(IKernel Kernel, string Folder)> StartApartAsync(CancellationToken cancellationToken)
    {
        var kernel = await StartAheadAsync(new KernelLaunchOptions { WorkingFolder = "" }, cancellationToken).ConfigureAwait(false);
        return (kernel, ((ProcessKernel)kernel).Options.WorkingFolder);
    }

    public Task HandOverAsync(IKernel kernel, KernelLaunchOptions options) => sandbox.HandOverAsync((ProcessKernel)kernel, options);

    private async Task<IKernel> OpenAsync(Func<Task<ProcessKernel>> start, CancellationToken cancellationToken)
    {
        if (!File.Exists(executable.AssemblyPath))
            throw new KernelLaunchException("The kernel's program is missing: the folder \"kernel\" beside the server's own program has no Notebook.Kernel.dll. Build the solution, or install the server again.");

        var kernel = await TryStartAsync(start).ConfigureAwait(false);
        try
        {
            using var timeout = new CancellationTokenSource(HandshakeTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            await kernel.OpenAsync(new OpenKernel { ProtocolVersion = ProtocolVersion.Current, WorkingFolder = kernel.FolderInside, Preinstalled = _preinstalled.Value.All }, either.Token).ConfigureAwait(false);
            // One that waits for somebody stays behind until it is handed over.
            if (!kernel.Options.IsAhead)
                kernel.Program.SetPriority(isLow: false);
            return kernel;
        }
        catch (Exception exception)
        {
            await kernel.DisposeAsync().ConfigureAwait(false);
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new KernelLaunchException($"The kernel started but did not answer within {HandshakeTimeout.TotalSeconds:0} seconds.", exception);
            throw;
        }
    }

    private Task<ProcessKernel> StartAsync(KernelLaunchOptions options)
    {
        Directory.CreateDirectory(options.WorkingFolder);
        foreach (var folder in options.ReadableFolders)
            Directory.CreateDirectory(folder);
        return sandbox.StartAsync(options);
    }

    private static async Task<ProcessKernel> TryStartAsync(Func<Task<ProcessKernel>> start)
    {
        try
        {
            return await start().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new KernelLaunchException($"The kernel could not be started: {exception.Message}", exception);
        }
    }
}
