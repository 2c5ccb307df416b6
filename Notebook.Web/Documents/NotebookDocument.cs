using System.Collections.Immutable;
using Notebook.Web.History;

namespace Notebook.Web.Documents;

/// <summary>A notebook: title, ordered cells, metadata. Immutable; a session replaces it with every operation.</summary>
public sealed record NotebookDocument
{
    public required NotebookId Id { get; init; }

    public required string Title { get; init; }

    /// <summary>In the order of the page. Cell 1 is the first.</summary>
    public required ImmutableList<Cell> Cells { get; init; }

    /// <summary>The file's own metadata as a JSON object, kept unread so that an export returns it; null when there is none.</summary>
    public string? MetadataJson { get; init; }

    /// <summary>Fields of the file that have no place in this record, as a JSON object, kept unread so that an export returns them; null when there are none.</summary>
    public string? FileFieldsJson { get; init; }

    /// <summary>What people said about its cells, in the order in which it was begun; also about cells that are deleted.</summary>
    public ImmutableList<CommentThread> Comments { get; init; } = [];

    /// <summary>What the last verification found; null when there was none.</summary>
    public Verification? Verification { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ModifiedAt { get; init; }

    public Cell? Find(CellId id) => Cells.Find(cell => cell.Id == id);

    public CommentThread? FindThread(CommentId id) => Comments.Find(thread => thread.Id == id);

    /// <summary>What is said about a cell and is not dealt with.</summary>
    public IEnumerable<CommentThread> OpenCommentsOn(CellId id) => Comments.Where(thread => thread.CellId == id && !thread.IsResolved);

    /// <summary>The notebook with a cell replaced by the one of the same id.</summary>
    /// <exception cref="ArgumentException">The notebook has no such cell.</exception>
    public NotebookDocument With(Cell cell)
    {
        var index = Cells.FindIndex(other => other.Id == cell.Id);
        return index >= 0 ? this with { Cells = Cells.SetItem(index, cell) } : throw new ArgumentException($"The notebook has no cell {cell.Id}.", nameof(cell));
    }

    /// <summary>The 1-based number people see beside the cell; 0 when the notebook has no such cell.</summary>
    public int NumberOf(CellId id) => Cells.FindIndex(cell => cell.Id == id) + 1;
}
