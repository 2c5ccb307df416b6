using System.Collections;
using System.Globalization;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Queries;

/// <summary>The rows of a C# value, read for the database. Reading runs the value's own code.</summary>
internal sealed class SqlRows
{
    /// <summary>More would be in memory twice for long.</summary>
    public const int MaxRows = 1_000_000;

    private const int MaxColumns = 1_000;

    private SqlRows(IReadOnlyList<SqlColumn> columns, List<object?[]> rows) => (Columns, Rows) = (columns, rows);

    public IReadOnlyList<SqlColumn> Columns { get; }

    public IReadOnlyList<object?[]> Rows { get; }

    /// <summary>Whether a value has rows: sequences have, and what is a table by nature.</summary>
    public static bool IsTable(object? value) => value is not null and not string && (TableSource.IsTable(value) || value is IEnumerable);

    /// <summary>Reads all rows.</summary>
    /// <param name="name">The variable's, for the message.</param>
    /// <param name="value">A table.</param>
    /// <exception cref="SqlException">There are too many rows or columns, or no columns.</exception>
    public static SqlRows Of(string name, object value)
    {
        var (names, rows) = TableSource.IsTable(value) ? OfTable(name, value) : OfItems(name, (IEnumerable)value);
        if (names.Count == 0)
            throw new SqlException($"The C# variable {name} has no columns: its items have no public properties or fields, or there are none.");
        if (names.Count > MaxColumns)
            throw new SqlException(string.Create(CultureInfo.InvariantCulture, $"The C# variable {name} has more than {MaxColumns:N0} columns."));
        // SQL does not tell a from A.
        var unique = TableSource.Unique(names).ToList();
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < unique.Count; i++)
        {
            for (var n = 2; !taken.Add(unique[i]); n++)
                unique[i] = string.Create(CultureInfo.InvariantCulture, $"{names[i]}_{n}");
        }

        return new SqlRows([.. unique.Select((column, index) => SqlColumn.Of(column, rows.Select(row => row[index])))], rows);
    }

    private static (IReadOnlyList<string> Names, List<object?[]> Rows) OfTable(string name, object value)
    {
        var table = TableSource.Of(value);
        var rows = new List<object?[]>();
        foreach (var row in table.Rows.Where(static row => row.Length > 0))
            Add(rows, row, name);
        return (table.Columns, rows);
    }

    private static (IReadOnlyList<string> Names, List<object?[]> Rows) OfItems(string name, IEnumerable items)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var rows = new List<object?[]>();
        foreach (var item in items)
        {
            if (item is null || IsScalar(item))
            {
                if (item is not null || columns.Count == 0)
                    columns.TryAdd("value", columns.Count);
                Add(rows, item is null ? [] : At(columns["value"], item), name);
                continue;
            }

            var row = new object?[columns.Count];
            foreach (var (part, read) in ObjectMembers.Parts(item))
            {
                if (!columns.TryGetValue(part, out var at))
                    columns[part] = at = columns.Count;
                if (at >= row.Length)
                    Array.Resize(ref row, columns.Count);
                row[at] = read();
            }

            Add(rows, row, name);
        }

        if (rows.Count == 0)
        {
            foreach (var member in ColumnsOfEmpty(items.GetType()))
                columns.TryAdd(member, columns.Count);
        }

        // Rows read before a column was met are too short.
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length < columns.Count)
            {
                var row = rows[i];
                Array.Resize(ref row, columns.Count);
                rows[i] = row;
            }
        }

        return ([.. columns.Keys], rows);

        static object?[] At(int index, object value)
        {
            var row = new object?[index + 1];
            row[index] = value;
            return row;
        }
    }

    /// <summary>What an empty sequence's items would have.</summary>
    private static IEnumerable<string> ColumnsOfEmpty(Type type)
    {
        var item = type.GetInterfaces().Append(type).FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        if (item is null || item == typeof(object))
            return [];
        item = Nullable.GetUnderlyingType(item) ?? item;
        return item.IsPrimitive || item.IsEnum || item == typeof(string) || item.Namespace == "System" && typeof(IFormattable).IsAssignableFrom(item) ? ["value"]
            : MemberReader.Of(item).Members.Select(static member => member.Name);
    }

    private static bool IsScalar(object item) =>
        item is string or byte[] or char or bool or Enum || item.GetType().IsPrimitive || (item.GetType().Namespace is "System" or "System.Numerics" && item is IFormattable)
        || (item is IEnumerable && !DictionaryEntries.IsDictionary(item));

    private static void Add(List<object?[]> rows, object?[] row, string name)
    {
        if (rows.Count == MaxRows)
            throw new SqlException(string.Create(CultureInfo.InvariantCulture, $"The C# variable {name} has more than {MaxRows:N0} rows, which is as many as SQL takes from C#. Filter it first, or write it to a file and query that."));
        rows.Add(row);
    }
}
