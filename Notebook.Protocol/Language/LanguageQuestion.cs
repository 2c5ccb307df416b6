using System.Collections.Immutable;

namespace Notebook.Protocol.Language;

/// <summary>A request that is answered by one <see cref="LanguageAnswer"/> of the same id.</summary>
public abstract record LanguageQuestion : LanguageRequest
{
    /// <summary>Chosen by the web process; never used twice for one process.</summary>
    public required long RequestId { get; init; }

    public required string NotebookId { get; init; }
}

/// <summary>Say what the compiler thinks of every cell, what each defines and uses, and what the notebook needs from outside.</summary>
public sealed record Diagnose : LanguageQuestion;

/// <summary>A question about a place in a cell. It carries the cell's text as the asking editor has it, which may be ahead of everybody's.</summary>
public abstract record PlaceQuestion : LanguageQuestion
{
    public required string CellId { get; init; }

    public required string Text { get; init; }

    /// <summary>In UTF-16 code units.</summary>
    public required int Position { get; init; }
}

/// <summary>Say what could be typed here.</summary>
public sealed record Complete : PlaceQuestion
{
    /// <summary>The character whose typing asks; null when a key asks.</summary>
    public char? Typed { get; init; }
}

/// <summary>Say more about an item of a list that <see cref="Complete"/> gave, and what choosing it changes.</summary>
public sealed record DescribeCompletion : LanguageQuestion
{
    public required long ListId { get; init; }

    public required int Index { get; init; }
}

/// <summary>Say what stands here.</summary>
public sealed record DescribeSymbol : PlaceQuestion;

/// <summary>Say how what is being called here can be called.</summary>
public sealed record ListSignatures : PlaceQuestion;

/// <summary>Say what each word of a cell is. The position means nothing.</summary>
public sealed record Classify : PlaceQuestion;

/// <summary>Lay out the code of cells.</summary>
public sealed record Format : LanguageQuestion
{
    /// <summary>The cells with their texts; all are of the notebook.</summary>
    public required ImmutableArray<LanguageCell> Cells { get; init; }
}

/// <summary>Say where the thing that stands here is defined and used.</summary>
public sealed record FindSymbol : PlaceQuestion;

/// <summary>Say what has to change for the thing that stands here to have another name.</summary>
public sealed record RenameSymbol : PlaceQuestion
{
    /// <summary>Null to learn only whether it can be renamed, and what it is called now.</summary>
    public string? NewName { get; init; }
}

/// <summary>Say what could be done about the errors here.</summary>
public sealed record ListFixes : PlaceQuestion;
