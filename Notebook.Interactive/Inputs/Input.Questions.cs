using Microsoft.DotNet.Interactive;
using Notebook.Interactive.Inputs;
using Notebook.Protocol;

namespace Notebook.Interactive;

/// <summary>
/// Asks the people at the notebook. Questions wait for their answer:
/// <c>var name = await Input.AskAsync("Your name");</c>.
/// </summary>
public static partial class Input
{
    /// <summary>Asks a question and waits for its answer. Whoever may run the notebook may answer; the first answer counts.</summary>
    /// <param name="prompt">The words of the question.</param>
    /// <param name="value">The answer that stands there at first.</param>
    /// <param name="choices">What may be answered; any text when none are given.</param>
    /// <exception cref="NoInputException">Nobody is there to answer, as in a <c>run</c> without <c>--input</c>.</exception>
    public static Task<string> AskAsync(string prompt, string? value = null, IEnumerable<string>? choices = null)
    {
        var offered = choices?.Take(InputQuestion.MaxChoices + 1).ToList() ?? [];
        if (offered.Count > InputQuestion.MaxChoices)
            throw new ArgumentException($"A question has at most {InputQuestion.MaxChoices} choices.", nameof(choices));

        return Questions.AskAsync(new InputQuestion
        {
            Prompt = Questions.Clip(prompt),
            Kind = offered.Count > 0 ? InputKind.Choice : InputKind.Text,
            Choices = [.. offered.Select(Questions.Clip)],
            Default = value is null ? null : Questions.Clip(value),
        });
    }

    /// <summary>Asks for a password, which is never shown, kept or logged.</summary>
    public static Task<PasswordString> AskPasswordAsync(string prompt) => Kernel.GetPasswordAsync(prompt);
}
