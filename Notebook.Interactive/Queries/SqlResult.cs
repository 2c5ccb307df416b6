using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Numerics;
using Notebook.Interactive.Formatting;

namespace Notebook.Interactive.Queries;

/// <summary>Reads what a query came to.</summary>
internal static class SqlResult
{
    public const int MaxRows = 1_000_000;

    /// <summary>The rows; null when the statement has none to give, as <c>create table</c>.</summary>
    /// <exception cref="SqlException">There are more rows than a table in memory may have.</exception>
    public static DataTable? Read(DbDataReader reader, CancellationToken stopped)
    {
        if (reader.FieldCount == 0)
            return null;

        var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        var names = TableSource.Unique(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)).ToList();
        var types = Enumerable.Range(0, reader.FieldCount).Select(reader.GetFieldType).ToList();
        // A moment without a zone is nobody's UTC.
        var zoneless = Enumerable.Range(0, reader.FieldCount).Select(i => types[i] == typeof(DateTime) && !reader.GetDataTypeName(i).EndsWith("Tz", StringComparison.OrdinalIgnoreCase)).ToList();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            if (rows.Count == MaxRows)
                throw new SqlException(string.Create(CultureInfo.InvariantCulture, $"The result has more than {MaxRows:N0} rows, which is as many as fit in a table here. Aggregate or add a limit; create table … as keeps all of them for later queries."));
            if (rows.Count % 1_024 == 0)
                stopped.ThrowIfCancellationRequested();
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
                row[i] = reader.IsDBNull(i) ? null : Plain(reader.GetValue(i), zoneless[i]);
            rows.Add(row);
        }

        for (var i = 0; i < names.Count; i++)
            table.Columns.Add(names[i], TypeOf(types[i], i, rows));
        table.BeginLoadData();
        foreach (var row in rows)
            table.Rows.Add(row);
        table.EndLoadData();
        return table;
    }

    // What a sum of whole numbers is: it nearly always fits into a long, which charts and C# take.
    private static Type TypeOf(Type type, int column, List<object?[]> rows)
    {
        if (type == typeof(BigInteger) && rows.TrueForAll(row => row[column] is null or BigInteger { IsZero: true } || (row[column] is BigInteger n && n >= long.MinValue && n <= long.MaxValue)))
        {
            foreach (var row in rows)
                row[column] = row[column] is BigInteger number ? (long)number : null;
            return typeof(long);
        }

        return rows.TrueForAll(row => row[column] is null || type.IsInstanceOfType(row[column])) ? type : typeof(object);
    }

    private static object Plain(object value, bool isZoneless)
    {
        if (isZoneless && value is DateTime moment)
            return DateTime.SpecifyKind(moment, DateTimeKind.Unspecified);
        if (value is not Stream stream)
            return value;
        using (stream)
        {
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
