using System.Collections.Concurrent;

namespace Notebook.Interactive;

/// <summary>
/// Lets through at most one update per interval, always ending with the latest: what changes faster is shown at that pace, and what
/// changed last is shown even when nothing follows. Safe from several threads.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="interval">The shortest time between two updates.</param>
/// <param name="sink">Where the updates go; <see cref="Flush(IOutputSink?)"/> finds them by it.</param>
/// <param name="update">Sends the current state. Never called by two threads at once.</param>
internal sealed class PacedUpdates(TimeProvider time, TimeSpan interval, IOutputSink? sink, Action update)
{
    private static readonly ConcurrentDictionary<PacedUpdates, IOutputSink?> Waiting = [];

    private readonly Lock _gate = new();
    private readonly Lock _sending = new();
    private TimeSpan _interval = interval;
    private long? _lastSent;
    private ITimer? _timer;

    /// <summary>The shortest time between two updates from now on.</summary>
    public TimeSpan Interval
    {
        get
        {
            lock (_gate)
                return _interval;
        }

        set
        {
            lock (_gate)
                _interval = value;
        }
    }

    /// <summary>Says that the state changed. Sends it now when the interval has passed, else when it will have.</summary>
    public void Changed()
    {
        lock (_gate)
        {
            if (_timer is not null)
                return;

            if (_lastSent is { } last && time.GetElapsedTime(last) is var elapsed && elapsed < _interval)
            {
                Waiting[this] = sink;
                _timer = time.CreateTimer(static state => ((PacedUpdates)state!).Send(), this, _interval - elapsed, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        Send();
    }

    /// <summary>Sends the current state now, whatever the pace.</summary>
    public void Send()
    {
        lock (_gate)
        {
            Waiting.TryRemove(this, out _);
            _timer?.Dispose();
            _timer = null;
            _lastSent = time.GetTimestamp();
        }

        lock (_sending)
            update();
    }

    /// <summary>Sends what waits for its turn on its way to <paramref name="sink"/>.</summary>
    public static void Flush(IOutputSink? sink)
    {
        foreach (var (updates, target) in Waiting)
        {
            if (ReferenceEquals(target, sink))
                updates.Send();
        }
    }
}
