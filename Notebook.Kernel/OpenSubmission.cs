using Notebook.Kernel.Inputs;
using Notebook.Kernel.Running;
using Notebook.Protocol;

namespace Notebook.Kernel;

/// <summary>A submission from its arrival to its end. Knows at which stage a stop must take hold.</summary>
internal sealed class OpenSubmission(Submit request, SubmissionQuestions questions, SubmissionInputs inputs) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private SubmissionRun? _run;
    private bool _isOver;

    public Submit Request { get; } = request;

    /// <summary>What its code asks while it runs.</summary>
    public SubmissionQuestions Questions { get; } = questions;

    /// <summary>What its code shows and reads of inputs.</summary>
    public SubmissionInputs Inputs { get; } = inputs;

    /// <summary>Cancelled when the submission is stopped, for the stages before its code runs.</summary>
    public CancellationToken Stopped => _stop.Token;

    /// <summary>Its code is about to run.</summary>
    /// <returns>False when it was stopped before.</returns>
    public bool TryBegin(SubmissionRun run)
    {
        lock (_lock)
        {
            if (_stop.IsCancellationRequested)
                return false;
            _run = run;
            return true;
        }
    }

    public void Stop(WorkerPool pool)
    {
        lock (_lock)
        {
            if (_isOver)
                return;
            _stop.Cancel();
            if (_run is { } run)
                RunStopper.Stop(run, pool);
        }

        // Afterwards, so that none of its own code still learns of it; pool work that waits for an answer does, and ends.
        Questions.Close();
    }

    public void Dispose()
    {
        lock (_lock)
            _isOver = true;
        _stop.Dispose();
    }
}
