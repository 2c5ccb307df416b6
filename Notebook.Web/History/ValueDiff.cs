using System.Collections.Frozen;
using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.History;

/// <summary>A value that is seen rather than read, such as a chart, a picture or a table, in two states of a cell.</summary>
/// <param name="Before">The value in the earlier state; null when there is none.</param>
/// <param name="After">The value in the later state; null when there is none.</param>
public sealed record ValueDiff(MimeBundle? Before, MimeBundle? After)
{
    /// <summary>Of these the text says everything.</summary>
    private static readonly FrozenSet<string> ReadAsText = new[] { MimeTypes.PlainText, MimeTypes.Warnings, MimeTypes.Input, MimeTypes.Progress }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The values that differ, in order. What is the same at the beginning and at the end is left out; the rest stands side by side as it comes.</summary>
    public static ImmutableArray<ValueDiff> Between(Cell? before, Cell? after)
    {
        var (were, are) = (Seen(before), Seen(after));
        var common = Math.Min(were.Count, are.Count);
        var head = 0;
        while (head < common && Same(were[head], are[head]))
            head++;
        var tail = 0;
        while (tail < common - head && Same(were[^(tail + 1)], are[^(tail + 1)]))
            tail++;

        var longest = Math.Max(were.Count, are.Count) - tail;
        return [.. Enumerable.Range(head, longest - head)
            .Select(i => new ValueDiff(At(were, i, tail), At(are, i, tail)))
            .Where(static pair => pair.Before is null || pair.After is null || !Same(pair.Before, pair.After))];
    }

    private static MimeBundle? At(List<MimeBundle> values, int index, int tail) => index < values.Count - tail ? values[index] : null;

    private static List<MimeBundle> Seen(Cell? cell) =>
        [.. cell?.Outputs.OfType<DisplayOutput>().Select(static output => output.Data).Where(static value => value.Contents.Keys.Any(static type => !ReadAsText.Contains(type))) ?? []];

    private static bool Same(MimeBundle one, MimeBundle other) => ReferenceEquals(one.Contents, other.Contents) || one.Contents.SequenceEqual(other.Contents);
}
