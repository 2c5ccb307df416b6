using System.Collections.Immutable;

namespace Notebook.Protocol;

/// <summary>A condition that rows must meet to be shown. Several must all be met.</summary>
public sealed record TableFilter
{
    /// <summary>The column's place in the table, from 0; −1 for any column.</summary>
    public required int Column { get; init; }

    public required TableFilterKind Kind { get; init; }

    /// <summary>What the column is compared with, as text: one value, several for <see cref="TableFilterKind.OneOf"/>, none for <see cref="TableFilterKind.Empty"/>.</summary>
    public ImmutableArray<string> Values { get; init; } = [];
}
