namespace Notebook.Protocol.Language;

/// <summary>A code cell as the language process sees it.</summary>
public sealed record LanguageCell
{
    public required string CellId { get; init; }

    /// <summary>The language it begins in, by its canonical name.</summary>
    public required string Language { get; init; }

    /// <summary>With <c>\n</c> line ends.</summary>
    public required string Text { get; init; }
}
