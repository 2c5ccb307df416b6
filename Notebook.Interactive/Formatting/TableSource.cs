using System.Collections;
using System.Data;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Notebook.Interactive.Formatting;

/// <summary>A value that is a table by nature, read row by row: DataTable, DataView, IDataReader, DataFrame of Microsoft.Data.Analysis, IDataView of ML.NET, matrices of MathNet.Numerics.</summary>
internal sealed class TableSource
{
    private static readonly ConditionalWeakTable<Type, string> Kinds = [];

    public required string TypeName { get; init; }

    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>Null when only reading all rows would tell.</summary>
    public int? RowCount { get; init; }

    /// <summary>Each row's values, in the order of the columns. A reader can be read once.</summary>
    public required IEnumerable<object?[]> Rows { get; init; }

    // By name: the check runs for every value shown, and must not load assemblies that the notebook has no use for.
    public static bool IsTable(object value) => KindOf(value.GetType()).Length > 0;

    public static TableSource Of(object value) => KindOf(value.GetType()) switch
    {
        "DataTable" => OfDataTable(value),
        "DataView" => OfDataView(value),
        "IDataReader" => OfDataReader(value),
        "IDataView" => MachineLearningData.Read(value),
        "Matrix`1" => OfMatrix(value),
        nameof(TableSource) => (TableSource)value,
        _ => OfDataFrame(value),
    };

    /// <summary>Names that differ: two columns of one name, as a join gives, would be one column.</summary>
    public static IEnumerable<string> Unique(IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            var unique = name;
            for (var i = 2; !seen.Add(unique); i++)
                unique = string.Create(CultureInfo.InvariantCulture, $"{name} ({i})");
            yield return unique;
        }
    }

    private static string KindOf(Type type) => Kinds.GetValue(type, static type =>
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if ((current.IsGenericType ? current.GetGenericTypeDefinition() : current).FullName is "System.Data.DataTable" or "System.Data.DataView" or "Microsoft.Data.Analysis.DataFrame" or "MathNet.Numerics.LinearAlgebra.Matrix`1")
                return current.Name;
        }

        var interfaces = type.GetInterfaces();
        return typeof(TableSource).IsAssignableFrom(type) ? nameof(TableSource)
            : interfaces.Any(static i => i.FullName == "System.Data.IDataReader") ? "IDataReader"
            : interfaces.Any(static i => i.FullName == "Microsoft.ML.IDataView") ? "IDataView"
            : "";
    });

    private static TableSource OfDataTable(object value)
    {
        var table = (DataTable)value;
        return new TableSource
        {
            TypeName = "DataTable",
            Columns = [.. table.Columns.Cast<DataColumn>().Select(static c => c.ColumnName)],
            RowCount = table.Rows.Count,
            Rows = table.Rows.Cast<DataRow>().Select(static r => r.RowState == DataRowState.Deleted ? [] : r.ItemArray),
        };
    }

    private static TableSource OfDataView(object value)
    {
        var view = (DataView)value;
        return new TableSource
        {
            TypeName = "DataView",
            Columns = [.. view.Table?.Columns.Cast<DataColumn>().Select(static c => c.ColumnName) ?? []],
            RowCount = view.Count,
            Rows = view.Cast<DataRowView>().Select(static r => r.Row.ItemArray),
        };
    }

    private static TableSource OfDataReader(object value)
    {
        var reader = (IDataReader)value;
        return new TableSource
        {
            TypeName = TypeNames.Of(value.GetType()),
            Columns = [.. Unique(Enumerable.Range(0, reader.FieldCount).Select(reader.GetName))],
            Rows = Read(reader),
        };
    }

    private static IEnumerable<object?[]> Read(IDataReader reader)
    {
        // A reader can be read once: what has been shown is closed, so that its connection is free for the next.
        using (reader)
        {
            while (reader.Read())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                yield return values;
            }
        }
    }

    // By reflection: notebooks bring their own version of that package.
    private static TableSource OfDataFrame(object value)
    {
        List<IEnumerable> columns = [.. ((IEnumerable)Get(value, "Columns")).Cast<IEnumerable>()];
        var count = Convert.ToInt64(Get(Get(value, "Rows"), "Count"), CultureInfo.InvariantCulture);
        return new TableSource
        {
            TypeName = "DataFrame",
            Columns = [.. Unique(columns.Select(static c => (string)Get(c, "Name")))],
            RowCount = (int)Math.Min(count, int.MaxValue),
            Rows = ReadTogether(columns, count),
        };
    }

    // MathNet.Numerics, by reflection as well.
    private static TableSource OfMatrix(object matrix)
    {
        var (rows, columns) = ((int)Get(matrix, "RowCount"), (int)Get(matrix, "ColumnCount"));
        // Row by row, as dense and sparse matrices both give it.
        var read = matrix.GetType().GetMethod("At", [typeof(int), typeof(int)])!;
        return new TableSource
        {
            TypeName = TypeNames.Of(matrix.GetType()),
            Columns = [.. Enumerable.Range(0, columns).Select(static i => i.ToString(CultureInfo.InvariantCulture))],
            RowCount = rows,
            Rows = Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, columns).Select(column => read.Invoke(matrix, [row, column])).ToArray()),
        };
    }

    private static object Get(object value, string property) =>
        value.GetType().GetProperty(property)!.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    private static IEnumerable<object?[]> ReadTogether(List<IEnumerable> columns, long count)
    {
        List<IEnumerator> readers = [.. columns.Select(static c => c.GetEnumerator())];
        try
        {
            for (long row = 0; row < count; row++)
                yield return [.. readers.Select(static r => r.MoveNext() ? r.Current : null)];
        }
        finally
        {
            foreach (var reader in readers)
                (reader as IDisposable)?.Dispose();
        }
    }
}
