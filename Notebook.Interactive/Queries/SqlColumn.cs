using System.Collections;
using System.Globalization;
using System.Numerics;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Queries;

/// <summary>A column of a C# table on its way into the database: the one type that holds all of its values.</summary>
internal sealed class SqlColumn
{
    /// <summary>Digits of the widest DECIMAL.</summary>
    private const int MaxDigits = 38;

    private static readonly Dictionary<Type, string> Plain = new()
    {
        [typeof(bool)] = "BOOLEAN", [typeof(sbyte)] = "TINYINT", [typeof(short)] = "SMALLINT", [typeof(int)] = "INTEGER", [typeof(long)] = "BIGINT",
        [typeof(byte)] = "UTINYINT", [typeof(ushort)] = "USMALLINT", [typeof(uint)] = "UINTEGER", [typeof(ulong)] = "UBIGINT", [typeof(float)] = "FLOAT",
        [typeof(double)] = "DOUBLE", [typeof(DateTime)] = "TIMESTAMP", [typeof(DateTimeOffset)] = "TIMESTAMPTZ", [typeof(DateOnly)] = "DATE", [typeof(TimeOnly)] = "TIME",
        [typeof(TimeSpan)] = "INTERVAL", [typeof(Guid)] = "UUID", [typeof(byte[])] = "BLOB", [typeof(BigInteger)] = "HUGEINT",
    };

    private readonly Func<object, object> _convert;

    private SqlColumn(string name, Type type, string sqlType, Func<object, object> convert) => (Name, Type, SqlType, _convert) = (name, type, sqlType, convert);

    public string Name { get; }

    /// <summary>The type of the values that the database takes.</summary>
    public Type Type { get; }

    /// <summary>The type as SQL writes it.</summary>
    public string SqlType { get; }

    /// <summary>Null for what SQL calls NULL.</summary>
    public object? Convert(object? value) => value is null or DBNull ? null : _convert(value);

    /// <summary>Chooses the type by the values.</summary>
    public static SqlColumn Of(string name, IEnumerable<object?> values)
    {
        var types = new HashSet<Type>();
        var (scale, whole) = (0, 1);
        foreach (var value in values)
        {
            if (value is null or DBNull)
                continue;
            types.Add(value.GetType());
            if (value is decimal number)
            {
                scale = Math.Max(scale, number.Scale);
                whole = Math.Max(whole, decimal.Truncate(Math.Abs(number)).ToString(CultureInfo.InvariantCulture).Length);
            }
        }

        if (types.Count == 1 && Plain.TryGetValue(types.Single(), out var plain))
            return new SqlColumn(name, types.Single(), plain, static value => value);
        if (types.Count > 0 && types.All(static type => type == typeof(decimal)) && whole + scale <= MaxDigits)
            return new SqlColumn(name, typeof(decimal), string.Create(CultureInfo.InvariantCulture, $"DECIMAL({Math.Min(MaxDigits, Math.Max(18, whole + scale))}, {scale})"), static value => value);
        if (types.Count > 0 && types.All(static type => type.IsPrimitive && type != typeof(bool) && type != typeof(char) && type != typeof(float) && type != typeof(double) && type != typeof(ulong)))
            return new SqlColumn(name, typeof(long), "BIGINT", static value => System.Convert.ToInt64(value, CultureInfo.InvariantCulture));
        if (types.Count > 0 && types.All(static type => type == typeof(decimal) || (type.IsPrimitive && type != typeof(bool) && type != typeof(char))))
            return new SqlColumn(name, typeof(double), "DOUBLE", static value => System.Convert.ToDouble(value, CultureInfo.InvariantCulture));
        return new SqlColumn(name, typeof(string), "VARCHAR", Text);
    }

    /// <summary>What is no scalar becomes JSON, which SQL can look into.</summary>
    private static string Text(object value) => value switch
    {
        string text => text,
        char or Enum => value.ToString()!,
        IEnumerable => JsonForm.Write(value),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        _ when value.GetType().GetMethod(nameof(ToString), Type.EmptyTypes)?.DeclaringType is { } declaring && declaring != typeof(object) && declaring != typeof(ValueType) && !IsRecord(value.GetType()) => value.ToString() ?? "",
        _ => JsonForm.Write(value),
    };

    private static bool IsRecord(Type type) => type.GetMethod("<Clone>$") is not null;
}
