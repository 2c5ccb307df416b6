namespace Notebook.Protocol;

/// <summary>One variable of a notebook's code, in a line.</summary>
public sealed record VariableSummary
{
    public required string Name { get; init; }

    /// <summary>As C# writes it.</summary>
    public required string Type { get; init; }

    /// <summary>How much it is, such as <c>184 items</c> or <c>3 × 4</c>; empty for what has no size.</summary>
    public string Size { get; init; } = "";

    /// <summary>The beginning of the value on one line; empty when only code of the value's own could tell.</summary>
    public string Preview { get; init; } = "";

    /// <summary>The <see cref="Submit.SourceName"/> of the submission that declared it last; empty when that is not known.</summary>
    public string SourceName { get; init; } = "";
}
