using System.ComponentModel;
using System.Data;
using System.Globalization;
using Notebook.Interactive.Queries;

namespace Notebook.Interactive;

/// <summary>
/// SQL over files and variables: <c>Sql.Query("select city, avg(price) from 'sales.csv' group by city")</c>. Tables are CSV, Parquet and JSON files of the
/// notebook's folder and of the common folder, what <c>create table</c> made before, and C# sequences, DataTables and DataFrames by the names of their variables.
/// </summary>
public static class Sql
{
    /// <summary>Runs SQL and returns the rows of its last statement; a table without columns when that has none, as <c>create table</c>.</summary>
    /// <param name="sql">One or more statements, in DuckDB's SQL.</param>
    /// <param name="parameters">The values behind <c>$name</c>, as in <c>new { name = 3 }</c>. Without it they are those of the variables of these names.</param>
    /// <exception cref="SqlException">The query is wrong or can't be finished; the message says why.</exception>
    public static DataTable Query(string sql, object? parameters = null)
    {
        ArgumentNullException.ThrowIfNull(sql);
        var engine = KernelEngine.Current;
        try
        {
            return engine.Database.Run(sql, parameters, engine) is [.., var last] ? last : new DataTable { Locale = CultureInfo.InvariantCulture };
        }
        catch (SqlException error) when (error.Line is { } line && sql.Contains('\n', StringComparison.Ordinal))
        {
            throw new SqlException(string.Create(CultureInfo.InvariantCulture, $"{error.Message} (Line {line} of the query.)"), line, error.Column, error.InnerException);
        }
    }

    /// <summary>
    /// Runs SQL and returns the rows as objects: <c>Sql.Query&lt;Sale&gt;("select * from 'sales.csv'")</c>. Columns go to the constructor's parameters and the properties
    /// of the same name, whatever their case and without regard to _; a single column may be a plain value, as in <c>Query&lt;long&gt;</c>.
    /// </summary>
    /// <param name="sql">As in <see cref="Query(string, object?)"/>.</param>
    /// <param name="parameters">As there.</param>
    /// <exception cref="SqlException">As there; or a value is none of the type that it should become.</exception>
    public static List<T> Query<T>(string sql, object? parameters = null) => SqlObjects.Of<T>(Query(sql, parameters));

    /// <summary>The result that <c>#!sql --name</c> gives to a variable.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static DataTable NamedResult => KernelEngine.Current.Database.NamedResult ?? throw new InvalidOperationException("No query has a result to name.");
}
