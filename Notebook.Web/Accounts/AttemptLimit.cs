namespace Notebook.Web.Accounts;

/// <summary>How often something may fail in a while, per key: a sliding window in memory, bounded in keys.</summary>
internal sealed class AttemptLimit(int allowed, TimeSpan window, TimeProvider time)
{
    private const int MaxKeys = 20_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<DateTimeOffset>> _failures = new(StringComparer.OrdinalIgnoreCase);

    /// <returns>How long to wait before the next attempt; null when it may be made now.</returns>
    public TimeSpan? WaitFor(string key)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(key, out var failures))
                return null;
            Forget(failures);
            return failures.Count < allowed ? null : failures.Peek() + window - time.GetUtcNow();
        }
    }

    public void Failed(string key)
    {
        lock (_lock)
        {
            if (!_failures.TryGetValue(key, out var failures))
            {
                if (_failures.Count >= MaxKeys)
                    MakeRoom();
                _failures[key] = failures = [];
            }

            if (failures.Count == allowed)
                failures.Dequeue();
            failures.Enqueue(time.GetUtcNow());
        }
    }

    public void Succeeded(string key)
    {
        lock (_lock)
            _failures.Remove(key);
    }

    private void Forget(Queue<DateTimeOffset> failures)
    {
        while (failures.TryPeek(out var oldest) && oldest + window <= time.GetUtcNow())
            failures.Dequeue();
    }

    /// <summary>What ran out goes first; a flood of keys that did not makes the longest quiet ones go.</summary>
    private void MakeRoom()
    {
        foreach (var (key, failures) in _failures)
        {
            Forget(failures);
            if (failures.Count == 0)
                _failures.Remove(key);
        }

        if (_failures.Count < MaxKeys)
            return;
        foreach (var key in _failures.OrderBy(static pair => pair.Value.Last()).Take(MaxKeys / 4).Select(static pair => pair.Key).ToList())
            _failures.Remove(key);
    }
}
