namespace Microsoft.DotNet.Interactive.Formatting;

/// <summary>Where a formatter writes.</summary>
public sealed class FormatContext(TextWriter writer)
{
    /// <summary>Takes the text.</summary>
    public TextWriter Writer => writer;

    /// <summary>How many values the value stands in.</summary>
    public int Depth { get; init; }
}
