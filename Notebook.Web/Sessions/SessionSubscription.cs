namespace Notebook.Web.Sessions;

/// <summary>Collects what changes for one participant until it is fetched: one merged change, however slow the reader.</summary>
internal sealed class SessionSubscription(Action<SessionSubscription> leave) : ISessionSubscription
{
    private readonly Lock _lock = new();
    private SessionChange? _pending;
    private TaskCompletionSource? _waiting;
    private bool _closed;

    public void Add(SessionChange change)
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _pending = _pending?.Then(change) ?? change;
            waiting = Interlocked.Exchange(ref _waiting, null);
        }

        waiting?.TrySetResult();
    }

    /// <summary>What is pending is still delivered, and then null.</summary>
    public void Close()
    {
        TaskCompletionSource? waiting;
        lock (_lock)
        {
            _closed = true;
            waiting = Interlocked.Exchange(ref _waiting, null);
        }

        waiting?.TrySetResult();
    }

    public async ValueTask<SessionChange?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task waiting;
            lock (_lock)
            {
                if (_pending is { } change)
                {
                    _pending = null;
                    return change;
                }

                if (_closed)
                    return null;

                // Continuations run elsewhere: the session's loop must not do a page's work.
                _waiting ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
                waiting = _waiting.Task;
            }

            await waiting.WaitAsync(cancellationToken);
        }
    }

    public void Dispose()
    {
        leave(this);
        Close();
    }
}
