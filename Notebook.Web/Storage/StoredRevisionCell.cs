using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Storage;

/// <summary>A cell of a revision as JSON: the same for as long as the cell is the same, so that revisions share it. Names are part of the file format.</summary>
internal sealed record StoredRevisionCell
{
    public required string Id { get; init; }

    public required CellKind Kind { get; init; }

    public required string Language { get; init; }

    public required StoredText Text { get; init; }

    public bool HidesSource { get; init; }

    public bool HidesOutputs { get; init; }

    public StoredText? Metadata { get; init; }

    public StoredText? FileFields { get; init; }

    /// <summary>Without the version of its text, which every session counts anew.</summary>
    public CellRun? Run { get; init; }

    /// <summary>Whether the text was another than the one that ran.</summary>
    public bool IsEdited { get; init; }

    public int? Count { get; init; }

    public required ImmutableArray<StoredOutput> Outputs { get; init; }
}
