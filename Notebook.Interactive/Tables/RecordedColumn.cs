namespace Notebook.Interactive.Tables;

/// <summary>A column of a captured table.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Values">Null when no row has one.</param>
internal sealed record RecordedColumn(string Name, ColumnValues? Values);
