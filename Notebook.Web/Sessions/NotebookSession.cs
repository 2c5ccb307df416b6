using System.Collections.Immutable;
using System.Threading.Channels;
using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Outputs;
using Notebook.Web.Packages;
using Notebook.Web.Storage;

namespace Notebook.Web.Sessions;

/// <summary>
/// The single writer of one notebook. One channel, one reader, and one turn after another:
/// <list type="number">
/// <item>take everything that waits, at most <see cref="MaxTurn"/> messages;</item>
/// <item>apply each in order to the state in memory, which nobody else sees yet;</item>
/// <item>commit all their changes to the store at once, then append to the journals of running cells;</item>
/// <item>publish the new snapshot, and only then acknowledge;</item>
/// <item>perform the other effects: start, submit, interrupt.</item>
/// </list>
/// So nobody, author or other participant, ever sees a change that a crash could take back, order is kept without any
/// bookkeeping, and what arrives while a commit is under way shares the next one. When the store refuses, the turn's operations
/// that needed it are rejected and the others are applied again without them: nothing was shown, so nothing has to be undone.
/// A kernel has at most one bounded report in the channel, so no flood delays an edit by more than that report.
/// </summary>
internal sealed class NotebookSession : INotebookSession, IAsyncDisposable
{
    private const int MaxTurn = 128;

    private readonly Channel<SessionMessage> _inbox = Channel.CreateBounded<SessionMessage>(new BoundedChannelOptions(1024) { SingleReader = true });
    private readonly SessionStorage _storage;
    private readonly SessionHistory _history;
    private readonly SessionVerification _verification;
    private readonly IKernelLauncher _launcher;
    private readonly KernelTerms _terms;
    private readonly IPackageRestorer _packages;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly IdleWatch _idle;
    private readonly Lock _publishing = new();
    private readonly Task _turns;
    private ImmutableList<SessionSubscription> _subscriptions = [];
    private SessionState _state;
    private volatile SessionKernel? _kernel;
    private Task _kernelEnd = Task.CompletedTask;
    private volatile SessionSnapshot _snapshot;
    private bool _isClosing;
    private string _closingWords = "";

    public NotebookSession(NotebookDocument document, INotebookStore store, IKernelLauncher launcher, KernelTerms terms, IPackageRestorer packages, SessionOptions options, TimeProvider time, ILogger logger)
    {
        _launcher = launcher;
        _terms = terms;
        _packages = packages;
        _time = time;
        _logger = logger;
        NotebookId = document.Id;
        Presence = new(time);
        _idle = new(options, time, ReportAsync);
        _storage = new(document.Id, store, options.RetryDelay, time, logger, ReportAsync);
        _verification = new(launcher, packages, TermsFor, options.VerifyTimeout, time, logger, ReportAsync);
        _history = new(document.Id, store, options.History, time, logger, ReportAsync);
        _state = new SessionState { Document = document, History = options.History, StartsKernelAtOpen = options.StartKernelAtOpen, OutputIdPrefix = RandomName.Create(8) + "-" };
        _snapshot = _state.ToSnapshot();
        _turns = Task.Run(RunAsync);
    }

    public NotebookId NotebookId { get; }

    public SessionSnapshot Snapshot => _snapshot;

    /// <summary>Told whenever somebody had cells run.</summary>
    public Action<NotebookRun>? Ran { get; init; }

    public ShownValues ShownValues { get; } = new();

    public PresenceBoard Presence { get; }

    public async ValueTask<OperationResult> ApplyAsync(Operation operation, Participant by, CancellationToken cancellationToken = default)
    {
        var asked = new AskedOperation(operation, by);
        try
        {
            await _inbox.Writer.WriteAsync(asked, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            return AskedOperation.Closed;
        }

        var result = await asked.Answer.WaitAsync(cancellationToken);
        if (result is OperationResult.Accepted && operation is (RunCells or RunAll or RunStale or RunWithNeeds or RebuildKernel or VerifyNotebook))
            Ran?.Invoke(new(NotebookId, _snapshot.Document.Title, by));
        return result;
    }

    public Task<TablePaged> PageTableAsync(PageTable request, CancellationToken cancellationToken = default) =>
        _kernel is { } kernel ? kernel.PageAsync(request, cancellationToken) : Task.FromResult(TablePageRequests.Gone);

    public Task<VariablesListed> ListVariablesAsync(CancellationToken cancellationToken = default) =>
        _kernel is { } kernel ? kernel.ListVariablesAsync(cancellationToken) : Task.FromResult(VariableRequests.NoVariables);

    public Task<VariableShown> ShowVariableAsync(string name, CancellationToken cancellationToken = default) =>
        _kernel is { } kernel ? kernel.ShowVariableAsync(name, cancellationToken) : Task.FromResult(VariableRequests.NoValue);

    public Task NoteUsesAsync(CellLinks links) => ReportAsync(new UsesFound(links));

    public ISessionSubscription Subscribe(Participant participant)
    {
        var subscription = new SessionSubscription(Leave);
        lock (_publishing)
        {
            if (_isClosing)
                subscription.Close();
            else
                _subscriptions = _subscriptions.Add(subscription);
        }

        _ = ReportAsync(new ParticipantJoined(participant));
        return subscription;
    }

    public ValueTask DisposeAsync() => CloseAsync("The server stopped while this cell ran.");

    /// <summary>Ends the kernel, keeps what it had shown, answers what still waits and closes every subscription.</summary>
    /// <param name="why">What a cell that still runs says about its end.</param>
    /// <param name="beforeTold">What has to be done, or at least tried, before the tabs learn that the session has ended: they look why.</param>
    public async ValueTask CloseAsync(string why, Func<Task>? beforeTold = null)
    {
        lock (_publishing)
        {
            if (_isClosing)
                return;
            _isClosing = true;
            _closingWords = why;
        }

        _inbox.Writer.TryComplete();
        await _turns;
        await _idle.DisposeAsync();
        // Nothing the kernel still says is heard, so nobody's news waits until its process is gone.
        var kernelEnds = Task.WhenAll(_kernel?.DisposeAsync().AsTask() ?? Task.CompletedTask, _kernelEnd);
        await _storage.DisposeAsync();
        await _history.DisposeAsync();
        await _verification.DisposeAsync();
        try
        {
            if (beforeTold is not null)
                await beforeTold();
        }
        finally
        {
            foreach (var subscription in _subscriptions)
                subscription.Close();
        }

        await kernelEnds;
    }

    /// <summary>Completes when the session has dealt with it, or has closed.</summary>
    private async Task ReportAsync(ServerOperation operation)
    {
        var happened = new HappenedOperation(operation);
        try
        {
            await _inbox.Writer.WriteAsync(happened);
            await happened.Done;
        }
        catch (ChannelClosedException)
        {
            // The session has closed; there is nobody left to tell.
        }
    }

    private async Task RunAsync()
    {
        var turn = new List<SessionMessage>(MaxTurn);
        while (await _inbox.Reader.WaitToReadAsync())
        {
            turn.Clear();
            while (turn.Count < MaxTurn && _inbox.Reader.TryRead(out var message))
                turn.Add(message);
            try
            {
                await TakeTurnAsync(turn);
            }
            catch (Exception exception)
            {
                // A bug. The state is what was last published, so the notebook goes on for everyone else.
                _logger.LogError(exception, "A turn of notebook {NotebookId} failed.", NotebookId);
                foreach (var message in turn)
                    message.Fail(exception);
            }
        }

        // What is in journals becomes the cells' outputs, as after any other end of a kernel.
        var now = _time.GetUtcNow();
        var ended = _state.Observe(new KernelEnded(_state.KernelNumber, new(null, _closingWords)), now);
        var kept = ended.State.Observe(new OutputsRetried(), now);
        ImmutableArray<SessionEffect> effects = [.. ended.Effects, .. kept.Effects];
        await _storage.AppendAsync(effects);
        Publish(kept.State);
        _storage.Keep(effects, _state);
    }

    private async Task TakeTurnAsync(List<SessionMessage> turn)
    {
        var at = _time.GetUtcNow();
        var (state, effects) = ApplyAll(turn, at);
        try
        {
            await _storage.CommitAsync(effects);
        }
        catch (StoreException exception)
        {
            _logger.LogWarning(exception, "Changes of notebook {NotebookId} could not be stored.", NotebookId);
            foreach (var message in turn)
                message.RefuseStored(exception.Message);
            (state, effects) = ApplyAll(turn, at);
        }

        if (await _storage.AppendAsync(effects) is { } problem)
            state = state.Observe(new OutputsNotKept([], problem), at).State;

        Publish(state);
        foreach (var message in turn)
            message.Acknowledge();
        Perform(effects);
        _storage.Keep(effects, _state);
        _history.Keep(effects);
        _history.Watch(state.Edits);
        _idle.Look(_state, turn.Exists(static message => message.IsWork));
    }

    private (SessionState State, ImmutableArray<SessionEffect> Effects) ApplyAll(List<SessionMessage> turn, DateTimeOffset at)
    {
        var state = _state;
        var effects = ImmutableArray.CreateBuilder<SessionEffect>();
        foreach (var message in turn)
            if (message.Apply(state, at) is { } applied)
            {
                state = applied.State;
                effects.AddRange(applied.Effects);
            }

        return (state, effects.DrainToImmutable());
    }

    private void Publish(SessionState state)
    {
        _state = state;
        if (state.Version == _snapshot.Version)
            return;

        var after = state.ToSnapshot();
        lock (_publishing)
        {
            var change = _subscriptions.IsEmpty ? null : SessionChange.Between(_snapshot, after);
            _snapshot = after;
            if (change is not null)
                foreach (var subscription in _subscriptions)
                    subscription.Add(change);
        }
    }

    private void Perform(ImmutableArray<SessionEffect> effects)
    {
        foreach (var effect in effects)
            switch (effect)
            {
                case StopKernel:
                    _kernelEnd = Task.WhenAll(_kernelEnd, _kernel?.DisposeAsync().AsTask() ?? Task.CompletedTask);
                    _kernel = null;
                    break;
                case StartKernel start:
                    if (_kernel is not null)
                        _kernelEnd = Task.WhenAll(_kernelEnd, _kernel.DisposeAsync().AsTask());
                    _kernel = new SessionKernel(start.KernelNumber, _launcher, TermsFor(start), _kernelEnd, _packages, ReportAsync);
                    break;
                case SubmitCode submit:
                    _kernel?.Send(submit.ToRequest());
                    break;
                case SetKernelInput set:
                    _kernel?.Send(set.ToRequest());
                    break;
                case AnswerSubmission answer:
                    _kernel?.Send(answer.ToRequest());
                    break;
                case InterruptSubmission interrupt:
                    _kernel?.Interrupt(interrupt.SubmissionId);
                    break;
                case StartVerification start:
                    _verification.Start(start.Document, start.By);
                    break;
                case StopVerification:
                    _verification.Stop();
                    break;
                case RestorePackages restore:
                    _kernel?.Restore(restore);
                    break;
            }
    }

    private Func<CancellationToken, ValueTask<KernelLaunchOptions>> TermsFor(StartKernel start) => async cancellationToken =>
        (await TermsFor(start.By, cancellationToken)) with { IsEarly = start.IsEarly };

    private async ValueTask<KernelLaunchOptions> TermsFor(Participant by, CancellationToken cancellationToken) =>
        (await _terms.ForAsync(NotebookId, cancellationToken)) with { Purpose = new(NotebookId, by.PersonId ?? by.Id, by.DisplayName) };

    private void Leave(SessionSubscription subscription)
    {
        lock (_publishing)
            _subscriptions = _subscriptions.Remove(subscription);
    }
}
