namespace Notebook.Web.Sandbox;

/// <summary>
/// User ids for kernels, each used by one kernel at a time: the limit of threads counts per id, and files of one are closed to the
/// other. They need no account.
/// </summary>
internal sealed class UserIds(int first)
{
    public const int Count = 40_000;

    private readonly Lock _lock = new();
    private readonly HashSet<int> _taken = [];

    /// <summary>An id that nothing on this machine runs under. Give it back with <see cref="Return"/>.</summary>
    /// <param name="preferred">The owner of the files that the kernel gets: when that is a free id, it is taken, and they need no new owner.</param>
    public int Take(int? preferred)
    {
        var running = Running();
        lock (_lock)
        {
            var id = preferred is { } owner && owner >= first && owner < first + Count ? owner : Any();
            // Servers beside this one draw from the same range.
            while (running.Contains(id) || !_taken.Add(id))
                id = Any();
            return id;
        }
    }

    public void Return(int id)
    {
        lock (_lock)
            _taken.Remove(id);
    }

    private static HashSet<int> Running() =>
        [.. Directory.EnumerateDirectories("/proc").Where(static path => char.IsAsciiDigit(path[^1])).Select(static path => NativeCalls.OwnerOf(path) ?? 0)];

    private int Any() => first + Random.Shared.Next(Count);
}
