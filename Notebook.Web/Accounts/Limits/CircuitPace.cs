using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;

namespace Notebook.Web.Accounts.Limits;

/// <summary>
/// Holds the messages of one page to a pace that no person reaches, so that a page gone wild takes no more of the server than that. What is
/// too fast waits: the connection is read no further meanwhile, and its browser stops sending when the pipe is full. Nothing is lost.
/// </summary>
internal sealed class CircuitPace(IOptions<RequestLimitOptions> options, TimeProvider time) : IHubFilter
{
    /// <summary>A page that opens, or a paste of many pictures, may be this many seconds of messages ahead.</summary>
    private const int BurstSeconds = 4;

    private static readonly object Key = new();

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var connection = invocationContext.Context;
        if (WaitFor(connection.Items) is { Ticks: > 0 } wait)
            await Task.Delay(wait, time, connection.ConnectionAborted);
        return await next(invocationContext);
    }

    /// <summary>Counts one message of a connection. Its messages come one after another.</summary>
    /// <param name="items">Of the connection: when what it has sent so far would have been sent at the pace.</param>
    /// <returns>How long to wait before it is dealt with.</returns>
    internal TimeSpan WaitFor(IDictionary<object, object?> items)
    {
        var now = time.GetUtcNow();
        var paced = items.TryGetValue(Key, out var kept) && kept is DateTimeOffset before && before > now ? before : now;
        paced += TimeSpan.FromSeconds(1.0 / Math.Max(1, options.Value.MessagesPerSecond));
        items[Key] = paced;
        return paced - now - TimeSpan.FromSeconds(BurstSeconds);
    }
}
