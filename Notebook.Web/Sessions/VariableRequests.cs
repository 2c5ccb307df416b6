using System.Collections.Concurrent;
using Notebook.Protocol;

namespace Notebook.Web.Sessions;

/// <summary>
/// What participants of a session ask one kernel about variables. As with <see cref="TablePageRequests"/>, answers go to whoever asked,
/// past the session's channel. Safe from several threads.
/// </summary>
/// <param name="send">Sends a request to the kernel, or says that there is none.</param>
internal sealed class VariableRequests(Func<KernelRequest, bool> send)
{
    /// <summary>Below what the kernel lets wait.</summary>
    private const int MaxWaiting = 12;

    /// <summary>Longer than a value's own code may run.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<KernelEvent?>> _waiting = [];
    private long _lastId;
    private volatile bool _hasEnded;

    /// <summary>The answer without a kernel: it has no variables.</summary>
    public static VariablesListed NoVariables { get; } = new() { RequestId = 0 };

    public static VariableShown NoValue { get; } = new() { RequestId = 0, Problem = "The kernel that had this value is gone. Run the cell again." };

    public async Task<VariablesListed> ListAsync(CancellationToken cancellationToken)
    {
        var (answer, problem) = await AskAsync(static id => new ListVariables { RequestId = id }, cancellationToken);
        return answer as VariablesListed ?? NoVariables with { Problem = problem };
    }

    public async Task<VariableShown> ShowAsync(string name, CancellationToken cancellationToken)
    {
        var (answer, problem) = await AskAsync(id => new ShowVariable { RequestId = id, Name = name }, cancellationToken);
        return answer as VariableShown ?? NoValue with { Problem = problem ?? NoValue.Problem };
    }

    /// <summary>The kernel has answered; nobody may wait any more.</summary>
    public void Answer(KernelEvent answer)
    {
        var id = answer is VariablesListed listed ? listed.RequestId : ((VariableShown)answer).RequestId;
        if (_waiting.TryGetValue(id, out var waiting))
            waiting.TrySetResult(answer);
    }

    /// <summary>The kernel has ended.</summary>
    public void End()
    {
        _hasEnded = true;
        foreach (var waiting in _waiting.Values)
            waiting.TrySetResult(null);
    }

    private async Task<(KernelEvent? Answer, string? Problem)> AskAsync(Func<long, KernelRequest> request, CancellationToken cancellationToken)
    {
        if (_waiting.Count >= MaxWaiting)
            return (null, "The kernel is asked too much at the moment. Try again.");

        var id = Interlocked.Increment(ref _lastId);
        var answer = new TaskCompletionSource<KernelEvent?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            return _hasEnded || !send(request(id)) ? (null, null) : (await answer.Task.WaitAsync(Patience, cancellationToken), null);
        }
        catch (TimeoutException)
        {
            return (null, "The kernel did not answer in 20 seconds. Try again.");
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }
}
