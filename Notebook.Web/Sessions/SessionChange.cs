using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>Everything that changed since a subscriber last looked, merged; the snapshot holds the content.</summary>
public sealed record SessionChange
{
    public required SessionSnapshot Snapshot { get; init; }

    /// <summary>Title, order of cells, kernel status, queue, questions, comments, packages, save problem or the number of stale cells changed: the page itself renders again.</summary>
    public required bool PageChanged { get; init; }

    /// <summary>Cells that are new or whose <see cref="Cell.Version"/> changed: their components render again.</summary>
    public required ImmutableHashSet<CellId> ChangedCells { get; init; }

    /// <summary>Cells whose text changed: their editors receive updates; nothing renders.</summary>
    public required ImmutableHashSet<CellId> EditedCells { get; init; }

    /// <summary>Cells whose outputs changed, stream text above all: it is appended in JavaScript. Nothing renders unless the cell is in <see cref="ChangedCells"/> too.</summary>
    public required ImmutableHashSet<CellId> StreamedCells { get; init; }

    /// <summary>What leads from one snapshot of a session to a later one.</summary>
    internal static SessionChange Between(SessionSnapshot before, SessionSnapshot after)
    {
        var change = new SessionChange { Snapshot = after, PageChanged = IsPageChanged(before, after), ChangedCells = [], EditedCells = [], StreamedCells = [] };
        if (ReferenceEquals(before.Document.Cells, after.Document.Cells))
            return change;

        var changed = change.ChangedCells.ToBuilder();
        var edited = change.EditedCells.ToBuilder();
        var streamed = change.StreamedCells.ToBuilder();
        var sameOrder = before.Document.Cells.Count == after.Document.Cells.Count;
        var moreStale = 0;
        Dictionary<CellId, Cell>? byId = null;
        using var olds = before.Document.Cells.GetEnumerator();
        foreach (var cell in after.Document.Cells)
        {
            var old = olds.MoveNext() ? olds.Current : null;
            if (ReferenceEquals(old, cell))
                continue;

            if (old?.Id != cell.Id)
            {
                sameOrder = false;
                byId ??= before.Document.Cells.ToDictionary(static c => c.Id);
                old = byId.GetValueOrDefault(cell.Id);
            }

            moreStale += (cell.IsStale ? 1 : 0) - (old is { IsStale: true } ? 1 : 0);
            if (old is null || old.Version != cell.Version)
                changed.Add(cell.Id);
            if (old is not null && old.Text.Version != cell.Text.Version)
                edited.Add(cell.Id);
            if (old is not null && !ReferenceEquals(old.Outputs, cell.Outputs))
                streamed.Add(cell.Id);
        }

        return change with
        {
            PageChanged = change.PageChanged || !sameOrder || moreStale != 0,
            ChangedCells = changed.ToImmutable(),
            EditedCells = edited.ToImmutable(),
            StreamedCells = streamed.ToImmutable(),
        };
    }

    /// <summary>This change followed by a later one.</summary>
    internal SessionChange Then(SessionChange later) => new()
    {
        Snapshot = later.Snapshot,
        PageChanged = PageChanged || later.PageChanged,
        ChangedCells = ChangedCells.Union(later.ChangedCells),
        EditedCells = EditedCells.Union(later.EditedCells),
        StreamedCells = StreamedCells.Union(later.StreamedCells),
    };

    private static bool IsPageChanged(SessionSnapshot before, SessionSnapshot after) =>
        before.Document.Title != after.Document.Title
        || before.Kernel != after.Kernel
        || before.RunningCell != after.RunningCell
        || before.SaveProblem != after.SaveProblem
        || before.Packages != after.Packages
        || !before.Links.IsSame(after.Links, evenVersions: false)
        || before.Document.MetadataJson != after.Document.MetadataJson
        || !ReferenceEquals(before.Document.Comments, after.Document.Comments)
        || before.IsVerifying != after.IsVerifying
        || !ReferenceEquals(before.Document.Verification, after.Document.Verification)
        || before.SavedRevisions != after.SavedRevisions
        || !ReferenceEquals(before.Questions, after.Questions)
        || before.CanRebuild != after.CanRebuild
        || !ReferenceEquals(before.Queue, after.Queue) && !before.Queue.SequenceEqual(after.Queue);
}
