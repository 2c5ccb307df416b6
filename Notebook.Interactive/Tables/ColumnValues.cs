using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>
/// The values of one column of a table, copied when it was shown. Grows by one writer; whatever stands in the rows counted so far
/// does not change any more and may be read meanwhile.
/// </summary>
internal abstract class ColumnValues
{
    /// <summary>What all values are; null when they are of several kinds.</summary>
    public abstract ScalarKind? Kind { get; }

    /// <summary>About how many bytes the values take.</summary>
    public abstract long Bytes { get; }

    public abstract int Count { get; }

    public abstract void AddNull();

    public abstract bool IsNull(int row);

    /// <summary>One value as it is shown.</summary>
    public abstract CapturedScalar this[int row] { get; }

    /// <summary>Sorts rows that have values, those of equal values in the order they have.</summary>
    public abstract void Sort(Span<int> rows, bool descending);

    /// <summary>Which rows meet a condition; those without a value are not asked.</summary>
    public abstract Func<int, bool> Matching(TableFilter filter);

    /// <summary>The values of one sort that cannot be sorted: what a column of several kinds starts with.</summary>
    public MixedValues ToMixed(int count)
    {
        var mixed = new MixedValues();
        for (var row = 0; row < count; row++)
        {
            if (IsNull(row))
                mixed.AddNull();
            else
                mixed.Add(this[row]);
        }

        return mixed;
    }

    /// <summary>Conditions on texts, for columns that have no better.</summary>
    protected static Func<int, bool> MatchingText(TableFilter filter, Func<int, string> text)
    {
        var value = filter.Values.IsDefaultOrEmpty ? "" : filter.Values[0];
        switch (filter.Kind)
        {
            case TableFilterKind.Contains:
                return row => text(row).Contains(value, StringComparison.OrdinalIgnoreCase);
            case TableFilterKind.OneOf:
                var choices = filter.Values.ToHashSet(StringComparer.Ordinal);
                return row => choices.Contains(text(row));
            case TableFilterKind.Equal:
                return row => text(row).Equals(value, StringComparison.OrdinalIgnoreCase);
            case TableFilterKind.Above:
                return row => FoldedText.Compare(text(row), value) > 0;
            case TableFilterKind.AtLeast:
                return row => FoldedText.Compare(text(row), value) >= 0;
            case TableFilterKind.Below:
                return row => FoldedText.Compare(text(row), value) < 0;
            case TableFilterKind.AtMost:
                return row => FoldedText.Compare(text(row), value) <= 0;
            default:
                return static _ => true;
        }
    }
}
