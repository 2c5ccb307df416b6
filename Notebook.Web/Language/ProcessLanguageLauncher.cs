using System.ComponentModel;
using Microsoft.Extensions.Options;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Language;

/// <summary>Starts the language process on this machine, in the sandbox that kernels have; it sees no notebook's folder.</summary>
internal sealed class ProcessLanguageLauncher(
    KernelSandbox sandbox, string folder, IPackageRestorer packages, PreinstalledPackages preinstalled, IOptions<LanguageOptions> options, TimeProvider time) : ILanguageProcessLauncher
{
    private static readonly TimeSpan HandshakeTimeout = TimeSpan.FromSeconds(30);

    private volatile LanguageProcess? _running;

    /// <summary>What the process uses now, in bytes; 0 when there is none.</summary>
    public long UsedBytes => _running is { Ended.IsCompleted: false } process && KernelProcess.Find(process.ProcessId)?.Read() is { } usage ? usage.MemoryBytes : 0;

    public async Task<ILanguageProcess> LaunchAsync(CancellationToken cancellationToken)
    {
        var process = await StartAsync().ConfigureAwait(false);
        _running = process;
        try
        {
            using var timeout = new CancellationTokenSource(HandshakeTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
            await process.OpenAsync(new OpenLanguage { ProtocolVersion = ProtocolVersion.Current, Preinstalled = preinstalled.All, MemoryMegabytes = options.Value.MemoryMegabytes }, either.Token).ConfigureAwait(false);
            return process;
        }
        catch (Exception exception)
        {
            await process.DisposeAsync().ConfigureAwait(false);
            if (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                throw new KernelLaunchException($"The language process started but did not answer within {HandshakeTimeout.TotalSeconds:0} seconds.", exception);
            throw;
        }
    }

    private async Task<LanguageProcess> StartAsync()
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (var readable in packages.Folders)
                Directory.CreateDirectory(readable);
            return new LanguageProcess(await sandbox.StartProgramAsync(
                new KernelLaunchOptions { WorkingFolder = folder, IsWorkingFolderWritable = false, ReadableFolders = packages.Folders, IsLanguage = true }).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is Win32Exception or IOException or UnauthorizedAccessException)
        {
            throw new KernelLaunchException($"The language process could not be started: {exception.Message}", exception);
        }
    }
}
