using System.Collections.Concurrent;
using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Sandbox;
using Notebook.Web.Sandbox.Network;

namespace Notebook.Web.Kernels;

/// <summary>A kernel in a process of its own. Its standard input and output carry the frames, its standard error its last words.</summary>
internal sealed class ProcessKernel : IKernel
{
    /// <summary>A kernel whose events nobody takes is not read any more, and in the end waits in its own print calls.</summary>
    private const int MaxWaitingEvents = 256;

    private const int LastWordsBytes = 8 * 1024;

    /// <summary>Between closing its pipe and ending, a process needs no time; one that does not end is made to.</summary>
    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly FramePipe _pipe;
    private readonly BoundedTail _lastWords = new(LastWordsBytes);
    private readonly EventValidator _validator = new();
    private readonly Channel<KernelEvent> _events = Channel.CreateBounded<KernelEvent>(
        new BoundedChannelOptions(MaxWaitingEvents) { SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly TaskCompletionSource<KernelExit> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _watching;
    private Task _reading = Task.CompletedTask;
    private readonly ErrorExplanation? _explanation;
    private readonly KernelConnections? _connections;
    private readonly ConcurrentDictionary<SubmissionId, string> _stopped = [];
    private volatile string? _reason;
    private long _running;
    private int _disposed;

    /// <summary>Takes a process that has just started; owns it.</summary>
    /// <param name="program">The program.</param>
    /// <param name="options">What it got.</param>
    /// <param name="network">Decides about its connections; null without a sandbox, where it has sockets of its own.</param>
    /// <param name="explanation">Says which limit an error comes from; null outside a sandbox.</param>
    public ProcessKernel(StartedProgram program, KernelLaunchOptions options, ErrorExplanation? explanation = null, NetworkAccess? network = null)
    {
        Program = program;
        Options = options;
        FolderInside = options.WorkingFolder;
        _explanation = explanation;
        _connections = network is null ? null : new KernelConnections(network, request => SendAsync(request, CancellationToken.None));
        _pipe = new FramePipe(program.Output, program.Input);
        _watching = WatchAsync(_lastWords.DrainAsync(program.Error));
    }

    /// <summary>What it got. Changes once when it was started ahead and becomes a notebook's.</summary>
    public KernelLaunchOptions Options { get; set; }

    /// <summary>Its folder as the kernel itself calls it.</summary>
    public string FolderInside { get; init; }

    /// <summary>The folder that it may write to; null when it may not.</summary>
    public string? WritableFolder => Options.IsWorkingFolderWritable ? Options.WorkingFolder : null;

    /// <summary>Its own user id; null when it runs under the server's.</summary>
    public int? UserId => Program.UserId;

    public StartedProgram Program { get; }

    public bool IsBusy => Running is not null;

    /// <summary>Kept up to date by the watchdog.</summary>
    public KernelUsage? Usage { get; set; }

    /// <summary>The submission that runs; null between two.</summary>
    public SubmissionId? Running => Interlocked.Read(ref _running) is not 0 and var id ? new(id) : null;

    /// <summary>The process that was started: the kernel, which leads a group of its own, or bubblewrap around it.</summary>
    public int ProcessId => Program.Id;

    public ChannelReader<KernelEvent> Events => _events.Reader;

    public Task<KernelExit> Ended => _ended.Task;

    /// <summary>Completes the handshake and begins to read events.</summary>
    /// <exception cref="KernelLaunchException">The kernel refused, or ended.</exception>
    public async Task OpenAsync(OpenKernel request, CancellationToken cancellationToken)
    {
        try
        {
            await _pipe.WriteAsync(request, ProtocolJson.Default.KernelRequest, cancellationToken).ConfigureAwait(false);
            switch (await _pipe.ReadAsync(ProtocolJson.Default.KernelEvent, cancellationToken).ConfigureAwait(false))
            {
                case KernelOpened { ProtocolVersion: ProtocolVersion.Current }:
                    _reading = ReadAsync();
                    return;
                case KernelOpened opened:
                    throw new KernelLaunchException($"The kernel speaks version {opened.ProtocolVersion} of the protocol, the server version {ProtocolVersion.Current}. Install both from the same release.");
                case KernelRefused refused:
                    throw new KernelLaunchException($"The kernel refused to start: {refused.Reason}");
            }
        }
        catch (Exception exception) when (exception is IOException or ProtocolException)
        {
            throw new KernelLaunchException($"The kernel did not start properly. {await LastReasonAsync(cancellationToken).ConfigureAwait(false)}", exception);
        }

        throw new KernelLaunchException($"The kernel did not start properly. {await LastReasonAsync(cancellationToken).ConfigureAwait(false)}");
    }

    public async ValueTask SendAsync(KernelRequest request, CancellationToken cancellationToken)
    {
        if (_ended.Task.IsCompleted)
            return;
        _validator.Asked(request);

        try
        {
            await _pipe.WriteAsync(request, ProtocolJson.Default.KernelRequest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended or is about to; Ended tells why.
        }
    }

    /// <summary>Ends the kernel for a reason that people are told.</summary>
    public void EndBecause(string reason) => End(reason);

    /// <summary>Stops a submission as Stop does, and lets the cell say why.</summary>
    public void StopRunning(SubmissionId submission, string reason)
    {
        _stopped[submission] = reason;
        // A kernel that does not take it is ended by whoever asked.
        _ = SendAsync(new Interrupt { SubmissionId = submission }, _disposing.Token).AsTask()
            .ContinueWith(static sent => sent.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            await _watching.ConfigureAwait(false);
            return;
        }

        End("The kernel was stopped.");
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _watching.ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _events.Writer.TryComplete();
        await _pipe.DisposeAsync().ConfigureAwait(false);
        Program.Dispose();
        _disposing.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _pipe.ReadAsync(ProtocolJson.Default.KernelEvent, _disposing.Token).ConfigureAwait(false) is { } kernelEvent)
            {
                _validator.Check(kernelEvent);
                await PassOnAsync(kernelEvent).ConfigureAwait(false);
            }

            await _ended.Task.WaitAsync(ExitPatience, _disposing.Token).ConfigureAwait(false);
        }
        catch (ProtocolException breach) when (!Program.Ended.IsCompleted)
        {
            End($"The kernel was ended because it broke the protocol, as code that tampers with its process makes it do. {breach.Message}");
        }
        catch (TimeoutException)
        {
            End("The kernel was ended because it closed its side of the pipe.");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException or ProtocolException)
        {
            // It has ended, perhaps in the middle of a frame, or is being disposed.
        }
        finally
        {
            _events.Writer.TryComplete();
        }
    }

    private async ValueTask PassOnAsync(KernelEvent kernelEvent)
    {
        if (_connections?.Take(kernelEvent) == true)
            return;
        switch (kernelEvent)
        {
            case ConnectionRequested refused:
                await SendAsync(new ConnectionRefused { ConnectionId = refused.ConnectionId, Problem = "Cells have no network here." }, _disposing.Token).ConfigureAwait(false);
                return;
            case ConnectionSent or ConnectionRead or ConnectionLeft:
                return;
            case SubmissionStarted started:
                Interlocked.Exchange(ref _running, started.SubmissionId.Value);
                break;
            case OutputProduced { Output: ErrorOutput error } produced when _explanation is { } explanation:
                kernelEvent = produced with { Output = error with { Error = explanation.Explain(error.Error) } };
                break;
            case SubmissionCompleted completed:
                Interlocked.Exchange(ref _running, 0);
                if (_stopped.TryRemove(completed.SubmissionId, out var reason))
                {
                    var output = new ErrorOutput { Error = new ErrorReport { Name = "Limit", Message = reason } };
                    await _events.Writer.WriteAsync(new OutputProduced { SubmissionId = completed.SubmissionId, Output = output }, _disposing.Token).ConfigureAwait(false);
                }

                break;
        }

        await _events.Writer.WriteAsync(kernelEvent, _disposing.Token).ConfigureAwait(false);
    }

    private async Task WatchAsync(Task drained)
    {
        var exitCode = await Program.Ended.ConfigureAwait(false);
        // A child in a session of its own may keep standard error open for ever.
        await Task.WhenAny(drained, Task.Delay(ExitPatience)).ConfigureAwait(false);
        _connections?.Dispose();
        _ended.TrySetResult(new KernelExit(exitCode, _reason ?? KernelExitDescription.Of(exitCode, _lastWords.Text)));
    }

    private void End(string reason)
    {
        _reason ??= reason;
        if (!_ended.Task.IsCompleted)
            Program.Kill();
    }

    private async Task<string> LastReasonAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await _ended.Task.WaitAsync(ExitPatience, cancellationToken).ConfigureAwait(false)).Message;
        }
        catch (TimeoutException)
        {
            return "It answered with something that is not the protocol.";
        }
    }
}
