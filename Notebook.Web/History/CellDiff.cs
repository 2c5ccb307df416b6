using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>How a cell differs between two states of a notebook.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Before">Its number in the earlier state; null when it is not there.</param>
/// <param name="After">Its number in the later state; null when it is not there.</param>
/// <param name="Source">Its text side by side; empty when that is the same.</param>
/// <param name="Output">What it shows side by side; empty when that reads the same.</param>
/// <param name="Values">The charts, pictures and tables that differ.</param>
/// <param name="ChangesOther">Whether something else of it differs: its kind, or what lies behind what it shows.</param>
public sealed record CellDiff(CellId CellId, int? Before, int? After, ImmutableArray<DiffLine> Source, ImmutableArray<DiffLine> Output, ImmutableArray<ValueDiff> Values, bool ChangesOther)
{
    public string Words => (Before, After) switch
    {
        (null, { } number) => $"Cell {number}, new",
        ({ } number, null) => $"Cell {number}, deleted",
        ({ } before, { } after) when before != after => $"Cell {after}, was cell {before}",
        _ => $"Cell {After}",
    };
}
