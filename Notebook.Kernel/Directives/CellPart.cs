using System.Collections.Immutable;
using Microsoft.DotNet.Interactive.Directives;

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

    /// <summary>Of SQL: the variable that its result becomes; null for none.</summary>
    public string? ResultName { get; init; }

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

    /// <summary>The line's values by the names of the parameters, without dashes; a value without a name is that of the first parameter that allows it.</summary>
    public IReadOnlyDictionary<string, string?> NamedValues(KernelDirective directive)
    {
        var values = Arguments.Parameters.ToDictionary(static parameter => parameter.Key, static parameter => parameter.Value?.Text, StringComparer.Ordinal);
        if (Arguments.Values.FirstOrDefault() is { } first && directive.Parameters.FirstOrDefault(static parameter => parameter.AllowImplicitName) is { } unnamed)
            values.TryAdd(unnamed.Name.TrimStart('-'), first.Text);
        return values;
    }
}

/// <summary>A cell in its parts, or what is wrong with its directives.</summary>
internal sealed record CellParts(ImmutableArray<CellPart> Parts, ImmutableArray<DirectiveError> Errors);
