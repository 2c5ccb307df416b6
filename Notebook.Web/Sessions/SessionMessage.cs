namespace Notebook.Web.Sessions;

/// <summary>What a session reads from its channel: something asked, or something that happened. Applied once, or twice when the store refused the first time.</summary>
internal abstract class SessionMessage
{
    /// <summary>Whether somebody, or the kernel, does something by it.</summary>
    public virtual bool IsWork => true;

    /// <summary>Applies itself to the state.</summary>
    /// <returns>Null when it was rejected.</returns>
    public abstract OperationOutcome.Applied? Apply(SessionState state, DateTimeOffset at);

    /// <summary>Withdraws what needs the store; called when the store refused the turn, before everything is applied again.</summary>
    public abstract void RefuseStored(string message);

    /// <summary>The turn is stored and published.</summary>
    public abstract void Acknowledge();

    /// <summary>The turn met a bug.</summary>
    public abstract void Fail(Exception exception);
}

/// <summary>An operation of a participant, who waits for the answer.</summary>
internal sealed class AskedOperation(Operation operation, Participant by) : SessionMessage
{
    private readonly TaskCompletionSource<OperationResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private OperationResult? _result;
    private bool _needsStore;
    private bool _isRefused;

    public static OperationResult Closed { get; } = new OperationResult.Rejected(RejectionReason.NotStored, "The server is closing this notebook. Open it again in a moment.");

    public Task<OperationResult> Answer => _answer.Task;

    public override OperationOutcome.Applied? Apply(SessionState state, DateTimeOffset at)
    {
        if (_isRefused)
            return null;

        switch (state.Apply(operation, new(by, at)))
        {
            case OperationOutcome.Applied applied:
                _result = new OperationResult.Accepted(applied.State.Version, applied.Inverse);
                _needsStore = applied.Effects.Any(static effect => effect is StoreChanges);
                return applied;
            case OperationOutcome.Rejected rejected:
                _result = new OperationResult.Rejected(rejected.Reason, rejected.Message);
                _needsStore = false;
                return null;
            default:
                throw new InvalidOperationException("An outcome is applied or rejected.");
        }
    }

    public override void RefuseStored(string message)
    {
        if (!_needsStore)
            return;
        _isRefused = true;
        _result = new OperationResult.Rejected(RejectionReason.NotStored, message);
    }

    public override void Acknowledge() => _answer.TrySetResult(_result!);

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}

/// <summary>Something that happened; whoever reports it may wait until the session has dealt with it.</summary>
internal sealed class HappenedOperation(ServerOperation operation) : SessionMessage
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Done => _done.Task;

    public override bool IsWork => operation is KernelReported or KernelLaunched or PackagesArrived;

    public override OperationOutcome.Applied Apply(SessionState state, DateTimeOffset at) => state.Observe(operation, at);

    public override void RefuseStored(string message)
    {
        // It happened; nobody can refuse it.
    }

    public override void Acknowledge() => _done.TrySetResult();

    // The session has logged the bug; the reporter goes on, or a kernel would stop being read.
    public override void Fail(Exception exception) => _done.TrySetResult();
}
