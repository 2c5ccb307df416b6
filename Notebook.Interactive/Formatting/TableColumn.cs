namespace Notebook.Interactive.Formatting;

/// <summary>A column of a table: its name, and what its values are when they are all of one sort.</summary>
internal sealed record TableColumn(string Name, ScalarKind? Kind);
