using System.Runtime.CompilerServices;
using Notebook.Interactive.Inputs;
using Notebook.Kernel.Outputs;
using Notebook.Protocol;

namespace Notebook.Kernel.Inputs;

/// <summary>
/// What one submission asks: its questions wait here for the web process's answers, until the submission ends or is stopped. Called
/// by any thread; those of a cell may be aborted at any instruction.
/// </summary>
internal sealed class SubmissionQuestions(SubmissionId submissionId, OutputQueue outputs)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, TaskCompletionSource<string>> _waiting = [];
    private int _last;
    private bool _isOver;

    /// <summary>What is left of a line that the console's reader got as an answer.</summary>
    public string RestOfLine { get; set; } = "";

    /// <inheritdoc cref="IAskingSink.AskAsync"/>
    public Task<string> AskAsync(InputQuestion question)
    {
        if (!question.IsWellFormed())
            throw new NoInputException("This is no question that can be asked.");

        // Continuations are the cell's code; the thread that reads requests must not run it.
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(question, answer);
        return answer.Task;
    }

    /// <summary>Hands an answer over. One that comes too late finds nobody.</summary>
    public void Answer(ProvideInput provided)
    {
        TaskCompletionSource<string>? answer;
        lock (_gate)
            _waiting.Remove(provided.RequestId, out answer);
        if (provided.Text is { } text)
            answer?.TrySetResult(text);
        else
            answer?.TrySetException(new NoInputException(provided.Refusal ?? "The question was dismissed."));
    }

    /// <summary>Nothing can be asked any more: the submission has ended or is being stopped. What still waits is cancelled.</summary>
    public void Close()
    {
        List<TaskCompletionSource<string>> withdrawn;
        lock (_gate)
        {
            _isOver = true;
            withdrawn = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var answer in withdrawn)
            answer.TrySetCanceled();
    }

    /// <summary>Not torn by an abort, which never lands inside a finally block; see <see cref="OutputQueue"/>.</summary>
    [MethodImpl(MethodImplOptions.NoOptimization)]
    private void Add(InputQuestion question, TaskCompletionSource<string> answer)
    {
        string? problem = null;
        try
        {
        }
        finally
        {
            // The end of the submission is told under the same lock's protection, so no question comes after it.
            lock (_gate)
            {
                if (_isOver)
                    problem = "This cell has ended, so its question has nobody who answers it. Ask while the cell runs.";
                else if (_waiting.Count >= InputQuestion.MaxWaiting)
                    problem = $"A cell may have {InputQuestion.MaxWaiting} questions waiting at the same time.";
                else
                {
                    _waiting[++_last] = answer;
                    outputs.AddEvent(new InputRequested { SubmissionId = submissionId, RequestId = _last, Question = question });
                }
            }
        }

        if (problem is not null)
            throw new NoInputException(problem);
    }
}
