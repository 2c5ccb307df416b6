using Microsoft.JSInterop;
using Notebook.Web.Sessions;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// Brings what changes in a session to one tab, by three pumps. Typed text goes at once. Renders and stream text are paced,
/// so that a flood in one cell costs the tab little and never delays anybody's keystrokes. Where others are goes by itself,
/// may get lost, and renders nothing. Each pump has one call under way
/// and merges what comes meanwhile: a slow browser gets fewer updates, not more memory.
/// Runs on the circuit's dispatcher; whoever starts it cancels it.
/// </summary>
/// <param name="subscription">The tab's own; not disposed here.</param>
/// <param name="view">What the tab shows.</param>
/// <param name="browser">The page in the browser.</param>
/// <param name="render">Renders what a change names.</param>
/// <param name="gathering">How long a render waits for what follows it; <see cref="Gathering"/> when null.</param>
internal sealed class PageFeed(ISessionSubscription subscription, NotebookView view, IBrowserPage browser, Action<SessionChange> render, TimeSpan? gathering = null) : IDisposable
{
    /// <summary>Renders per second that last; a handful may come at once, so that the states of a short run do not wait for each other.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    internal const int Burst = 5;

    /// <summary>
    /// The browser answers a render once it has drawn it, which takes a frame of its screen: without a wait for what follows, the
    /// output of a short run would stand behind the word "running" for 20 ms.
    /// </summary>
    internal static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(10);

    private readonly Signal _textSignal = new();
    private readonly Signal _renderSignal = new();
    private SessionChange? _pending;
    private CancellationTokenSource _connection = new();

    /// <summary>Runs until it is cancelled, the circuit is gone, or the session has closed for this participant.</summary>
    /// <returns>Whether the session closed.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = ReadAsync(stop.Token);
        Task[] pumps = [reading, PumpAsync(_textSignal, SendTextAsync, stop.Token), PumpAsync(_renderSignal, new Pacer(view.Time, Pace, Burst).Paced(RenderAsync), stop.Token), PresentAsync(stop.Token)];
        _textSignal.Set();
        _renderSignal.Set();
        try
        {
            await await Task.WhenAny(pumps);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The tab went away.
        }
        catch (JSDisconnectedException)
        {
            // So did its circuit.
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(pumps).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return reading.IsCompletedSuccessfully;
    }

    /// <summary>Something is pending that no change announced: a new element on the page, or an answer that was waited for.</summary>
    public void Wake()
    {
        if (view.Texts.HasPending)
            _textSignal.Set();
        if (view.Streams.HasPending)
            _renderSignal.Set();
    }

    /// <summary>The connection is back; calls that were under way when it went are lost.</summary>
    public void Resume()
    {
        var lost = _connection;
        _connection = new CancellationTokenSource();
        lost.Cancel();
        lost.Dispose();
        Wake();
    }

    public void Dispose() => _connection.Dispose();

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (await subscription.NextAsync(cancellationToken) is { } change)
        {
            view.Texts.Edited(change.EditedCells);
            _pending = _pending is null ? change : Merge(_pending, change);
            if (!change.EditedCells.IsEmpty)
                _textSignal.Set();
            _renderSignal.Set();
        }
    }

    private static SessionChange Merge(SessionChange earlier, SessionChange later) => later with
    {
        PageChanged = earlier.PageChanged || later.PageChanged,
        ChangedCells = earlier.ChangedCells.Union(later.ChangedCells),
        EditedCells = earlier.EditedCells.Union(later.EditedCells),
        StreamedCells = earlier.StreamedCells.Union(later.StreamedCells),
    };

    private async ValueTask SendTextAsync(CancellationToken cancellationToken)
    {
        var deliveries = view.Texts.Collect(view.Session.Snapshot);
        if (deliveries.Count == 0)
            return;
        await browser.ReceiveTextAsync(deliveries, cancellationToken);
        foreach (var delivery in deliveries)
            view.Texts.Delivered(new(delivery.CellId), delivery.Version);
    }

    private async ValueTask RenderAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(gathering ?? Gathering, view.Time, cancellationToken);
        if (Interlocked.Exchange(ref _pending, null) is { } change)
        {
            view.Streams.Grown(change.StreamedCells);
            view.Charts.Grown(change.StreamedCells);
            view.Snapshot = change.Snapshot;
            render(change);
            if (view.Texts.HasPending)
                _textSignal.Set();
        }

        if (view.Charts.Collect(view.Snapshot) is { Count: > 0 } points)
        {
            await browser.ExtendChartsAsync(points, cancellationToken);
            view.Charts.Delivered(points);
        }

        // Sent even when empty: its answer says that the browser has drawn what was rendered before it.
        var deliveries = view.Streams.Collect(view.Snapshot);
        await browser.AppendStreamsAsync(deliveries, cancellationToken);
        view.Streams.Delivered(deliveries);
        if (view.Streams.HasPending)
            _renderSignal.Set();
    }

    private async Task PresentAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Token);
            try
            {
                await browser.ShowPeopleAsync(PeopleDelivery.Of(await view.Seat.NextAsync(call.Token)), call.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // As in the other pumps; what was under way may not have arrived.
                view.Seat.Forget();
            }
        }
    }

    private async Task PumpAsync(Signal signal, Func<CancellationToken, ValueTask> step, CancellationToken cancellationToken)
    {
        while (true)
        {
            await signal.WaitAsync(cancellationToken);
            using var call = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _connection.Token);
            try
            {
                await step(call.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The connection went, or the browser did not answer within a minute. Resume says where it stands.
            }
        }
    }
}
