namespace Notebook.Web.Kernels;

/// <summary>How long people waited for the last kernels, from asking for one to having it.</summary>
public sealed class KernelStarts
{
    private const int Kept = 200;

    private readonly Lock _lock = new();
    private readonly Queue<TimeSpan> _last = [];

    /// <summary>Told of every start: how long it took, and whether the kernel was warm.</summary>
    public event Action<TimeSpan, bool>? Started;

    /// <summary>Null before the first.</summary>
    public TimeSpan? Median
    {
        get
        {
            lock (_lock)
                return _last.Count == 0 ? null : _last.Order().ElementAt(_last.Count / 2);
        }
    }

    public void Add(TimeSpan took, bool wasWarm)
    {
        lock (_lock)
        {
            _last.Enqueue(took);
            if (_last.Count > Kept)
                _last.Dequeue();
        }

        Started?.Invoke(took, wasWarm);
    }
}
