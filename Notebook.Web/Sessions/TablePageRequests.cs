using System.Collections.Concurrent;
using Notebook.Protocol;

namespace Notebook.Web.Sessions;

/// <summary>
/// The pages of tables that participants of a session wait for from one kernel. A page changes nothing in the document and goes to
/// whoever asked, past the session's channel: it neither waits for edits nor delays them. Safe from several threads.
/// </summary>
/// <param name="send">Sends a request to the kernel, or says that there is none.</param>
internal sealed class TablePageRequests(Func<PageTable, bool> send)
{
    private const int MaxWaiting = 48;

    /// <summary>A kernel sorts a million rows in less than a second, but others may wait before.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<long, TaskCompletionSource<TablePaged>> _waiting = [];
    private long _lastId;
    private volatile bool _hasEnded;

    /// <summary>The answer when no kernel has the table.</summary>
    public static TablePaged Gone { get; } = new() { RequestId = 0, Problem = "Run the cell to page the rest." };

    /// <summary>Asks; completes with a <see cref="TablePaged.Problem"/> when the kernel is gone or does not answer.</summary>
    public async Task<TablePaged> AskAsync(PageTable request, CancellationToken cancellationToken)
    {
        if (_waiting.Count >= MaxWaiting)
            return Gone with { Problem = "The kernel has too many tables to sort at the moment. Try again." };

        var numbered = request with { RequestId = Interlocked.Increment(ref _lastId) };
        var answer = new TaskCompletionSource<TablePaged>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[numbered.RequestId] = answer;
        try
        {
            return _hasEnded || !send(numbered) ? Gone : await answer.Task.WaitAsync(Patience, cancellationToken);
        }
        catch (TimeoutException)
        {
            return Gone with { Problem = "The kernel did not answer in 30 seconds. Try again." };
        }
        finally
        {
            _waiting.TryRemove(numbered.RequestId, out _);
        }
    }

    /// <summary>The kernel has answered; nobody may wait any more.</summary>
    public void Answer(TablePaged paged)
    {
        if (_waiting.TryGetValue(paged.RequestId, out var answer))
            answer.TrySetResult(paged);
    }

    /// <summary>The kernel has ended.</summary>
    public void End()
    {
        _hasEnded = true;
        foreach (var answer in _waiting.Values)
            answer.TrySetResult(Gone);
    }
}
