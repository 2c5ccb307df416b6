using System.Collections.Immutable;
using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;

namespace Notebook.Web.Sessions;

/// <summary>
/// One kernel of a session, from its launch to its end: carries requests to it and what it tells back to the session. Owned
/// by the session; disposing it ends the kernel.
/// </summary>
internal sealed class SessionKernel : IAsyncDisposable
{
    /// <summary>Bounds one report, so that a flood delays an edit by at most one of them (well under a millisecond of work).</summary>
    private const int MaxReportEvents = 64;

    private const int MaxReportLength = 256 * 1024;

    private readonly int _number;
    private readonly Func<ServerOperation, Task> _report;
    private readonly CancellationTokenSource _stopping = new();
    // Small by nature: one submission at a time, and interrupts as fast as people click.
    private readonly Channel<KernelRequest> _requests = Channel.CreateUnbounded<KernelRequest>(new() { SingleReader = true });
    private readonly TablePageRequests _pages;
    private readonly IPackageRestorer _packages;
    private readonly VariableRequests _variables;
    private readonly Task _life;
    private (SubmissionId Of, CancellationTokenSource Stop)? _restore;
    private Task _restoring = Task.CompletedTask;

    /// <param name="number">The session's number for this kernel.</param>
    /// <param name="launcher">Starts it.</param>
    /// <param name="terms">What it gets, asked when it starts.</param>
    /// <param name="after">Awaited first: the end of the kernel before it, which used the same folder.</param>
    /// <param name="packages">Gets the packages that it asks for.</param>
    /// <param name="report">Completes when the session has dealt with the operation: until then nothing more is read from the kernel, whose pipe then fills and slows it down.</param>
    public SessionKernel(int number, IKernelLauncher launcher, Func<CancellationToken, ValueTask<KernelLaunchOptions>> terms, Task after, IPackageRestorer packages, Func<ServerOperation, Task> report)
    {
        _number = number;
        _packages = packages;
        _report = report;
        _pages = new TablePageRequests(request => _requests.Writer.TryWrite(request));
        _variables = new VariableRequests(request => _requests.Writer.TryWrite(request));
        _life = Task.Run(() => LiveAsync(launcher, terms, after));
    }

    /// <summary>Sends a request when the kernel is there to take it; never waits.</summary>
    public void Send(KernelRequest request) => _requests.Writer.TryWrite(request);

    /// <summary>Asks for a page of a table; the answer goes to the caller alone.</summary>
    public Task<TablePaged> PageAsync(PageTable request, CancellationToken cancellationToken) => _pages.AskAsync(request, cancellationToken);

    /// <summary>Gets packages and sends the kernel what came of it. A kernel asks for one thing at a time.</summary>
    public void Restore(RestorePackages restore)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        _restore = (restore.Request.SubmissionId, stop);
        _restoring = Task.WhenAll(_restoring, RestoreAsync(restore, stop.Token));
    }

    /// <summary>Stops a submission, and the restore that it waits for.</summary>
    public void Interrupt(SubmissionId submission)
    {
        if (_restore is { } restore && restore.Of == submission)
            restore.Stop.Cancel();
        Send(new Interrupt { SubmissionId = submission });
    }

    /// <summary>Asks which variables there are.</summary>
    public Task<VariablesListed> ListVariablesAsync(CancellationToken cancellationToken) => _variables.ListAsync(cancellationToken);

    /// <summary>Asks for a variable's value.</summary>
    public Task<VariableShown> ShowVariableAsync(string name, CancellationToken cancellationToken) => _variables.ShowAsync(name, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _requests.Writer.TryComplete();
        await _life;
        await _restoring;
        _stopping.Dispose();
    }

    private async Task RestoreAsync(RestorePackages restore, CancellationToken stop)
    {
        try
        {
            var result = await _packages.RestoreAsync(restore.Request, restore.Pins, stop);
            if (result is RestoreResult.Restored restored)
                await _report(new PackagesArrived(_number, restored.Loaded, restored.Pins));
            Send(result.AnswerTo(restore.Request.SubmissionId));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody waits for the packages any more.
        }
        catch (Exception exception)
        {
            // A bug must not leave the cell waiting for ever.
            Send(new RestoreResult.Failed($"The packages could not be restored: {exception.Message}").AnswerTo(restore.Request.SubmissionId));
        }
    }

    private async Task LiveAsync(IKernelLauncher launcher, Func<CancellationToken, ValueTask<KernelLaunchOptions>> terms, Task after)
    {
        try
        {
            await after;
            var options = await terms(_stopping.Token);
            await using var kernel = await launcher.LaunchAsync(options with { Waiting = ahead => _ = _report(new KernelWaits(_number, ahead)) }, _stopping.Token);
            await _report(new KernelLaunched(_number));
            var sending = SendAllAsync(kernel);
            await ReportAllAsync(kernel);
            var exit = await kernel.Ended.WaitAsync(_stopping.Token);
            _requests.Writer.TryComplete();
            await sending;
            await _report(new KernelEnded(_number, exit));
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The session replaced or closed this kernel and expects no more of it.
        }
        catch (KernelLaunchException exception) when (exception.IsPostponed)
        {
            await _report(new KernelPostponed(_number));
        }
        catch (KernelLaunchException exception)
        {
            await _report(new KernelLaunchFailed(_number, exception.Message));
        }
        catch (Exception exception)
        {
            // A bug in a launcher must not leave the page at "Starting" for ever.
            await _report(new KernelLaunchFailed(_number, $"The kernel could not be used: {exception.Message}"));
        }
        finally
        {
            _pages.End();
            _variables.End();
        }
    }

    private async Task SendAllAsync(IKernel kernel)
    {
        try
        {
            await foreach (var request in _requests.Reader.ReadAllAsync(_stopping.Token))
                await kernel.SendAsync(request, _stopping.Token);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Nobody waits for an answer any more.
        }
    }

    private async Task ReportAllAsync(IKernel kernel)
    {
        while (await kernel.Events.WaitToReadAsync(_stopping.Token))
        {
            var events = ImmutableArray.CreateBuilder<KernelEvent>();
            for (var length = 0; events.Count < MaxReportEvents && length < MaxReportLength && kernel.Events.TryRead(out var kernelEvent);)
            {
                if (kernelEvent is TablePaged paged)
                {
                    _pages.Answer(paged);
                    continue;
                }

                if (kernelEvent is VariablesListed or VariableShown)
                {
                    _variables.Answer(kernelEvent);
                    continue;
                }

                length += kernelEvent is OutputProduced { Output: StreamText { Text: { } text } } ? text.Length : 0;
                events.Add(kernelEvent);
            }

            if (events.Count > 0)
                await _report(new KernelReported(_number, events.DrainToImmutable()));
        }
    }
}
