using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Packages;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.CommandLine;

/// <summary>
/// Runs a notebook without a server. The rules are the session's own <see cref="SessionState"/>, so that order, outputs,
/// limits and lost kernels are what they are on the page; only its effects are performed here, and nothing is stored.
/// </summary>
/// <param name="document">The notebook.</param>
/// <param name="time">The clock.</param>
/// <param name="progressed">Told of every step of every cell, with the notebook after it, before the next one is taken from the kernel.</param>
/// <param name="inputs">Answers what cells ask; null when nobody does.</param>
internal sealed class HeadlessRun(NotebookDocument document, TimeProvider time, Action<NotebookDocument, RunProgress> progressed, RunInputs? inputs)
{
    /// <summary>How long a stopped cell gets to end and to hand over its last output.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly Participant Runner = new() { Id = "run", DisplayName = "run", Holds = new FixedRole(NotebookRole.Runner) };

    private readonly Queue<KernelRequest> _requests = [];
    private RestorePackages? _asked;
    private Task<RestoreResult>? _restoring;
    private ImmutableArray<ChosenInput> _chosen = [];
    private SessionState _state = new() { Document = document, OutputIdPrefix = RandomName.Create(8) + "-", EchoesAnswers = false };

    public NotebookDocument Document => _state.Document;

    /// <summary>Whether inputs begin with what was chosen for them, rather than with what the code says.</summary>
    public bool KeepsChoices { get; init; }

    /// <summary>Whether the run was stopped before its last cell had ended.</summary>
    public bool WasStopped { get; private set; }

    private bool IsBusy => _state.Running is not null || !_state.Queue.IsEmpty;

    /// <summary>Runs every C# cell in order, whatever the cells before it came to. Once.</summary>
    /// <param name="launcher">Starts the kernel, unless there is nothing to run.</param>
    /// <param name="packages">Gets the packages that cells ask for.</param>
    /// <param name="options">What the kernel gets.</param>
    /// <param name="stop">Interrupts the running cell and leaves out those after it.</param>
    /// <exception cref="KernelLaunchException">The kernel did not start.</exception>
    public async Task RunAsync(IKernelLauncher launcher, Lazy<IPackageRestorer> packages, KernelLaunchOptions options, CancellationToken stop)
    {
        _chosen = inputs?.Chosen(options.WorkingFolder) ?? [];
        Take(_state.Apply(new RunAll(), new OperationContext(Runner, time.GetUtcNow())));
        if (!IsBusy)
            return;

        try
        {
            await using var kernel = await launcher.LaunchAsync(options, stop);
            Observe(new KernelLaunched(_state.KernelNumber));
            await FollowAsync(kernel, packages, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            WasStopped = true;
        }
    }

    private async Task FollowAsync(IKernel kernel, Lazy<IPackageRestorer> packages, CancellationToken stop)
    {
        using var stopRestoring = new CancellationTokenSource();
        using var givingUp = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = stop.Register(stopped.SetResult);
        try
        {
            await SendAllAsync(kernel, givingUp.Token);
            while (IsBusy)
            {
                var more = kernel.Events.WaitToReadAsync(givingUp.Token).AsTask();
                if (_restoring is { } restoring && await Task.WhenAny([more, restoring, .. WasStopped ? (Task[])[] : [stopped.Task]]) == restoring)
                {
                    await AnswerAsync(kernel, restoring, stopRestoring.Token, givingUp.Token);
                    continue;
                }

                if (!WasStopped && await Task.WhenAny(more, stopped.Task) == stopped.Task)
                {
                    WasStopped = true;
                    await stopRestoring.CancelAsync();
                    givingUp.CancelAfter(Grace);
                    Take(_state.Apply(new InterruptRun(), new OperationContext(Runner, time.GetUtcNow())));
                    await SendAllAsync(kernel, givingUp.Token);
                }

                if (!await more)
                {
                    var exit = await kernel.Ended.WaitAsync(givingUp.Token);
                    Observe(new KernelEnded(_state.KernelNumber, exit));
                    return;
                }

                while (IsBusy && kernel.Events.TryRead(out var told))
                {
                    Observe(new KernelReported(_state.KernelNumber, [told]));
                    AnswerAll();
                    await SendAllAsync(kernel, givingUp.Token);
                    if (_asked is { } asked)
                        _restoring = packages.Value.RestoreAsync(asked.Request, asked.Pins, stopRestoring.Token);
                    _asked = null;
                }
            }
        }
        catch (OperationCanceledException) when (givingUp.IsCancellationRequested)
        {
            Observe(new KernelEnded(_state.KernelNumber, new KernelExit(null, $"It did not stop within {Grace.TotalSeconds:0} seconds, so its kernel was ended.")));
        }
    }

    private void AnswerAll()
    {
        foreach (var question in _state.Questions)
        {
            if (inputs is null)
            {
                Observe(new QuestionRefused(question.Id, $"Nobody is here to answer “{question.Words}”."));
                continue;
            }

            var refusal = inputs.AnswerTo(question, out var answer);
            if (refusal is null)
            {
                var outcome = _state.Apply(new AnswerQuestion(question.Id, answer), new OperationContext(Runner, time.GetUtcNow()));
                if (outcome is OperationOutcome.Applied)
                    Take(outcome);
                else
                    refusal = RunInputs.Unfit(question, ((OperationOutcome.Rejected)outcome).Message);
            }

            if (refusal is not null)
                Observe(new QuestionRefused(question.Id, refusal));
        }
    }

    private async Task AnswerAsync(IKernel kernel, Task<RestoreResult> restoring, CancellationToken stopRestoring, CancellationToken cancellationToken)
    {
        _restoring = null;
        try
        {
            var result = await restoring;
            if (result is RestoreResult.Restored restored)
                Observe(new PackagesArrived(_state.KernelNumber, restored.Loaded, restored.Pins));
            if (_state.Running is { } running)
                await kernel.SendAsync(result.AnswerTo(running.Id), cancellationToken);
        }
        catch (OperationCanceledException) when (stopRestoring.IsCancellationRequested)
        {
            // The cell was stopped, and its kernel knows.
        }
    }

    private void Observe(ServerOperation operation) => Take(_state.Observe(operation, time.GetUtcNow()));

    private void Take(OperationOutcome outcome)
    {
        if (outcome is not OperationOutcome.Applied applied)
            throw new InvalidOperationException($"The session's rules refused to run: {((OperationOutcome.Rejected)outcome).Message}");

        _state = applied.State;
        foreach (var effect in applied.Effects)
        {
            switch (effect)
            {
                case AppendProgress append:
                    progressed(_state.Document, append.Progress);
                    break;
                case SubmitCode submit:
                    _requests.Enqueue(submit.ToRequest() with { Inputs = KeepsChoices ? [.. submit.Inputs, .. _chosen] : _chosen });
                    break;
                case AnswerSubmission answer:
                    _requests.Enqueue(answer.ToRequest());
                    break;
                case RestorePackages restore:
                    _asked = restore;
                    break;
                case InterruptSubmission interrupt:
                    _requests.Enqueue(new Interrupt { SubmissionId = interrupt.SubmissionId });
                    break;
            }
        }
    }

    private async Task SendAllAsync(IKernel kernel, CancellationToken cancellationToken)
    {
        while (_requests.TryDequeue(out var request))
            await kernel.SendAsync(request, cancellationToken);
    }
}
