namespace Notebook.Interactive.Tables;

/// <summary>Which of the binary real types a column's values had; each has its own shortest text.</summary>
internal enum RealForm
{
    Double,
    Single,
    Half,
}
