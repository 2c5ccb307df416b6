using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Outputs;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Sessions.Fakes;

/// <summary>
/// A session for component tests: the test says what its snapshot is and what operations answer, and sees what was asked.
/// It applies nothing by itself.
/// </summary>
public sealed class FakeNotebookSession(NotebookDocument document) : INotebookSession
{
    private readonly Lock _lock = new();
    private readonly List<(Operation Operation, Participant By)> _operations = [];
    private readonly List<Subscription> _subscriptions = [];

    public NotebookId NotebookId => Snapshot.Document.Id;

    public SessionSnapshot Snapshot { get; private set; } = new() { Version = 0, Document = document, Kernel = new KernelStatus(KernelState.NotStarted) };

    public ShownValues ShownValues { get; } = new();

    public PresenceBoard Presence { get; init; } = new(TimeProvider.System);

    /// <summary>What operations are answered with; accepted unless a test says otherwise.</summary>
    public Func<Operation, OperationResult>? Answer { get; set; }

    /// <summary>Everything that was asked, in order.</summary>
    public IReadOnlyList<(Operation Operation, Participant By)> Operations
    {
        get
        {
            lock (_lock)
                return [.. _operations];
        }
    }

    public int SubscriptionCount
    {
        get
        {
            lock (_lock)
                return _subscriptions.Count;
        }
    }

    public ValueTask<OperationResult> ApplyAsync(Operation operation, Participant by, CancellationToken cancellationToken = default)
    {
        lock (_lock)
            _operations.Add((operation, by));
        return ValueTask.FromResult(Answer?.Invoke(operation) ?? new OperationResult.Accepted(Snapshot.Version));
    }

    /// <summary>What requests for rows of a table are answered with; no kernel has it unless a test says otherwise.</summary>
    public Func<PageTable, TablePaged>? Pages { get; set; }

    public Task<TablePaged> PageTableAsync(PageTable request, CancellationToken cancellationToken = default) =>
        Task.FromResult(Pages?.Invoke(request) ?? new TablePaged { RequestId = request.RequestId, Problem = "Run the cell to page the rest." });

    /// <summary>What the session was told about uses.</summary>
    public CellLinks? Links { get; private set; }

    public Task NoteUsesAsync(CellLinks links)
    {
        Links = links;
        return Task.CompletedTask;
    }

    /// <summary>What the kernel says about variables; there are none unless a test says otherwise.</summary>
    public Func<VariablesListed>? Variables { get; set; }

    /// <summary>The values of variables by name.</summary>
    public Func<string, VariableShown>? Values { get; set; }

    public Task<VariablesListed> ListVariablesAsync(CancellationToken cancellationToken = default) =>
        Task.FromResult(Variables?.Invoke() ?? new VariablesListed { RequestId = 0 });

    public Task<VariableShown> ShowVariableAsync(string name, CancellationToken cancellationToken = default) =>
        Task.FromResult(Values?.Invoke(name) ?? new VariableShown { RequestId = 0, Problem = "There is no such variable any more." });

    public ISessionSubscription Subscribe(Participant participant)
    {
        lock (_lock)
        {
            var subscription = new Subscription(this);
            _subscriptions.Add(subscription);
            return subscription;
        }
    }

    /// <summary>Publishes a new snapshot, as the session does after an operation; its version is counted up here.</summary>
    public void Publish(Func<SessionSnapshot, SessionSnapshot> change)
    {
        lock (_lock)
        {
            var before = Snapshot;
            Snapshot = change(before) with { Version = before.Version + 1 };
            foreach (var subscription in _subscriptions)
                subscription.Changes.Writer.TryWrite(SessionChange.Between(before, Snapshot));
        }
    }

    /// <summary>Publishes a changed cell.</summary>
    public void Publish(CellId cellId, Func<Cell, Cell> change) =>
        Publish(snapshot => snapshot with { Document = snapshot.Document.With(change(snapshot.Document.Find(cellId)!)) });

    /// <summary>Closes the session for everyone.</summary>
    public void Close()
    {
        lock (_lock)
            foreach (var subscription in _subscriptions)
                subscription.Changes.Writer.TryComplete();
    }

    private sealed class Subscription(FakeNotebookSession session) : ISessionSubscription
    {
        public Channel<SessionChange> Changes { get; } = Channel.CreateUnbounded<SessionChange>();

        public async ValueTask<SessionChange?> NextAsync(CancellationToken cancellationToken)
        {
            if (!await Changes.Reader.WaitToReadAsync(cancellationToken) || !Changes.Reader.TryRead(out var change))
                return null;
            while (Changes.Reader.TryRead(out var later))
                change = change.Then(later);
            return change;
        }

        public void Dispose()
        {
            lock (session._lock)
                session._subscriptions.Remove(this);
            Changes.Writer.TryComplete();
        }
    }
}
