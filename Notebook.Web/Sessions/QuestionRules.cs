using System.Globalization;
using Notebook.Protocol;
using Notebook.Web.Documents;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>Questions of running cells: who may run may answer, the first answer counts, and the end of the run withdraws them.</summary>
internal static class QuestionRules
{
    private const int MaxWords = 200;

    /// <summary>What of an answer stands in the cell's outputs.</summary>
    private const int MaxEcho = 1_000;

    private const string Masked = "············";

    /// <summary>The kernel asks. Questions of anything but the running submission, and more than it may have, are dropped.</summary>
    public static void Ask(SessionStep step, InputRequested asked)
    {
        if (step.State.Running is not { } running || running.Id != asked.SubmissionId || step.State.Kernel.State != KernelState.Busy
            || step.Document.Find(running.CellId) is not { } cell
            || asked.Question is null || !asked.Question.IsWellFormed()
            || step.State.Questions.Count >= InputQuestion.MaxWaiting || step.State.Questions.Exists(other => other.RequestId == asked.RequestId))
            return;

        // What the earlier run showed would stand between the reader and the question.
        OutputRules.Replace(step);
        cell = step.Document.Find(running.CellId)!;
        var question = new PendingQuestion
        {
            Id = "q" + (step.State.LastQuestion + 1).ToString(CultureInfo.InvariantCulture),
            CellId = cell.Id,
            RunBy = running.ById,
            Words = WordsOf(asked.Question, cell),
            Question = asked.Question,
            SubmissionId = asked.SubmissionId,
            RequestId = asked.RequestId,
        };
        step.State = step.State with { LastQuestion = step.State.LastQuestion + 1, Questions = step.State.Questions.Add(question) };
        step.Show(cell.Changed());
    }

    public static Rejected? Answer(SessionStep step, AnswerQuestion answer)
    {
        if (step.State.Questions.Find(question => question.Id == answer.QuestionId) is not { } question)
            return new(RejectionReason.NotFound, "This question is not waiting any more: somebody else answered it, or its cell has ended.");

        var text = (answer.Text ?? "").ReplaceLineEndings("\n");
        if (Problem(question.Question, text) is { } problem)
            return new(RejectionReason.Invalid, problem);

        Remove(step, question);
        if (step.State.EchoesAnswers)
            Echo(step, question, text);
        step.Emit(new AnswerSubmission(question.SubmissionId, question.RequestId, text, Refusal: null));
        return null;
    }

    /// <summary>There is nobody to answer: the asking code gets the sentence.</summary>
    public static void Refuse(SessionStep step, QuestionRefused refused)
    {
        if (step.State.Questions.Find(question => question.Id == refused.QuestionId) is not { } question)
            return;
        Remove(step, question);
        step.Emit(new AnswerSubmission(question.SubmissionId, question.RequestId, Text: null, refused.Sentence));
    }

    /// <summary>The run has ended or is being stopped: nobody needs to answer any more.</summary>
    public static void Withdraw(SessionStep step)
    {
        foreach (var question in step.State.Questions)
            Remove(step, question);
    }

    /// <summary>Why a text is no answer to this question; null when it is one.</summary>
    private static string? Problem(InputQuestion question, string text) => question.Kind switch
    {
        _ when text.Length > InputQuestion.MaxAnswerChars => $"An answer has at most {InputQuestion.MaxAnswerChars.ToString("N0", CultureInfo.InvariantCulture)} characters. Put longer texts into a file.",
        InputKind.Lines => null,
        _ when text.Contains('\n', StringComparison.Ordinal) => "The answer is to be one line.",
        InputKind.Choice when !question.Choices.Contains(text) => "Choose one of the answers.",
        InputKind.Number when !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => "Write a number, such as 2.5.",
        InputKind.Date when !DateOnly.TryParse(text, CultureInfo.InvariantCulture, out _) => "Write a date, such as 2026-11-24.",
        InputKind.DateTime when !DateTime.TryParse(text, CultureInfo.InvariantCulture, out _) => "Write a date and a time, such as 2026-11-24T14:30.",
        _ => null,
    };

    private static void Remove(SessionStep step, PendingQuestion question)
    {
        step.State = step.State with { Questions = step.State.Questions.Remove(question) };
        if (step.Document.Find(question.CellId) is { } cell)
            step.Show(cell.Changed());
    }

    /// <summary>Leaves the answer in the outputs, as a terminal does: what follows rests on it. Of a password nothing, not even its length.</summary>
    private static void Echo(SessionStep step, PendingQuestion question, string text)
    {
        var shown = question.Question.Kind == InputKind.Password ? Masked : text.Length <= MaxEcho ? text : text[..MaxEcho] + "…";
        if (question.Question.IsConsole)
            OutputRules.Take(step, question.SubmissionId, new StreamText { Stream = StreamName.Output, Text = shown + "\n" });
        else
            OutputRules.Note(step, question.CellId, $"{question.Words.TrimEnd(':', ' ')}: {shown}");
    }

    /// <summary>The prompt, or the line that the cell has begun to print and not ended.</summary>
    private static string WordsOf(InputQuestion question, Cell cell)
    {
        var words = question.Prompt;
        if (string.IsNullOrWhiteSpace(words) && !cell.Outputs.IsEmpty && cell.Outputs[^1] is StreamOutput { Text: var text })
        {
            words = text.TailText.Length > 0 ? text.TailText : text.HeadText;
            words = words[(words.LastIndexOf('\n') + 1)..];
        }

        words = string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length switch
        {
            0 => question.Kind == InputKind.Password ? "Password" : "Input",
            > MaxWords => words[..MaxWords] + "…",
            _ => words,
        };
    }
}
