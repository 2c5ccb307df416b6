using Notebook.Web.Components.Notebooks;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Sharing;

/// <summary>
/// Follows the copies of a class for one page, with the eyes of a viewer: looking starts no kernels. Used on the page's dispatcher,
/// except for the reading of changes.
/// </summary>
/// <param name="sessions">Have the copies.</param>
/// <param name="access">Says what the teacher may see.</param>
/// <param name="visitor">The teacher.</param>
/// <param name="changed">Told on any thread when something is to be drawn again.</param>
internal sealed class ClassWatch(INotebookSessions sessions, NotebookAccess access, Visitor visitor, Action changed) : IDisposable
{
    private readonly Dictionary<NotebookId, (INotebookSession Session, ISessionSubscription Subscription)> _followed = [];
    private string _title = "";

    /// <summary>By student.</summary>
    public IReadOnlyList<ClassCopy> Copies =>
        [.. _followed.Values.Select(followed => CopyOf(followed.Session)).OrderBy(static copy => copy.Student, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>Follows exactly these from now on.</summary>
    /// <param name="copies">The copies.</param>
    /// <param name="title">The notebook's title, with which those of the copies begin.</param>
    /// <param name="cancellationToken">The page was left.</param>
    public async Task FollowAsync(IReadOnlyList<NotebookId> copies, string title, CancellationToken cancellationToken)
    {
        _title = title;
        foreach (var gone in _followed.Keys.Except(copies).ToList())
            if (_followed.Remove(gone, out var left))
                left.Subscription.Dispose();
        foreach (var id in copies.Where(id => !_followed.ContainsKey(id)).ToList())
        {
            if (access.RoleOf(visitor, id) < NotebookRole.Owner || await sessions.OpenAsync(id, cancellationToken) is not { } session || _followed.ContainsKey(id))
                continue;
            var tab = new Participant { Id = Guid.NewGuid().ToString("N"), DisplayName = visitor.DisplayName, Holds = new LiveRole(access, visitor, id, NotebookRole.Viewer) };
            var subscription = session.Subscribe(tab);
            _followed[id] = (session, subscription);
            _ = ReadAsync(subscription, cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach (var (_, subscription) in _followed.Values)
            subscription.Dispose();
        _followed.Clear();
    }

    private async Task ReadAsync(ISessionSubscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            while (await subscription.NextAsync(cancellationToken) is { } change)
                if (change.PageChanged || !change.ChangedCells.IsEmpty)
                    changed();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private ClassCopy CopyOf(INotebookSession session)
    {
        var document = session.Snapshot.Document;
        var prefix = $"{_title} · ";
        return new(
            document.Id,
            document.Title.StartsWith(prefix, StringComparison.Ordinal) ? document.Title[prefix.Length..] : document.Title,
            [.. document.Cells.Where(static cell => cell.Kind == CellKind.Code).Select(CellStatus.Of)],
            access.State.AttributesOf(document.Id).StudentId is { } student && session.Presence.IsHere(student));
    }
}
