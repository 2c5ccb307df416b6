using System.Globalization;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A column of real numbers.</summary>
internal sealed class RealValues(RealForm form) : ColumnValues
{
    private readonly NullMask _nulls = new();
    private double[] _values = new double[256];
    private int _count;

    public RealForm Form => form;

    public override ScalarKind? Kind => ScalarKind.Number;

    public override long Bytes => (long)_values.Length * sizeof(double);

    public override int Count => _count;

    public override CapturedScalar this[int row] => new(ScalarKind.Number, Text(_values[row]));

    /// <summary>The number that a condition compares with.</summary>
    public static bool TryNumber(TableFilter filter, out double number)
    {
        number = 0;
        return !filter.Values.IsDefaultOrEmpty && double.TryParse(filter.Values[0], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    public override void AddNull()
    {
        _nulls.Set(_count);
        Add(0);
    }

    public override bool IsNull(int row) => _nulls[row];

    public void Add(double value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    public override void Sort(Span<int> rows, bool descending)
    {
        var keys = new ulong[rows.Length];
        for (var i = 0; i < keys.Length; i++)
        {
            // NaN comes last in both directions, as what is missing does.
            var value = _values[rows[i]];
            keys[i] = double.IsNaN(value) ? ulong.MaxValue : descending ? ~RowSort.KeyOf(value) : RowSort.KeyOf(value);
        }

        RowSort.ByKeys(keys, rows);
    }

    public override Func<int, bool> Matching(TableFilter filter)
    {
        var values = _values;
        if (TryNumber(filter, out var number))
        {
            switch (filter.Kind)
            {
                case TableFilterKind.Equal:
                    // 0.1f is to be found as 0.1.
                    return form == RealForm.Double ? row => values[row] == number : row => (float)values[row] == (float)number;
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

        return MatchingText(filter, row => Text(values[row]));
    }

    private string Text(double value) => form switch
    {
        RealForm.Single => ((float)value).ToString(CultureInfo.InvariantCulture),
        RealForm.Half => ((Half)value).ToString(CultureInfo.InvariantCulture),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };
}
