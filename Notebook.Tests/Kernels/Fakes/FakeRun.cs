using Notebook.Protocol;

namespace Notebook.Tests.Kernels.Fakes;

/// <summary>One submission that a <see cref="FakeKernel"/> runs: a behaviour or a test says here what it produces.</summary>
public sealed class FakeRun : IDisposable
{
    private readonly FakeKernel _kernel;
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _interrupt = new();
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, TaskCompletionSource<string>> _asked = [];
    private int _questions;

    internal FakeRun(FakeKernel kernel, Submit request)
    {
        _kernel = kernel;
        Request = request;
        Interrupted = _interrupt.Token;
    }

    public Submit Request { get; }

    /// <summary>Cancelled when the submission is interrupted.</summary>
    public CancellationToken Interrupted { get; }

    /// <summary>What the completion will say; <see cref="Fail"/> sets it.</summary>
    public SubmissionOutcome Outcome { get; set; } = SubmissionOutcome.Succeeded;

    /// <summary>Makes an interrupt end the submission while its work goes on.</summary>
    public bool WorkLeftRunning { get; set; }

    public void Print(string text, StreamName stream = StreamName.Output) => Produce(new StreamText { Stream = stream, Text = text });

    /// <summary>Shows a value.</summary>
    /// <returns>Its display id.</returns>
    public string Display(MimeBundle data, bool isResult = false)
    {
        var id = _kernel.NewDisplayId();
        Produce(new DisplayValue { DisplayId = id, Data = data, IsResult = isResult });
        return id;
    }

    public string Display(string text) => Display(MimeBundle.Text(text));

    public void Update(string displayId, string text) => Produce(new DisplayUpdate { DisplayId = displayId, Data = MimeBundle.Text(text) });

    /// <summary>Shows the trailing expression's value.</summary>
    public void Result(string text) => Display(MimeBundle.Text(text), isResult: true);

    /// <summary>Produces the error and makes the submission end as failed.</summary>
    public void Fail(ErrorReport error)
    {
        Produce(new ErrorOutput { Error = error });
        Outcome = SubmissionOutcome.Failed;
    }

    /// <summary>Fails as an exception at a line of the submission would.</summary>
    public void Throw(string name, string message, int line = 1) => Fail(new ErrorReport
    {
        Name = name,
        Message = message,
        Frames = [new ErrorFrame { Method = "", SourceName = Request.SourceName, Line = line }],
    });

    /// <summary>Fails as code that does not compile would.</summary>
    public void FailToCompile(string id, string message, int line = 1, int column = 1) => Fail(new ErrorReport
    {
        Name = id,
        Message = message,
        Diagnostics =
        [
            new SourceDiagnostic
            {
                Id = id, Message = message, SourceName = Request.SourceName,
                StartLine = line, StartColumn = column, EndLine = line, EndColumn = column,
            },
        ],
    });

    public void Produce(KernelOutput output) =>
        _kernel.Raise(new OutputProduced { SubmissionId = Request.SubmissionId, Output = output });

    /// <summary>Asks, and waits for the answer.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    /// <exception cref="InvalidOperationException">There will be no answer.</exception>
    public Task<string> AskAsync(string prompt, InputKind kind = InputKind.Text) => AskAsync(new InputQuestion { Prompt = prompt, Kind = kind });

    /// <inheritdoc cref="AskAsync(string, InputKind)"/>
    public Task<string> AskAsync(InputQuestion question)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var id = Interlocked.Increment(ref _questions);
        _asked[id] = answer;
        _kernel.Raise(new InputRequested { SubmissionId = Request.SubmissionId, RequestId = id, Question = question });
        return answer.Task.WaitAsync(Interrupted);
    }

    /// <summary>Waits until the test ends the run.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public Task UntilReleasedAsync() => _released.Task.WaitAsync(Interrupted);

    /// <summary>Ends a run that waits in <see cref="UntilReleasedAsync"/>.</summary>
    public void Release() => _released.TrySetResult();

    internal void Answer(ProvideInput provided)
    {
        if (!_asked.TryRemove(provided.RequestId, out var answer))
            return;
        if (provided.Text is { } text)
            answer.TrySetResult(text);
        else
            answer.TrySetException(new InvalidOperationException(provided.Refusal));
    }

    internal void Interrupt() => _interrupt.Cancel();

    public void Dispose() => _interrupt.Dispose();
}
