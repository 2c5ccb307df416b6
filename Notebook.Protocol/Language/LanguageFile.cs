using System.Collections.Immutable;

namespace Notebook.Protocol.Language;

/// <summary>A file that a cell loads, imports or references, resolved by the server under the rights of who asked.</summary>
public sealed record LanguageFile
{
    /// <summary>As the cell names it.</summary>
    public required string Name { get; init; }

    public required ImmutableArray<byte> Content { get; init; }
}
