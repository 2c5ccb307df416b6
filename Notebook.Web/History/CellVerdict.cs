using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>That a cell did not show again what it had shown.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="Number">Its number then.</param>
/// <param name="Words">What differs, in a sentence.</param>
/// <param name="Expected">What it had shown, as text.</param>
/// <param name="Actual">What it shows when it runs in a fresh kernel.</param>
public sealed record CellVerdict(CellId CellId, int Number, string Words, string Expected, string Actual);
