using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>
/// Tells whoever depends on a visitor's role on a notebook when it may have become another: somebody changed the sharing, or a
/// grant has ended by itself. Whoever made it disposes of it.
/// </summary>
internal sealed class RoleWatch : IAsyncDisposable
{
    /// <summary>Timers count no further; whoever keeps a page open for longer loses access with their next operation.</summary>
    private static readonly TimeSpan MaxWatch = TimeSpan.FromDays(40);

    private readonly NotebookAccess _access;
    private readonly Visitor _visitor;
    private readonly NotebookId _id;
    private readonly TimeProvider _time;
    private ITimer? _expiry;

    public RoleWatch(NotebookAccess access, Visitor visitor, NotebookId id, TimeProvider time)
    {
        (_access, _visitor, _id, _time) = (access, visitor, id, time);
        _access.Changed += Tell;
        LookAhead();
    }

    /// <summary>The role may be another one now. Called on any thread.</summary>
    public event Action? Changed;

    /// <summary>Finds out anew when the role next ends by itself. Called by one at a time, after each change of the role.</summary>
    public void LookAhead()
    {
        _expiry?.Dispose();
        // A grant that ends by itself tells nobody: it is looked at in that moment.
        _expiry = _access.ExpiresFor(_visitor, _id) is { } at && at - _time.GetUtcNow() is var left && left < MaxWatch
            ? _time.CreateTimer(_ => Tell(), null, left + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan)
            : null;
    }

    public ValueTask DisposeAsync()
    {
        _access.Changed -= Tell;
        return _expiry?.DisposeAsync() ?? ValueTask.CompletedTask;
    }

    private void Tell() => Changed?.Invoke();
}
