namespace Notebook.Protocol.Language;

/// <summary>Something that could be typed.</summary>
public sealed record CompletionChoice
{
    /// <summary>What the list shows.</summary>
    public required string Label { get; init; }

    /// <summary>What is typed instead of the label; null when it is the label.</summary>
    public string? Insert { get; init; }

    /// <summary>What stands behind the label, such as <c>&lt;&gt;</c>.</summary>
    public string? Suffix { get; init; }

    /// <summary>What it is, such as <c>method</c>; see <c>CompletionKinds</c> of the kernel.</summary>
    public required string Kind { get; init; }

    /// <summary>Its place among the items of the list that were found, which names it in <see cref="DescribeCompletion"/>.</summary>
    public required int Index { get; init; }

    /// <summary>Whether it is most probably the one.</summary>
    public bool IsLikely { get; init; }

    /// <summary>Whether choosing it changes more than its own stretch: ask <see cref="DescribeCompletion"/> what.</summary>
    public bool IsComplex { get; init; }
}
