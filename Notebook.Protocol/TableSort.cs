namespace Notebook.Protocol;

/// <summary>A column that rows are sorted by. Rows without a value come last in both directions.</summary>
public sealed record TableSort
{
    /// <summary>The column's place in the table, from 0.</summary>
    public required int Column { get; init; }

    public bool Descending { get; init; }
}
