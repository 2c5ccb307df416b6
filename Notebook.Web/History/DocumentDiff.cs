using System.Collections.Immutable;
using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>What differs between two states of a notebook.</summary>
/// <param name="Title">The two titles; null when they are the same.</param>
/// <param name="Cells">The cells that differ, in the order of the later state; those that are only in the earlier one stand where they stood.</param>
public sealed record DocumentDiff((string Before, string After)? Title, ImmutableArray<CellDiff> Cells)
{
    public bool IsEmpty => Title is null && Cells.IsEmpty;

    public static DocumentDiff Between(NotebookDocument before, NotebookDocument after)
    {
        var earlier = before.Cells.Index().ToDictionary(static cell => cell.Item.Id, static cell => (Number: cell.Index + 1, Cell: cell.Item));
        var cells = new List<CellDiff>();
        foreach (var (index, cell) in after.Cells.Index())
            if (Of(earlier.TryGetValue(cell.Id, out var was) ? was : null, (index + 1, cell)) is { } diff)
                cells.Add(diff);

        // Behind the last cell before it that is still there.
        var kept = after.Cells.Select(static cell => cell.Id).ToHashSet();
        var at = 0;
        foreach (var cell in before.Cells)
            if (kept.Contains(cell.Id))
                at = Math.Max(at, cells.FindIndex(diff => diff.CellId == cell.Id) + 1);
            else
                cells.Insert(at++, Of(earlier[cell.Id], null)!);

        return new(before.Title == after.Title ? null : (before.Title, after.Title), [.. cells]);
    }

    private static CellDiff? Of((int Number, Cell Cell)? before, (int Number, Cell Cell)? after)
    {
        var source = TextDiff.SideBySide(before?.Cell.Source ?? "", after?.Cell.Source ?? "");
        var output = TextDiff.SideBySide(before is { } b ? OutputText.Of(b.Cell) : "", after is { } a ? OutputText.Of(a.Cell) : "");
        var values = ValueDiff.Between(before?.Cell, after?.Cell);
        if (before is not { } was || after is not { } now)
            return new(before?.Cell.Id ?? after!.Value.Cell.Id, before?.Number, after?.Number, source, output, values, ChangesOther: false);

        var changesOther = was.Cell.Kind != now.Cell.Kind || was.Cell.Language != now.Cell.Language || output.IsEmpty && values.IsEmpty && !SameValues(was.Cell, now.Cell);
        return source.IsEmpty && output.IsEmpty && values.IsEmpty && !changesOther ? null : new(now.Cell.Id, was.Number, now.Number, source, output, values, changesOther);
    }

    private static bool SameValues(Cell before, Cell after) =>
        before.Outputs.OfType<DisplayOutput>().Select(static output => output.Data.Contents).SequenceEqual(after.Outputs.OfType<DisplayOutput>().Select(static output => output.Data.Contents), ContentsComparer.Instance);

    private sealed class ContentsComparer : IEqualityComparer<ImmutableSortedDictionary<string, string>>
    {
        public static ContentsComparer Instance { get; } = new();

        public bool Equals(ImmutableSortedDictionary<string, string>? x, ImmutableSortedDictionary<string, string>? y) =>
            ReferenceEquals(x, y) || x is not null && y is not null && x.SequenceEqual(y);

        public int GetHashCode(ImmutableSortedDictionary<string, string> contents) => contents.Count;
    }
}
