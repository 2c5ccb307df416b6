using System.Collections.Concurrent;
using Notebook.Protocol;
using Notebook.Protocol.Language;
using Notebook.Web.Kernels;

namespace Notebook.Web.Language;

/// <summary>The language process: its standard input and output carry the frames, its standard error its last words.</summary>
internal sealed class LanguageProcess : ILanguageProcess
{
    private const int LastWordsBytes = 8 * 1024;

    private static readonly TimeSpan ExitPatience = TimeSpan.FromSeconds(2);

    private readonly StartedProgram _program;
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
    public LanguageProcess(StartedProgram program)
    {
        _program = program;
        _pipe = new FramePipe(program.Output, program.Input);
        _watching = WatchAsync(_lastWords.DrainAsync(program.Error));
    }

    public int ProcessId => _program.Id;

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
        var exitCode = await _program.Ended.ConfigureAwait(false);
        await Task.WhenAny(drained, Task.Delay(ExitPatience)).ConfigureAwait(false);
        var why = _reason ?? KernelExitDescription.Of(exitCode, _lastWords.Text);
        _program.Dispose();
        _ended.TrySetResult(why);
        foreach (var id in _waiting.Keys)
            if (_waiting.TryRemove(id, out var waiting))
                waiting.TrySetException(new LanguageProcessEndedException(why));
    }

    private void End(string reason)
    {
        _reason ??= reason;
        if (!_ended.Task.IsCompleted)
            _program.Kill();
    }
}
