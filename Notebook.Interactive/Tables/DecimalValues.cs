using System.Globalization;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A column of decimal numbers, with the digits they were given.</summary>
internal sealed class DecimalValues : ColumnValues
{
    private readonly NullMask _nulls = new();
    private decimal[] _values = new decimal[256];
    private int _count;

    public override ScalarKind? Kind => ScalarKind.Number;

    public override long Bytes => (long)_values.Length * sizeof(decimal);

    public override int Count => _count;

    public override CapturedScalar this[int row] => new(ScalarKind.Number, _values[row].ToString(CultureInfo.InvariantCulture));

    public override void AddNull()
    {
        _nulls.Set(_count);
        Add(0);
    }

    public override bool IsNull(int row) => _nulls[row];

    public void Add(decimal value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    public override void Sort(Span<int> rows, bool descending)
    {
        var keys = new ulong[rows.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = descending ? ~RowSort.KeyOf((double)_values[rows[i]]) : RowSort.KeyOf((double)_values[rows[i]]);
        RowSort.ByKeys(keys, rows);

        // What is equal as a double may differ in its last digits.
        for (var start = 0; start < keys.Length;)
        {
            var end = start + 1;
            var differs = false;
            for (; end < keys.Length && keys[end] == keys[start]; end++)
                differs |= _values[rows[end]] != _values[rows[start]];
            if (differs)
                RowSort.ByComparison(rows[start..end], (left, right) => descending ? _values[right].CompareTo(_values[left]) : _values[left].CompareTo(_values[right]));
            start = end;
        }
    }

    public override Func<int, bool> Matching(TableFilter filter)
    {
        var values = _values;
        if (!filter.Values.IsDefaultOrEmpty && decimal.TryParse(filter.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            switch (filter.Kind)
            {
                case TableFilterKind.Equal:
                    return row => values[row] == number;
                case TableFilterKind.Above:
                    return row => values[row] > number;
                case TableFilterKind.AtLeast:
                    return row => values[row] >= number;
                case TableFilterKind.Below:
                    return row => values[row] < number;
                case TableFilterKind.AtMost:
                    return row => values[row] <= number;
            }
        }

        return MatchingText(filter, row => values[row].ToString(CultureInfo.InvariantCulture));
    }
}
