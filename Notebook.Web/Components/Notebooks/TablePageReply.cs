namespace Notebook.Web.Components.Notebooks;

/// <summary>Rows of a table, for the tab that asked.</summary>
/// <param name="Problem">A sentence when there are none.</param>
/// <param name="MatchingRows">How many rows meet the filters.</param>
/// <param name="KeptRows">How many rows the kernel keeps.</param>
/// <param name="Rows">The rows, as JSON text.</param>
/// <param name="Choices">The different values of the column that was asked for; null when they are too many, or none was.</param>
internal sealed record TablePageReply(string? Problem, int MatchingRows, int KeptRows, string Rows, IReadOnlyList<string>? Choices);
