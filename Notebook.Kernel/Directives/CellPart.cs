using System.Collections.Immutable;

namespace Notebook.Kernel.Directives;

/// <summary>A stretch of a cell that is dealt with at once; a cell without directives is one part.</summary>
internal abstract record CellPart
{
    /// <summary>The language of the cell at this place, such as <c>csharp</c> or <c>html</c>.</summary>
    public required string Language { get; init; }
}

/// <summary>Text in one language: C# to run, Markdown to show.</summary>
internal sealed record TextPart : CellPart
{
    /// <summary>The text, with an empty line for every line of the cell before it: positions are then those that a person sees.</summary>
    public required string Text { get; init; }

    /// <summary>The text alone.</summary>
    public string Content => Text.TrimStart('\n');
}

/// <summary>A line such as <c>#!set --name x --value 1</c>.</summary>
internal sealed record DirectivePart : CellPart
{
    /// <summary>What follows <c>#!</c>.</summary>
    public required string Name { get; init; }

    public required DirectiveArguments Arguments { get; init; }

    /// <summary>1-based.</summary>
    public required int Line { get; init; }

    /// <summary>For <c>#!value</c>, which takes what follows it: that text. Otherwise empty.</summary>
    public string Content { get; init; } = "";
}

/// <summary>A cell in its parts, or what is wrong with its directives.</summary>
internal sealed record CellParts(ImmutableArray<CellPart> Parts, ImmutableArray<DirectiveError> Errors);
