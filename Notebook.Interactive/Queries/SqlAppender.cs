using System.Data.Common;
using System.Linq.Expressions;

namespace Notebook.Interactive.Queries;

/// <summary>Fills a table of the database through the client's appender. The client is a package of the notebook's, known by the names of its members.</summary>
internal static class SqlAppender
{
    public static void Fill(DbConnection connection, string schema, string table, SqlRows rows, CancellationToken stopped)
    {
        var create = connection.GetType().GetMethod("CreateAppender", 0, [typeof(string), typeof(string)])!;
        using var appender = (IDisposable)create.Invoke(connection, [schema, table])!;
        var (newRow, endRow, append) = Calls(appender, rows.Columns);
        var columns = rows.Columns;
        for (var index = 0; index < rows.Rows.Count; index++)
        {
            if (index % 1_024 == 0)
                stopped.ThrowIfCancellationRequested();
            var values = rows.Rows[index];
            var row = newRow();
            for (var column = 0; column < append.Length; column++)
                append[column](row, columns[column].Convert(values[column]));
            endRow(row);
        }
    }

    private static (Func<object> NewRow, Action<object> EndRow, Action<object, object?>[] Append) Calls(object appender, IReadOnlyList<SqlColumn> columns)
    {
        var create = appender.GetType().GetMethod("CreateRow", Type.EmptyTypes)!;
        // The row's class takes more types than its interface.
        var rowType = appender.GetType().Assembly.GetType("DuckDB.NET.Data.DuckDBAppenderRow", throwOnError: true)!;
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var typed = Expression.Convert(row, rowType);
        var appendNull = Expression.Call(typed, rowType.GetMethod("AppendNullValue", Type.EmptyTypes)!);
        var append = columns.Select(column =>
        {
            var type = column.Type.IsValueType ? typeof(Nullable<>).MakeGenericType(column.Type) : column.Type;
            var call = Expression.Call(typed, rowType.GetMethod("AppendValue", 0, [type])!, Expression.Convert(value, type));
            return Expression.Lambda<Action<object, object?>>(
                Expression.Block(typeof(void), Expression.Condition(Expression.ReferenceEqual(value, Expression.Constant(null)), appendNull, call)), row, value).Compile();
        }).ToArray();
        return (
            Expression.Lambda<Func<object>>(Expression.Convert(Expression.Call(Expression.Constant(appender), create), typeof(object))).Compile(),
            Expression.Lambda<Action<object>>(Expression.Call(typed, rowType.GetMethod("EndRow", Type.EmptyTypes)!), row).Compile(),
            append);
    }
}
