namespace Notebook.Web.Sessions;

/// <summary>
/// What one participant did to the cells and can take back. Everybody takes back what they did themselves, while others go
/// on: an operation that no longer applies says so and is dropped. Lives as long as the participant's tab; for one caller at a time.
/// </summary>
internal sealed class OperationHistory(INotebookSession session, Participant participant)
{
    /// <summary>Each may hold deleted cells with their outputs.</summary>
    internal const int MaxSteps = 50;

    private readonly LinkedList<Operation> _done = [];
    private readonly Stack<Operation> _undone = [];

    /// <summary>Applies an operation, and remembers how to take it back.</summary>
    public async Task<OperationResult> ApplyAsync(Operation operation)
    {
        var result = await session.ApplyAsync(operation, participant);
        if (result is OperationResult.Accepted { Inverse: { } inverse })
        {
            _undone.Clear();
            Remember(inverse);
        }

        return result;
    }

    /// <summary>Takes back the last operation that was not taken back.</summary>
    /// <returns>What was applied and what became of it; null when there is nothing to take back.</returns>
    public async Task<(Operation Operation, OperationResult Result)?> UndoAsync()
    {
        if (_done.Last is not { Value: var operation })
            return null;

        _done.RemoveLast();
        var result = await session.ApplyAsync(operation, participant);
        if (result is OperationResult.Accepted { Inverse: { } inverse })
            _undone.Push(inverse);
        else if (result is OperationResult.Rejected { Reason: RejectionReason.NotStored })
            _done.AddLast(operation);
        return (operation, result);
    }

    /// <summary>Does again what was taken back last.</summary>
    /// <inheritdoc cref="UndoAsync" path="/returns"/>
    public async Task<(Operation Operation, OperationResult Result)?> RedoAsync()
    {
        if (!_undone.TryPop(out var operation))
            return null;

        var result = await session.ApplyAsync(operation, participant);
        if (result is OperationResult.Accepted { Inverse: { } inverse })
            Remember(inverse);
        else if (result is OperationResult.Rejected { Reason: RejectionReason.NotStored })
            _undone.Push(operation);
        return (operation, result);
    }

    private void Remember(Operation inverse)
    {
        _done.AddLast(inverse);
        if (_done.Count > MaxSteps)
            _done.RemoveFirst();
    }
}
