using System.Collections.Immutable;

namespace Notebook.Protocol;

/// <summary>What a cell asks whoever may run it.</summary>
public sealed record InputQuestion
{
    /// <summary>The longest prompt, choice or default, in UTF-16 code units.</summary>
    public const int MaxTextChars = 1_000;

    public const int MaxChoices = 500;

    /// <summary>Questions of one submission that may wait at the same time.</summary>
    public const int MaxWaiting = 20;

    /// <summary>The longest answer, in UTF-16 code units.</summary>
    public const int MaxAnswerChars = 1_000_000;

    /// <summary>The words of the question; empty when what the cell printed last asks it, as with <c>Console.ReadLine()</c>.</summary>
    public string Prompt { get; init; } = "";

    public InputKind Kind { get; init; }

    /// <summary>What may be answered to <see cref="InputKind.Choice"/>; otherwise empty.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>The answer that stands there at first; null for none.</summary>
    public string? Default { get; init; }

    /// <summary>The console asks: the answer stands in the cell's text as it would in a terminal.</summary>
    public bool IsConsole { get; init; }

    /// <summary>Within the bounds of the protocol, and of a form that can be asked.</summary>
    public bool IsWellFormed() =>
        Prompt is { Length: <= MaxTextChars }
        && Enum.IsDefined(Kind)
        && !Choices.IsDefault
        && Choices.Length <= MaxChoices
        && Choices.All(static choice => choice is { Length: <= MaxTextChars })
        && (Kind == InputKind.Choice) == !Choices.IsEmpty
        && Default is null or { Length: <= MaxTextChars };
}
