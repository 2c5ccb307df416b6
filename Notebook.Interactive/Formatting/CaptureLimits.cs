using Notebook.Interactive.Tables;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// How much of a value is looked at. Whatever a value is (cyclic, endless, throwing, slow), capturing it ends within these limits.
/// </summary>
internal sealed record CaptureLimits
{
    /// <summary>Levels of nested values; deeper ones are named, not opened.</summary>
    public int Depth { get; init; } = 6;

    /// <summary>Items of the sequence or dictionary that is shown itself, when it is no table.</summary>
    public int Items { get; init; } = 100;

    /// <summary>Items of a sequence or dictionary inside the value that is shown.</summary>
    public int NestedItems { get; init; } = 20;

    /// <summary>Rows of a sequence of objects that become part of the output.</summary>
    public int Rows { get; init; } = 1_000;

    /// <summary>Bytes of the rows that are kept in this process to be paged; 0 for no more rows than <see cref="Rows"/>.</summary>
    public long TableBytes { get; init; } = CapturedTables.Shared.BudgetBytes;

    /// <summary>How long a sequence of objects that does not know its count is read on after the rows of the output: it may never end.</summary>
    public TimeSpan LazyTime { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Members of one object, and columns of a table.</summary>
    public int Members { get; init; } = 100;

    /// <summary>Levels inside a cell of a table: a cell is one line of text.</summary>
    public int CellDepth { get; init; } = 1;

    /// <summary>Items of a sequence inside a cell of a table.</summary>
    public int CellItems { get; init; } = 5;

    /// <summary>Values in all.</summary>
    public int Nodes { get; init; } = 60_000;

    /// <summary>UTF-16 code units of text in all.</summary>
    public int Characters { get; init; } = 1_000_000;

    /// <summary>UTF-16 code units of one nested text.</summary>
    public int NestedCharacters { get; init; } = 4_000;

    /// <summary>How long a value's own code (getters, enumerators, formatters) may run in all.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(5);
}
