using Notebook.Protocol;

namespace Notebook.Interactive.Inputs;

/// <summary>Asks whoever may run the notebook, for the code whose flow this is.</summary>
internal static class Questions
{
    /// <summary>Asks and waits without holding a thread.</summary>
    /// <exception cref="NoInputException">There will be no answer.</exception>
    public static Task<string> AskAsync(InputQuestion question) => KernelOutputs.Current switch
    {
        IAskingSink sink => sink.AskAsync(question),
        null => Task.FromResult(AskTerminal(question)),
        _ => throw new NoInputException("Nobody can be asked from here."),
    };

    /// <summary>A question of the kind that HTML, and with it .NET Interactive, calls by this name.</summary>
    /// <param name="prompt">The words of the question.</param>
    /// <param name="typeHint">The type of an HTML input; those that are not known ask for text.</param>
    public static InputQuestion Of(string? prompt, string? typeHint) => new()
    {
        Prompt = Clip(prompt ?? ""),
        Kind = typeHint?.ToLowerInvariant() switch
        {
            "password" => InputKind.Password,
            "number" or "range" => InputKind.Number,
            "date" => InputKind.Date,
            "datetime" or "datetime-local" => InputKind.DateTime,
            "textarea" => InputKind.Lines,
            _ => InputKind.Text,
        },
    };

    /// <summary>Text as long as a question may be.</summary>
    public static string Clip(string text) => text.Length <= InputQuestion.MaxTextChars ? text : string.Concat(text.AsSpan(0, InputQuestion.MaxTextChars - 1), "…");

    /// <summary>This library in a program of its own: the terminal is there to ask.</summary>
    private static string AskTerminal(InputQuestion question)
    {
        Console.Write(question.Choices.IsEmpty ? $"{question.Prompt} " : $"{question.Prompt} ({string.Join(", ", question.Choices)}) ");
        return Console.ReadLine() is { } line ? (line.Length == 0 ? question.Default ?? line : line)
            : throw new NoInputException($"There is no answer to “{question.Prompt}”: the standard input has ended.");
    }
}
