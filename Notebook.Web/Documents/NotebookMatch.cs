using System.Collections.Immutable;

namespace Notebook.Web.Documents;

/// <summary>A notebook that a <see cref="NotebookQuery"/> found.</summary>
/// <param name="Notebook">The notebook.</param>
/// <param name="Lines">Lines of its cells that match, in document order; empty when only the title does.</param>
public sealed record NotebookMatch(NotebookSummary Notebook, ImmutableArray<MatchingLine> Lines);
