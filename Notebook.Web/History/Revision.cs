using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>A saved earlier state of a notebook, without its content.</summary>
public sealed record Revision
{
    public required RevisionId Id { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The display names of those who changed the notebook since the revision before, or of who asked for it.</summary>
    public required string By { get; init; }

    public required RevisionReason Reason { get; init; }

    /// <summary>What somebody called it; null when nobody did.</summary>
    public string? Name { get; init; }

    public required int CellCount { get; init; }

    /// <summary>How much it added to what is kept of the notebook, in characters: what it shares with the revision before it is not counted.</summary>
    public long Size { get; init; }

    /// <summary>The first revision of a notebook that came as a file.</summary>
    public static Revision OfImport(NotebookDocument document, string by) =>
        new() { Id = RevisionId.New(), At = document.CreatedAt, By = by, Reason = RevisionReason.Import, CellCount = document.Cells.Count };
}
