namespace Notebook.Web.Sessions;

/// <summary>
/// Notices when a session's kernel has had no work for long, first for the countdown and then for its end. Called by the session at the
/// end of every turn; says what it noticed as a server operation. A kernel that runs something, or asks, is never idle.
/// </summary>
/// <param name="options">How long is long.</param>
/// <param name="time">The clock.</param>
/// <param name="report">Takes what was noticed.</param>
internal sealed class IdleWatch(SessionOptions options, TimeProvider time, Func<ServerOperation, Task> report) : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private ITimer? _timer;
    private DateTimeOffset _lastWork;
    private ServerOperation? _next;

    /// <summary>Sets the clock to what the turn came to.</summary>
    /// <param name="state">The session after it.</param>
    /// <param name="wasWork">Whether somebody did something, or the kernel.</param>
    public void Look(SessionState state, bool wasWork)
    {
        if (options.IdleTime == TimeSpan.Zero)
            return;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (wasWork || _lastWork == default)
                _lastWork = now;
            if (state is not { Kernel.State: KernelState.Ready, Running: null })
            {
                _next = null;
                return;
            }

            var end = _lastWork + options.IdleTime;
            var (next, due) = state.Kernel.EndsAt is { } endsAt
                ? ((ServerOperation)new KernelIdled(state.KernelNumber, options.IdleTime), endsAt)
                : (new KernelIdles(state.KernelNumber, end), end - options.Countdown);
            if (next == _next && !wasWork)
                return;
            _next = next;
            var wait = due > now ? due - now : TimeSpan.Zero;
            if (_timer is null)
                _timer = time.CreateTimer(_ => Report(), null, wait, Timeout.InfiniteTimeSpan);
            else
                _timer.Change(wait, Timeout.InfiniteTimeSpan);
        }
    }

    public ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            _next = null;
            return _timer?.DisposeAsync() ?? ValueTask.CompletedTask;
        }
    }

    private void Report()
    {
        ServerOperation? next;
        lock (_lock)
            next = _next;
        if (next is not null)
            _ = report(next);
    }
}
