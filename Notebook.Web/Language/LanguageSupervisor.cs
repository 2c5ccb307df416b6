using Microsoft.Extensions.Options;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;

namespace Notebook.Web.Language;

/// <summary>
/// Keeps the one language process and decides what it is asked, and when: notebooks take turns, and of one tab's questions of a kind
/// only the latest counts. Starts the process with the first question, again after its end with growing pauses, and gives a notebook
/// that ended it twice no answers for a while (docs/decisions/0060-language-process.md).
/// </summary>
internal sealed class LanguageSupervisor : IAsyncDisposable
{
    /// <summary>Questions that somebody who types waits for, at the same time.</summary>
    private const int QuickRoom = 2;

    /// <summary>A tab asks a handful of kinds; more waiting than this means that something asks and never stops.</summary>
    private const int MaxWaiting = 1_000;

    private const int CrashesToQuarantine = 2;

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <summary>A process that has lived so long was started well.</summary>
    private static readonly TimeSpan GoodLife = TimeSpan.FromMinutes(2);

    private readonly ILanguageProcessLauncher _launcher;
    private readonly LanguageOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly LinkedList<LanguageAsk> _waiting = [];
    private readonly HashSet<LanguageAsk> _running = [];

    /// <summary>The kinds of the questions during which the process ended, by notebook.</summary>
    private readonly Dictionary<NotebookId, List<string>> _crashes = [];
    private readonly Dictionary<NotebookId, DateTimeOffset> _quarantined = [];
    private readonly CancellationTokenSource _disposing = new();
    private NotebookId? _lastServed;
    private ILanguageProcess? _process;
    private Task _starting = Task.CompletedTask;
    private bool _isStarting;
    private TimeSpan _pause = TimeSpan.Zero;
    private long _lastRequest;

    public LanguageSupervisor(ILanguageProcessLauncher launcher, IOptions<LanguageOptions> options, TimeProvider time, ILogger<LanguageSupervisor> logger) =>
        (_launcher, _options, _time, _logger) = (launcher, options.Value, time, logger);

    /// <summary>The id of the running process; null while there is none.</summary>
    public int? ProcessId
    {
        get
        {
            lock (_lock)
                return _process?.ProcessId;
        }
    }

    /// <summary>Whether this notebook ended the process twice and gets no answers now.</summary>
    public bool IsQuarantined(NotebookId id)
    {
        lock (_lock)
            return _quarantined.TryGetValue(id, out var until) && until > _time.GetUtcNow();
    }

    /// <summary>Asks a question in its turn.</summary>
    /// <returns>Null when a later question of the same tab and kind took its place, it took too long, or there is nobody to answer.</returns>
    public Task<LanguageAnswer?> AskAsync(LanguageAsk ask, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_options.Enabled || _disposing.IsCancellationRequested || _waiting.Count >= MaxWaiting || IsQuarantined(ask.NotebookId))
                return Task.FromResult<LanguageAnswer?>(null);
            foreach (var earlier in _waiting.Where(ask.TakesPlaceOf).ToList())
            {
                _waiting.Remove(earlier);
                earlier.Answer.TrySetResult(null);
            }

            foreach (var earlier in _running.Where(ask.TakesPlaceOf))
                Stop(earlier);
            _waiting.AddLast(ask);
        }

        if (cancellationToken.CanBeCanceled)
            ask.Cancellation = cancellationToken.Register(() => GiveUp(ask));
        Pump();
        return ask.Answer.Task;
    }

    /// <summary>Nobody looks at this notebook any more.</summary>
    public void Forget(NotebookId id)
    {
        ILanguageProcess? process;
        lock (_lock)
            process = _process;
        if (process is not null)
            _ = process.SendAsync(new ForgetNotebook { NotebookId = id.Value }).AsTask();
    }

    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync();
        ILanguageProcess? process;
        Task starting;
        lock (_lock)
        {
            foreach (var ask in _waiting)
                ask.Answer.TrySetResult(null);
            _waiting.Clear();
            (process, starting) = (_process, _starting);
        }

        await starting;
        if (process is not null)
            await process.DisposeAsync();
        if (_process is { } late && late != process)
            await late.DisposeAsync();
    }

    private void GiveUp(LanguageAsk ask)
    {
        lock (_lock)
        {
            if (_waiting.Remove(ask))
                ask.Answer.TrySetResult(null);
            else if (_running.Contains(ask))
                Stop(ask);
        }
    }

    // Under the lock.
    private void Stop(LanguageAsk ask)
    {
        ask.Answer.TrySetResult(null);
        if (_process is { } process && ask.RequestId > 0)
            _ = process.SendAsync(new CancelQuestion { RequestId = ask.RequestId }).AsTask();
    }

    /// <summary>Asks what there is room for.</summary>
    private void Pump()
    {
        lock (_lock)
        {
            while (!_disposing.IsCancellationRequested && Next() is { } ask)
            {
                if (_process is null)
                {
                    if (!_isStarting)
                    {
                        _isStarting = true;
                        _starting = StartAsync();
                    }

                    return;
                }

                // It has just ended; who watches it starts the next.
                if (_process.Ended.IsCompleted)
                    return;

                _waiting.Remove(ask);
                _running.Add(ask);
                _lastServed = ask.NotebookId;
                ask.RequestId = ++_lastRequest;
                _ = RunAsync(_process, ask);
            }
        }
    }

    // Under the lock. The notebook that was served last comes last; a suspect is asked about alone, so that a second end is surely its.
    private LanguageAsk? Next()
    {
        if (_running.Any(ask => _crashes.ContainsKey(ask.NotebookId)))
            return null;
        var quick = _running.Count(static ask => !ask.IsSlow);
        var slow = _running.Count - quick;
        return _waiting.Where(ask => (ask.IsSlow ? slow == 0 : quick < QuickRoom) && (_running.Count == 0 || !_crashes.ContainsKey(ask.NotebookId)))
            .OrderBy(static ask => ask.IsSlow).ThenBy(ask => ask.NotebookId == _lastServed).FirstOrDefault();
    }

    private async Task RunAsync(ILanguageProcess process, LanguageAsk ask)
    {
        await Task.Yield();
        try
        {
            LanguageAnswer? answer = null;
            // A process that has forgotten the notebook is told all of it, once.
            for (var attempt = 0; attempt < 2; attempt++)
            {
                var content = ask.Content();
                await ask.Sent.BringUpToDateAsync(process, content);
                ask.Asked = content;
                answer = await WithPatienceAsync(process, ask, process.AskAsync(ask.Question(attempt == 0 ? ask.RequestId : ask.RequestId = NextRequest())));
                if (answer is not QuestionFailed { Failure: QuestionFailure.UnknownNotebook })
                    break;
                ask.Sent.Forgotten();
            }

            if (answer is QuestionFailed { Failure: not QuestionFailure.Cancelled } failed)
                _logger.LogWarning("The language process could not answer: {Failure} {Detail}", failed.Failure, failed.Detail);
            ask.Answer.TrySetResult(answer is QuestionFailed ? null : answer);
            lock (_lock)
            {
                // Another question took the process with it, not this one.
                if (answer is not null and not QuestionFailed && _crashes.GetValueOrDefault(ask.NotebookId)?.Contains(ask.Kind) is true)
                    _crashes.Remove(ask.NotebookId);
            }
        }
        catch (LanguageProcessEndedException ended)
        {
            NoteCrash(ask, ended.Message);
            ask.Answer.TrySetResult(null);
        }
        finally
        {
            ask.Cancellation.Dispose();
            lock (_lock)
                _running.Remove(ask);
            Pump();
        }
    }

    private long NextRequest()
    {
        lock (_lock)
            return ++_lastRequest;
    }

    /// <summary>Stops a question that takes too long, and ends the process when it can't be stopped.</summary>
    private async Task<LanguageAnswer?> WithPatienceAsync(ILanguageProcess process, LanguageAsk ask, Task<LanguageAnswer> answer)
    {
        try
        {
            return await answer.WaitAsync(ask.IsSlow ? _options.SlowTimeout : _options.QuickTimeout, _time);
        }
        catch (TimeoutException)
        {
            ask.Answer.TrySetResult(null);
            await process.SendAsync(new CancelQuestion { RequestId = ask.RequestId }).AsTask().WaitAsync(_options.StopPatience, _time).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        try
        {
            return await answer.WaitAsync(_options.StopPatience, _time);
        }
        catch (TimeoutException)
        {
            _logger.LogWarning("The language process did not stop a question about notebook {NotebookId} and is ended.", ask.NotebookId);
            await process.DisposeAsync();
            return await answer;
        }
    }

    private void NoteCrash(LanguageAsk ask, string why)
    {
        lock (_lock)
        {
            if (_disposing.IsCancellationRequested)
                return;
            var crashes = _crashes.GetValueOrDefault(ask.NotebookId) ?? [];
            crashes.Add(ask.Kind);
            _crashes[ask.NotebookId] = crashes;
            _logger.LogWarning("The language process ended while it was asked about notebook {NotebookId}: {Why}", ask.NotebookId, why);
            if (crashes.Count < CrashesToQuarantine)
                return;
            _crashes.Remove(ask.NotebookId);
            _quarantined[ask.NotebookId] = _time.GetUtcNow() + _options.Quarantine;
            foreach (var other in _waiting.Where(other => other.NotebookId == ask.NotebookId).ToList())
            {
                _waiting.Remove(other);
                other.Answer.TrySetResult(null);
            }
        }
    }

    private async Task StartAsync()
    {
        await Task.Yield();
        try
        {
            if (_pause > TimeSpan.Zero)
                await Task.Delay(_pause, _time, _disposing.Token);
            var process = await _launcher.LaunchAsync(_disposing.Token);
            lock (_lock)
                (_process, _isStarting) = (process, false);
            _ = WatchAsync(process, _time.GetTimestamp());
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (KernelLaunchException problem)
        {
            _logger.LogWarning("The language process did not start: {Problem}", problem.Message);
            GrowPause();
            lock (_lock)
            {
                foreach (var ask in _waiting)
                    ask.Answer.TrySetResult(null);
                _waiting.Clear();
                _isStarting = false;
            }
        }

        Pump();
    }

    private async Task WatchAsync(ILanguageProcess process, long started)
    {
        await process.Ended;
        if (_time.GetElapsedTime(started) > GoodLife)
            _pause = TimeSpan.Zero;
        GrowPause();
        lock (_lock)
        {
            if (_process == process)
                _process = null;
        }

        await process.DisposeAsync();
        Pump();
    }

    private void GrowPause() => _pause = _pause == TimeSpan.Zero ? FirstPause : _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
}
