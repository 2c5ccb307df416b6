using System.Collections.Immutable;
using Notebook.Protocol.Language;
using Notebook.Web.Documents;

namespace Notebook.Web.Language;

/// <summary>What the compiler thinks of a notebook, at one moment.</summary>
/// <param name="Cells">By cell; positions count in the text of the version.</param>
public sealed record NotebookFindings(ImmutableDictionary<CellId, CellFindings> Cells)
{
    public static NotebookFindings None { get; } = new(ImmutableDictionary<CellId, CellFindings>.Empty);
}

/// <summary>What the compiler thinks of a cell.</summary>
/// <param name="TextVersion">The version of the text that was looked at.</param>
/// <param name="Diagnosed">What was found.</param>
public sealed record CellFindings(int TextVersion, DiagnosedCell Diagnosed);
