using Notebook.Web.CommandLine;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;

namespace Notebook.Web.Sessions;

/// <summary>
/// Runs a session's notebook in a kernel of its own, in a copy of its folder, and compares. One at a time for a notebook, two on
/// a server. Owned by the session; disposing stops it.
/// </summary>
internal sealed class SessionVerification(IKernelLauncher launcher, IPackageRestorer packages, Func<Participant, CancellationToken, ValueTask<KernelLaunchOptions>> terms, TimeSpan timeout, TimeProvider time, ILogger logger, Func<ServerOperation, Task> report) : IAsyncDisposable
{
    /// <summary>Files of the notebook that are copied for the run, in bytes.</summary>
    public const long MaxFolderBytes = 256L * 1024 * 1024;

    private static readonly SemaphoreSlim Slots = new(2, 2);

    private CancellationTokenSource? _stop;
    private Task _running = Task.CompletedTask;

    public void Start(NotebookDocument document, Participant by)
    {
        _stop?.Dispose();
        _stop = new CancellationTokenSource();
        var token = _stop.Token;
        _running = Task.Run(async () => await report(new VerificationEnded(await VerifyAsync(document, by, token))), CancellationToken.None);
    }

    public void Stop() => _stop?.Cancel();

    public async ValueTask DisposeAsync()
    {
        if (_stop is not null)
            await _stop.CancelAsync();
        await _running;
        _stop?.Dispose();
    }

    /// <returns>Null when it was stopped.</returns>
    private async Task<Verification?> VerifyAsync(NotebookDocument document, Participant by, CancellationToken stop)
    {
        string? folder = null;
        var isHeld = false;
        try
        {
            await Slots.WaitAsync(stop);
            isHeld = true;
            var options = await terms(by, stop);
            folder = options.WorkingFolder + ".verify";
            Remove(folder);
            var bytes = Copy(new DirectoryInfo(options.WorkingFolder), folder, 0);
            if (bytes > MaxFolderBytes)
                return Failed($"The notebook's files are larger than {MaxFolderBytes / (1024 * 1024)} MB, too much to copy for a run beside yours.");

            using var timer = new CancellationTokenSource(timeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timer.Token);
            var run = new HeadlessRun(document, time, static (_, _) => { }, inputs: null) { KeepsChoices = true };
            await run.RunAsync(launcher, new Lazy<IPackageRestorer>(packages), options with { WorkingFolder = folder }, either.Token);
            if (stop.IsCancellationRequested)
                return null;
            if (run.WasStopped)
                return Failed($"It took longer than {timeout.TotalMinutes:0.#} minutes, so it was stopped.");

            var (compared, differing) = OutputComparison.Compare(document, run.Document);
            return new Verification { At = time.GetUtcNow(), By = by.DisplayName, Compared = compared, Differing = differing };
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (KernelLaunchException exception)
        {
            return Failed(exception.Message);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Failed($"The notebook's files could not be copied: {exception.Message}");
        }
        catch (Exception exception)
        {
            // A bug must not leave the page at "Verifying" for ever.
            logger.LogError(exception, "A verification failed.");
            return Failed($"It could not be done: {exception.Message}");
        }
        finally
        {
            if (folder is not null)
                TryRemove(folder);
            if (isHeld)
                Slots.Release();
        }

        Verification Failed(string problem) => new() { At = time.GetUtcNow(), By = by.DisplayName, Compared = 0, Problem = problem };
    }

    /// <summary>Copies files and folders, without following links.</summary>
    /// <returns>How many bytes there are; copying ends beyond the limit.</returns>
    private static long Copy(DirectoryInfo from, string to, long bytes)
    {
        Directory.CreateDirectory(to);
        if (!from.Exists)
            return bytes;
        foreach (var entry in from.EnumerateFileSystemInfos().Where(static entry => entry.LinkTarget is null))
            if (entry is FileInfo file && (bytes += file.Length) <= MaxFolderBytes)
                file.CopyTo(Path.Combine(to, file.Name));
            else if (entry is DirectoryInfo folder && bytes <= MaxFolderBytes)
                bytes = Copy(folder, Path.Combine(to, folder.Name), bytes);
        return bytes;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private void TryRemove(string folder)
    {
        try
        {
            Remove(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next verification begins with removing it.
            logger.LogWarning(exception, "The folder of a verification could not be removed.");
        }
    }
}
