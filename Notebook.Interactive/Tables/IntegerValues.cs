using System.Globalization;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A column of whole numbers, or of what is kept as such.</summary>
internal sealed class IntegerValues(IntegerForm form) : ColumnValues
{
    private readonly NullMask _nulls = new();
    private long[] _values = new long[256];
    private int _count;

    public IntegerForm Form => form;

    public override ScalarKind? Kind => form.Kind;

    public override long Bytes => (long)_values.Length * sizeof(long);

    public override int Count => _count;

    public override CapturedScalar this[int row] => new(form.Kind, form.Text(_values[row]));

    public override void AddNull()
    {
        _nulls.Set(_count);
        Add(0);
    }

    public override bool IsNull(int row) => _nulls[row];

    public long Value(int row) => _values[row];

    public void Add(long value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    public override void Sort(Span<int> rows, bool descending)
    {
        if (form.Kind == ScalarKind.Other && form != IntegerForm.Time && form != IntegerForm.Span)
        {
            // Names of an enum: a reader looks for them as texts.
            RowSort.ByComparison(rows, descending
                ? (left, right) => FoldedText.Compare(form.Text(_values[right]), form.Text(_values[left]))
                : (left, right) => FoldedText.Compare(form.Text(_values[left]), form.Text(_values[right])));
            return;
        }

        var keys = new ulong[rows.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = descending ? ~RowSort.KeyOf(_values[rows[i]]) : RowSort.KeyOf(_values[rows[i]]);
        RowSort.ByKeys(keys, rows);
    }

    public override Func<int, bool> Matching(TableFilter filter)
    {
        var values = _values;
        if (filter.Kind is TableFilterKind.Equal or TableFilterKind.Above or TableFilterKind.AtLeast or TableFilterKind.Below or TableFilterKind.AtMost)
        {
            if (form.Kind == ScalarKind.Number && RealValues.TryNumber(filter, out var number))
                return filter.Kind switch
                {
                    TableFilterKind.Equal => row => values[row] == number,
                    TableFilterKind.Above => row => values[row] > number,
                    TableFilterKind.AtLeast => row => values[row] >= number,
                    TableFilterKind.Below => row => values[row] < number,
                    _ => row => values[row] <= number,
                };
            if (form.Kind == ScalarKind.Date && TryMoments(filter.Values[0], out var from, out var to))
                return filter.Kind switch
                {
                    TableFilterKind.Equal => row => values[row] >= from && values[row] <= to,
                    TableFilterKind.Above => row => values[row] > to,
                    TableFilterKind.AtLeast => row => values[row] >= from,
                    TableFilterKind.Below => row => values[row] < from,
                    _ => row => values[row] <= to,
                };
        }

        return MatchingText(filter, row => form.Text(values[row]));
    }

    /// <summary>The ticks that a moment written with this precision stands for, first and last.</summary>
    private static bool TryMoments(string text, out long from, out long to)
    {
        from = to = 0;
        text = text.Trim();
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var moment))
            return false;
        var precision = text.Length <= 10 ? TimeSpan.TicksPerDay : text.Length <= 16 ? TimeSpan.TicksPerMinute : TimeSpan.TicksPerSecond;
        from = moment.Ticks;
        to = from > DateTime.MaxValue.Ticks - precision ? DateTime.MaxValue.Ticks : from + precision - 1;
        return true;
    }
}
