namespace Notebook.Web.Kernels;

/// <summary>
/// Says when a kernel may start: while what all kernels really use leaves enough of the budget. Otherwise it waits; whoever has the
/// fewest kernels comes first, and then who came first.
/// </summary>
public sealed class KernelAdmission : IDisposable
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Memory becomes free without anybody telling.</summary>
    internal static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    private readonly KernelOptions _options;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<KernelPlace> _places = [];
    private readonly List<Waiter> _queue = [];
    private readonly ITimer _timer;
    private KernelBudget _budget = new();
    private long _lastNumber;

    public KernelAdmission(KernelOptions options, IMachineMemory machine, TimeProvider time)
    {
        _options = options;
        _time = time;
        UsualBudgetBytes = options.MemoryMegabytes > 0 ? options.MemoryMegabytes * Megabyte : machine.TotalBytes / 6 * 5;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Memory for all kernels together.</summary>
    public long BudgetBytes => Budget.MemoryMegabytes is { } megabytes ? megabytes * Megabyte : UsualBudgetBytes;

    /// <summary>The same while no administrator has set anything else.</summary>
    public long UsualBudgetBytes { get; }

    /// <summary>What an administrator has set. A change holds at once for who waits; what runs goes on.</summary>
    public KernelBudget Budget
    {
        get
        {
            lock (_lock)
                return _budget;
        }

        set
        {
            lock (_lock)
                _budget = value;
            Look();
        }
    }

    /// <summary>How many kernels may run at the most; 0 for any number.</summary>
    public int Max => _options.Max;

    /// <summary>What the kernels that nobody has yet use. They count, but give way.</summary>
    public Func<long> WarmBytes { get; set; } = static () => 0;

    /// <summary>What the language process uses, which all notebooks share.</summary>
    public Func<long> LanguageBytes { get; set; } = static () => 0;

    /// <summary>Every kernel that runs or starts for somebody, the oldest first.</summary>
    public IReadOnlyList<KernelPlace> Places
    {
        get
        {
            lock (_lock)
                return [.. _places];
        }
    }

    /// <summary>Who waits, in the order in which they will be served.</summary>
    public IReadOnlyList<WaitingKernel> Queue
    {
        get
        {
            lock (_lock)
                return [.. Ordered().Select(waiter => new WaitingKernel(waiter.Purpose, waiter.Since, RunningOf(waiter.Purpose)))];
        }
    }

    public long UsedBytes
    {
        get
        {
            lock (_lock)
                return _places.Sum(static place => place.Bytes) + WarmBytes() + LanguageBytes();
        }
    }

    /// <summary>Whether there is room for a kernel that nobody waits for.</summary>
    public bool HasRoomToSpare
    {
        get
        {
            lock (_lock)
                return !_budget.IsPaused && _queue.Count == 0 && HasRoom(spare: 2 * _options.HeadroomMegabytes * Megabyte);
        }
    }

    /// <summary>Waits for room for a kernel.</summary>
    /// <returns>The place; disposed by the caller until a kernel holds it.</returns>
    /// <exception cref="KernelLaunchException">It is wanted early, and there is no room; or no kernels are started now.</exception>
    public async Task<KernelPlace> AdmitAsync(KernelLaunchOptions options, CancellationToken cancellationToken)
    {
        Waiter waiter;
        lock (_lock)
        {
            if (_budget.IsPaused)
                throw new KernelLaunchException("The person who runs the server has paused new kernels. Your notebook is saved and can be edited; run the cell again later.") { IsPostponed = options.IsEarly };
            if (!_queue.Exists(other => IsWithinShares(other.Options)) && HasRoom(_options.HeadroomMegabytes * Megabyte) && IsWithinShares(options))
                return Take(options);
            if (options.IsEarly)
                throw new KernelLaunchException("The server's memory is in use; the kernel starts when a cell is run.") { IsPostponed = true };
            waiter = new Waiter(options, _time.GetUtcNow());
            _queue.Add(waiter);
            _timer.Change(LookInterval, LookInterval);
            TellPlaces();
        }

        try
        {
            return await waiter.Admitted.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Leave(waiter);
            throw;
        }
    }

    /// <summary>Lets in whom there is room for.</summary>
    public void Look()
    {
        lock (_lock)
        {
            List<(Waiter Waiter, KernelPlace Place)> admitted = [];
            while (!_budget.IsPaused && HasRoom(_options.HeadroomMegabytes * Megabyte) && Ordered().FirstOrDefault(waiter => IsWithinShares(waiter.Options)) is { } next)
            {
                _queue.Remove(next);
                admitted.Add((next, Take(next.Options)));
            }

            if (admitted.Count > 0)
                TellPlaces();
            foreach (var (waiter, place) in admitted)
                waiter.Admitted.TrySetResult(place);
            if (_queue.Count == 0)
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose() => _timer.Dispose();

    private KernelPlace Take(KernelLaunchOptions options)
    {
        var place = new KernelPlace(++_lastNumber, options, _time.GetUtcNow(), GiveUp);
        _places.Add(place);
        return place;
    }

    private void GiveUp(KernelPlace place)
    {
        lock (_lock)
        {
            if (!_places.Remove(place))
                return;
        }

        Look();
    }

    private void Leave(Waiter waiter)
    {
        lock (_lock)
        {
            if (_queue.Remove(waiter))
                TellPlaces();
        }

        // It may have been let in at that very moment.
        if (waiter.Admitted.Task is { IsCompletedSuccessfully: true, Result: var place })
            place.Dispose();
    }

    private bool HasRoom(long spare) =>
        // A server whose budget is below one kernel still runs one.
        _places.Count == 0
        || ((_options.Max == 0 || _places.Count < _options.Max) && _places.Sum(static place => place.Bytes) + WarmBytes() + LanguageBytes() + spare <= BudgetBytes);

    /// <summary>Whether one more kernel leaves a person and a group within what they may have. One always does.</summary>
    private bool IsWithinShares(KernelLaunchOptions options) =>
        HasShare(options.Purpose?.PersonId, static place => place.Purpose?.PersonId, _budget.PersonPercent) && HasShare(options.GroupFolder, static place => place.GroupFolder, _budget.GroupPercent);

    private bool HasShare(string? whose, Func<KernelPlace, string?> of, int percent)
    {
        if (whose is null || percent >= 100)
            return true;
        var used = _places.Where(place => of(place) == whose).Sum(static place => place.Bytes);
        return used == 0 || used + KernelPlace.LeastBytes <= BudgetBytes / 100 * percent;
    }

    private IEnumerable<Waiter> Ordered() => _queue.OrderBy(waiter => RunningOf(waiter.Purpose)).ThenBy(static waiter => waiter.Since);

    private int RunningOf(KernelPurpose? purpose) => purpose is null ? 0 : _places.Count(place => place.Purpose?.PersonId == purpose.PersonId);

    private void TellPlaces()
    {
        foreach (var (waiter, ahead) in Ordered().Select(static (waiter, index) => (waiter, index)))
            waiter.Tell(ahead);
    }

    private sealed class Waiter(KernelLaunchOptions options, DateTimeOffset since)
    {
        private int _told = -1;

        public KernelLaunchOptions Options => options;

        public KernelPurpose? Purpose => options.Purpose;

        public DateTimeOffset Since => since;

        public TaskCompletionSource<KernelPlace> Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Tell(int ahead)
        {
            if (ahead == _told)
                return;
            _told = ahead;
            options.Waiting?.Invoke(ahead);
        }
    }
}
