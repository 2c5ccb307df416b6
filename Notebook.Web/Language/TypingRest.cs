using Notebook.Web.Sessions;

namespace Notebook.Web.Language;

/// <summary>
/// Tells when nobody types in a session any more, so that a notebook of a thousand cells is not looked at for every key. Whoever types
/// on and on is told too, only less often.
/// </summary>
/// <param name="subscription">What changes; what is taken from it while this waits is for nobody else.</param>
/// <param name="after">For how long typing has to rest.</param>
/// <param name="atLatest">How long keys put it off.</param>
/// <param name="time">Measures both.</param>
internal sealed class TypingRest(ISessionSubscription subscription, TimeSpan after, TimeSpan atLatest, TimeProvider time)
{
    /// <summary>Completes when typing rests, it has been put off for long enough, or the session has ended.</summary>
    /// <exception cref="OperationCanceledException">By <paramref name="cancellationToken"/>.</exception>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        var first = time.GetTimestamp();
        while (await IsTypedSoonAsync(cancellationToken) && time.GetElapsedTime(first) < atLatest)
        {
            // Every key begins the wait anew.
        }
    }

    /// <summary>Whether a key comes in time; whatever else changes meanwhile is looked at together with what was typed.</summary>
    private async Task<bool> IsTypedSoonAsync(CancellationToken cancellationToken)
    {
        using var rested = new CancellationTokenSource(after, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(rested.Token, cancellationToken);
        try
        {
            while (await subscription.NextAsync(either.Token) is { } change)
            {
                if (!change.EditedCells.IsEmpty)
                    return true;
            }

            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
