using System.Globalization;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>A column of values of several kinds: numbers come before texts.</summary>
internal sealed class MixedValues : ColumnValues
{
    private CapturedScalar?[] _values = new CapturedScalar?[256];
    private int _count;
    private long _textBytes;
    private ScalarKind? _kind;
    private bool _hasSeveralKinds;

    public override ScalarKind? Kind => _hasSeveralKinds ? null : _kind;

    public override long Bytes => _textBytes + (long)_values.Length * 8;

    public override int Count => _count;

    public override CapturedScalar this[int row] => _values[row] ?? CapturedScalar.Null;

    public override void AddNull() => Append(null);

    public override bool IsNull(int row) => _values[row] is null;

    public void Add(CapturedScalar value)
    {
        _hasSeveralKinds |= _kind is not null && _kind != value.Kind;
        _kind ??= value.Kind;
        _textBytes += 70 + 2L * value.Text.Length;
        Append(value);
    }

    public override void Sort(Span<int> rows, bool descending)
    {
        var numbers = new double?[_count];
        foreach (var row in rows)
            numbers[row] = NumberOf(row);
        RowSort.ByComparison(rows, (left, right) =>
        {
            var order = (numbers[left], numbers[right]) switch
            {
                ({ } a, { } b) => a.CompareTo(b),
                ({ }, null) => -1,
                (null, { }) => 1,
                _ => FoldedText.Compare(_values[left]!.Text, _values[right]!.Text),
            };
            return descending ? -order : order;
        });
    }

    public override Func<int, bool> Matching(TableFilter filter)
    {
        var texts = MatchingText(filter, row => _values[row]!.Text);
        if (filter.Kind is TableFilterKind.Contains or TableFilterKind.OneOf || !RealValues.TryNumber(filter, out var number))
            return texts;
        return row => NumberOf(row) is { } value
            ? filter.Kind switch
            {
                TableFilterKind.Equal => value == number,
                TableFilterKind.Above => value > number,
                TableFilterKind.AtLeast => value >= number,
                TableFilterKind.Below => value < number,
                _ => value <= number,
            }
            : filter.Kind == TableFilterKind.Equal && texts(row);
    }

    private void Append(CapturedScalar? value)
    {
        if (_count == _values.Length)
            Array.Resize(ref _values, _count * 2);
        _values[_count++] = value;
    }

    private double? NumberOf(int row) =>
        _values[row] is { Kind: ScalarKind.Number } scalar && double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
