namespace Notebook.Web.Documents;

/// <summary>A line that a <see cref="NotebookQuery"/> found.</summary>
/// <param name="CellNumber">The cell's 1-based number.</param>
/// <param name="Text">The line, shortened around the match.</param>
public sealed record MatchingLine(int CellNumber, string Text);
