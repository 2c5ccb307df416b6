using System.Runtime.CompilerServices;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Tables;

/// <summary>
/// Records one column, row by row. The first value decides how the column is kept; when one of another kind comes, the column becomes
/// one of several kinds.
/// </summary>
internal sealed class ColumnRecorder(string name)
{
    private const long MaxExactInteger = 1L << 53;

    private int _nullsBefore;

    public string Name => name;

    /// <summary>Null while there has been no value.</summary>
    public ColumnValues? Values { get; private set; }

    public int Count => Values?.Count ?? _nullsBefore;

    /// <summary>Rows up to here have no value, unless they have one already.</summary>
    public void PadTo(int count)
    {
        while (Count < count)
            AddNull();
    }

    public void AddNull()
    {
        if (Values is { } values)
            values.AddNull();
        else
            _nullsBefore++;
    }

    public void Add(CapturedScalar scalar)
    {
        if (scalar.Kind == ScalarKind.Null)
            AddNull();
        else if (scalar.Value is null || !TryAdd(scalar.Value))
            Add(scalar.Text, scalar.Kind);
    }

    /// <summary>Adds a value of a type that columns keep as it is.</summary>
    /// <returns>False for all other types; nothing was added.</returns>
    /// <remarks>The compiler leaves of this only the one line that a value type needs, and boxes nothing.</remarks>
    public bool TryAdd<T>(T value)
    {
        if (typeof(T) == typeof(int))
            return Add((int)(object)value!, IntegerForm.Number);
        if (typeof(T) == typeof(double))
            return Add((double)(object)value!, RealForm.Double);
        if (typeof(T) == typeof(long))
            return Add((long)(object)value!, IntegerForm.Number);
        if (typeof(T) == typeof(float))
            return Add((float)(object)value!, RealForm.Single);
        if (typeof(T) == typeof(bool))
            return Add((bool)(object)value! ? 1 : 0, IntegerForm.Boolean);
        if (typeof(T) == typeof(DateTime))
            return Add(((DateTime)(object)value!).Ticks, IntegerForm.DateTime);
        if (typeof(T) == typeof(decimal))
            return Add((decimal)(object)value!);
        return TryAddObject(value);
    }

    private bool TryAddObject(object? value)
    {
        switch (value)
        {
            case null or DBNull:
                AddNull();
                return true;
            case string text:
                return text.Length <= TableRecorder.MaxCellChars && Add(text, ScalarKind.Text);
            case Enum:
                return Add(RawValue(value), IntegerForm.OfEnum(value.GetType()));
            case int number:
                return Add(number, IntegerForm.Number);
            case double number:
                return Add(number, RealForm.Double);
            case long number:
                return Add(number, IntegerForm.Number);
            case float number:
                return Add(number, RealForm.Single);
            case decimal number:
                return Add(number);
            case bool truth:
                return Add(truth ? 1 : 0, IntegerForm.Boolean);
            case DateTime moment:
                return Add(moment.Ticks, IntegerForm.DateTime);
            case DateTimeOffset moment:
                return Add(moment.UtcTicks, IntegerForm.DateTime);
            case DateOnly date:
                return Add(date.DayNumber * TimeSpan.TicksPerDay, IntegerForm.Date);
            case TimeOnly time:
                return Add(time.Ticks, IntegerForm.Time);
            case TimeSpan span:
                return Add(span.Ticks, IntegerForm.Span);
            case short number:
                return Add(number, IntegerForm.Number);
            case byte number:
                return Add(number, IntegerForm.Number);
            case uint number:
                return Add(number, IntegerForm.Number);
            case ushort number:
                return Add(number, IntegerForm.Number);
            case sbyte number:
                return Add(number, IntegerForm.Number);
            case ulong number and <= long.MaxValue:
                return Add((long)number, IntegerForm.Number);
            case Half number:
                return Add((double)number, RealForm.Half);
            case char character:
                return Add(character.ToString(), ScalarKind.Text);
            default:
                return false;
        }
    }

    private static long RawValue(object value) => Type.GetTypeCode(value.GetType()) switch
    {
        TypeCode.Int32 => Unsafe.Unbox<int>(value),
        TypeCode.Byte => Unsafe.Unbox<byte>(value),
        TypeCode.SByte => Unsafe.Unbox<sbyte>(value),
        TypeCode.Int16 => Unsafe.Unbox<short>(value),
        TypeCode.UInt16 => Unsafe.Unbox<ushort>(value),
        TypeCode.UInt32 => Unsafe.Unbox<uint>(value),
        TypeCode.Int64 => Unsafe.Unbox<long>(value),
        _ => (long)Unsafe.Unbox<ulong>(value),
    };

    private bool Add(long value, IntegerForm form)
    {
        if (Values is IntegerValues integers && integers.Form == form)
            integers.Add(value);
        else if (Values is null)
            Start(new IntegerValues(form)).Add(value);
        else if (form == IntegerForm.Number && Values is RealValues { Form: RealForm.Double } reals && IsExact(value))
            reals.Add(value);
        else if (form == IntegerForm.Number && Values is DecimalValues decimals)
            decimals.Add(value);
        else
            AddMixed(new CapturedScalar(form.Kind, form.Text(value)));
        return true;
    }

    private bool Add(double value, RealForm form)
    {
        if (Values is RealValues reals && reals.Form == form)
            reals.Add(value);
        else if (Values is null)
            Start(new RealValues(form)).Add(value);
        else if (form == RealForm.Double && Values is IntegerValues integers && integers.Form == IntegerForm.Number && ToReal(integers) is { } widened)
        {
            widened.Add(value);
            Values = widened;
        }
        else
        {
            var one = new RealValues(form);
            one.Add(value);
            AddMixed(one[0]);
        }

        return true;
    }

    private bool Add(decimal value)
    {
        if (Values is DecimalValues decimals)
            decimals.Add(value);
        else if (Values is null)
            Start(new DecimalValues()).Add(value);
        else
            AddMixed(new CapturedScalar(ScalarKind.Number, value.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        return true;
    }

    private bool Add(string text, ScalarKind kind)
    {
        if (Values is TextValues texts && texts.Kind == kind)
            texts.Add(text);
        else if (Values is null && kind is ScalarKind.Text or ScalarKind.Other)
            Start(new TextValues(kind)).Add(text);
        else
            AddMixed(new CapturedScalar(kind, text));
        return true;
    }

    private void AddMixed(CapturedScalar scalar)
    {
        if (Values is not MixedValues mixed)
            mixed = Values is null ? Start(new MixedValues()) : Values.ToMixed(Values.Count);
        mixed.Add(scalar);
        Values = mixed;
    }

    private T Start<T>(T values)
        where T : ColumnValues
    {
        for (var i = 0; i < _nullsBefore; i++)
            values.AddNull();
        Values = values;
        return values;
    }

    private static bool IsExact(long value) => value is >= -MaxExactInteger and <= MaxExactInteger;

    // Whole numbers and others in one column, as JSON has them, are numbers.
    private static RealValues? ToReal(IntegerValues integers)
    {
        var reals = new RealValues(RealForm.Double);
        for (var row = 0; row < integers.Count; row++)
        {
            if (integers.IsNull(row))
                reals.AddNull();
            else if (!IsExact(integers.Value(row)))
                return null;
            else
                reals.Add(integers.Value(row));
        }

        return reals;
    }
}
