using System.Collections.Immutable;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A table as it was when it was shown, in typed columns: sorted, filtered and paged without a line of the user's code. Used by one thread.</summary>
internal sealed class CapturedTable(ImmutableArray<RecordedColumn> columns, int rowCount)
{
    /// <summary>Turning pages asks for the same arrangement again; several people may look at the same table differently.</summary>
    private const int MaxArrangements = 4;

    private readonly List<(string Key, int[] Rows)> _arrangements = [];

    public ImmutableArray<RecordedColumn> Columns => columns;

    public int RowCount => rowCount;

    /// <summary>About how many bytes it takes, with room for the arrangements.</summary>
    public long Bytes { get; } = columns.Sum(static c => c.Values?.Bytes ?? 0) + (long)rowCount * sizeof(int) * 2;

    /// <summary>The rows that meet the filters, in the order of the sorts; null for all in their own order.</summary>
    public int[]? Arrange(ImmutableArray<TableSort> sorts, ImmutableArray<TableFilter> filters)
    {
        if (sorts.IsEmpty && filters.IsEmpty)
            return null;

        var key = string.Join('\n', sorts.Select(static s => $"{s.Column} {s.Descending}").Concat(filters.Select(static f => $"{f.Column} {f.Kind} {string.Join('\t', f.Values)}")));
        var known = _arrangements.FindIndex(a => a.Key == key);
        var rows = known >= 0 ? _arrangements[known].Rows : Sorted(Filtered(filters), sorts);
        if (known >= 0)
            _arrangements.RemoveAt(known);
        else if (_arrangements.Count == MaxArrangements)
            _arrangements.RemoveAt(0);
        _arrangements.Add((key, rows));
        return rows;
    }

    /// <summary>One value as it is shown; null for none.</summary>
    public CapturedScalar? Cell(int row, int column) => columns[column].Values is { } values && !values.IsNull(row) ? values[row] : null;

    /// <summary>The different texts of a column, sorted; null when there are more than a person would choose from.</summary>
    public ImmutableArray<string>? Choices(int column)
    {
        var choices = new HashSet<string>(StringComparer.Ordinal);
        var last = "";
        for (var row = 0; row < rowCount; row++)
        {
            if (Cell(row, column)?.Text is not { } text || (choices.Count > 0 && ReferenceEquals(text, last)))
                continue;
            last = text;
            if (text.Length > TableLimits.MaxFilterChars || (choices.Add(text) && choices.Count > TableLimits.MaxChoices))
                return null;
        }

        return [.. choices.Order(Comparer<string>.Create(static (left, right) => FoldedText.Compare(left, right)))];
    }

    private int[] Filtered(ImmutableArray<TableFilter> filters)
    {
        var rows = new int[rowCount];
        for (var row = 0; row < rowCount; row++)
            rows[row] = row;

        foreach (var filter in filters)
        {
            var matches = filter.Column < 0 ? MatchingAnywhere(filter) : Matching(columns[filter.Column].Values, filter);
            var kept = 0;
            foreach (var row in rows)
            {
                if (matches(row))
                    rows[kept++] = row;
            }

            Array.Resize(ref rows, kept);
        }

        return rows;
    }

    private Func<int, bool> MatchingAnywhere(TableFilter filter)
    {
        var matches = columns.Select(c => Matching(c.Values, filter)).ToArray();
        return row => Array.Exists(matches, m => m(row));
    }

    private static Func<int, bool> Matching(ColumnValues? values, TableFilter filter)
    {
        if (values is null)
            return _ => filter.Kind == TableFilterKind.Empty;
        if (filter.Kind == TableFilterKind.Empty)
            return values.IsNull;
        var matches = values.Matching(filter);
        return row => !values.IsNull(row) && matches(row);
    }

    // The least important first: each sort keeps the order of what is equal to it.
    private int[] Sorted(int[] rows, ImmutableArray<TableSort> sorts)
    {
        foreach (var sort in sorts.Reverse())
        {
            if (columns[sort.Column].Values is not { } values)
                continue;

            var (with, without) = (0, new List<int>());
            foreach (var row in rows)
            {
                if (values.IsNull(row))
                    without.Add(row);
                else
                    rows[with++] = row;
            }

            without.CopyTo(rows, with);
            values.Sort(rows.AsSpan(0, with), sort.Descending);
        }

        return rows;
    }
}
