using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Notebook.Kernel.Language;

/// <summary>A cell at its place in a <see cref="NotebookProgram"/>.</summary>
internal sealed record ProgramCell
{
    public required string Id { get; init; }

    public required string Language { get; init; }

    /// <summary>As it was written.</summary>
    public required string Text { get; init; }

    public required CellSource Source { get; init; }

    /// <summary>Its own text.</summary>
    public required DocumentId Document { get; init; }

    /// <summary>Whether <c>await</c> may be a name in it, which a cell above declares.</summary>
    public bool IsAwaitAName { get; init; }

    /// <summary>What runs before it, in order.</summary>
    public ImmutableArray<DocumentId> Preludes { get; init; } = [];
}
