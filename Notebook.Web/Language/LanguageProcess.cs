using System.Collections.Concurrent;
using System.Diagnostics;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Kernels;
using Notebook.Web.Sandbox;

namespace Notebook.Web.Language;

/// <summary>The language process: its standard input and output carry the frames, its standard error its last words.</summary>
internal sealed class LanguageProcess : ILanguageProcess
{
    private const int LastWordsBytes = 8 * 1024;

    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly KernelSlot? _slot;
    private readonly FramePipe _pipe;
    private readonly BoundedTail _lastWords = new(LastWordsBytes);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<LanguageAnswer>> _waiting = [];
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _disposing = new();
    private readonly Task _watching;
    private Task _reading = Task.CompletedTask;
    private volatile string? _reason;
    private int _disposed;

    /// <summary>Takes a process that has just started; owns it.</summary>
    /// <param name="process">The process.</param>
    /// <param name="slot">What it has to itself; null outside a sandbox.</param>
    public LanguageProcess(Process process, KernelSlot? slot)
    {
        _process = process;
        _slot = slot;
        ProcessId = process.Id;
        _pipe = new FramePipe(process.StandardOutput.BaseStream, process.StandardInput.BaseStream);
        _watching = WatchAsync(_lastWords.DrainAsync(process.StandardError.BaseStream));
    }

    public int ProcessId { get; }

    public Task<string> Ended => _ended.Task;

    /// <summary>Completes the handshake and begins to read.</summary>
    /// <exception cref="KernelLaunchException">The process refused, or ended.</exception>
    public async Task OpenAsync(OpenLanguage request, CancellationToken cancellationToken)
    {
        try
        {
            await _pipe.WriteAsync(request, LanguageJson.Default.LanguageRequest, cancellationToken).ConfigureAwait(false);
            switch (await _pipe.ReadAsync(LanguageJson.Default.LanguageEvent, cancellationToken).ConfigureAwait(false))
            {
                case LanguageOpened { ProtocolVersion: ProtocolVersion.Current }:
                    _reading = ReadAsync();
                    return;
                case LanguageRefused refused:
                    throw new KernelLaunchException($"The language process refused to start: {refused.Reason}");
            }
        }
        catch (Exception exception) when (exception is IOException or ProtocolException)
        {
            throw new KernelLaunchException($"The language process did not start properly. {_lastWords.Text}", exception);
        }

        throw new KernelLaunchException($"The language process did not start properly. {_lastWords.Text}");
    }

    public async ValueTask SendAsync(LanguageRequest request)
    {
        try
        {
            await _pipe.WriteAsync(request, LanguageJson.Default.LanguageRequest, _disposing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended or is about to; Ended tells why.
        }
    }

    public async Task<LanguageAnswer> AskAsync(LanguageQuestion question)
    {
        var answer = new TaskCompletionSource<LanguageAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[question.RequestId] = answer;
        await SendAsync(question).ConfigureAwait(false);
        if (_ended.Task.IsCompleted && _waiting.TryRemove(question.RequestId, out _))
            throw new LanguageProcessEndedException(await _ended.Task.ConfigureAwait(false));
        return await answer.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            End("It was ended.");
            await _disposing.CancelAsync().ConfigureAwait(false);
        }

        await _watching.ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        await _pipe.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReadAsync()
    {
        try
        {
            while (await _pipe.ReadAsync(LanguageJson.Default.LanguageEvent, _disposing.Token).ConfigureAwait(false) is { } message)
            {
                // An answer that nobody asked for, or that is twice there, is nobody's.
                if (message is LanguageAnswer answer && LanguageAnswers.Check(answer) is { } whole && _waiting.TryRemove(answer.RequestId, out var waiting))
                    waiting.TrySetResult(whole);
            }

            await _ended.Task.WaitAsync(ExitPatience, _disposing.Token).ConfigureAwait(false);
        }
        catch (ProtocolException breach)
        {
            End($"It broke the protocol. {breach.Message}");
        }
        catch (TimeoutException)
        {
            End("It closed its side of the pipe.");
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It has ended, or is being disposed.
        }
    }

    private async Task WatchAsync(Task drained)
    {
        await _process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        ProcessSignals.KillGroup(ProcessId);
        await Task.WhenAny(drained, Task.Delay(ExitPatience)).ConfigureAwait(false);
        _slot?.Dispose();
        var why = _reason ?? KernelExitDescription.Of(_process.ExitCode, _lastWords.Text);
        _process.Dispose();
        _ended.TrySetResult(why);
        foreach (var id in _waiting.Keys)
            if (_waiting.TryRemove(id, out var waiting))
                waiting.TrySetException(new LanguageProcessEndedException(why));
    }

    private void End(string reason)
    {
        _reason ??= reason;
        if (_ended.Task.IsCompleted)
            return;
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has just ended by itself.
        }
    }
}
