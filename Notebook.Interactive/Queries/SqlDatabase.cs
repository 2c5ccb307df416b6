using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Reflection;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Queries;

/// <summary>
/// The kernel's database in memory: DuckDB, of the preinstalled packages, opened when the first query comes. C# tables are copied into a schema of
/// their own, behind the tables that SQL itself created.
/// </summary>
/// <param name="loadPackage">Loads an assembly of the packages.</param>
internal sealed class SqlDatabase(Func<string, Assembly> loadPackage) : IDisposable
{
    private const string Schema = "csharp";
    private const int CancelMilliseconds = 20;

    private readonly Lock _gate = new();
    private DbConnection? _connection;

    /// <summary>A third of the memory that this process may take: the rest is for C#.</summary>
    private static long MemoryMegabytes => Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 3 / 1024 / 1024, 128, 16 * 1024);

    /// <summary>What <c>#!sql --name</c> gives to a variable next.</summary>
    public DataTable? NamedResult { get; set; }

    /// <summary>Runs every statement. Reads variables, which may run user code: called where Stop reaches.</summary>
    /// <param name="text">Statements, parted by semicolons.</param>
    /// <param name="parameters">An object whose members are the values behind <c>$name</c>; what it lacks are variables.</param>
    /// <param name="engine">Knows the variables, and when to stop.</param>
    /// <returns>The table of each statement that has one.</returns>
    /// <exception cref="SqlException">The database refused it.</exception>
    /// <exception cref="OperationCanceledException">The submission was stopped.</exception>
    public IReadOnlyList<DataTable> Run(string text, object? parameters, IKernelEngine engine)
    {
        var statements = SqlText.Statements(text);
        if (statements.Count == 0)
            throw new SqlException("There is no SQL here. For example: select 40 + 2 as answer");
        var given = parameters is null ? [] : ObjectMembers.Parts(parameters).ToDictionary(static part => part.Name, static part => part.Read(), StringComparer.Ordinal);
        var copied = new HashSet<string>(StringComparer.Ordinal);
        var results = new List<DataTable>();
        foreach (var statement in statements)
        {
            if (statement.FirstWord is "install" or "load")
                throw new SqlException("Extensions of DuckDB can't be installed or loaded here. Reading CSV, Parquet and JSON needs none.");
            var tables = statement.Tables.Select(name => Find(name, engine)).OfType<(string Name, object Value)>()
                .Where(table => SqlRows.IsTable(table.Value) && copied.Add(table.Name)).Select(table => (table.Name, Rows: SqlRows.Of(table.Name, table.Value))).ToList();
            var values = statement.Parameters.Where(static name => !char.IsDigit(name[0])).Select(name => (name, Value: Parameter(name, given, engine))).ToList();
            if (OnThreadOfItsOwn(cancelled => Run(statement, tables, values, engine, cancelled), engine.Stopped) is { } table)
                results.Add(table);
        }

        return results;
    }

    public void Dispose()
    {
        lock (_gate)
            _connection?.Dispose();
    }

    private static (string Name, object Value)? Find(string name, IKernelEngine engine)
    {
        var known = engine.VariableNames;
        if (!known.Contains(name, StringComparer.Ordinal))
        {
            // SQL does not tell Readings from readings.
            var alike = known.Where(variable => variable.Equals(name, StringComparison.OrdinalIgnoreCase)).ToList();
            if (alike.Count != 1)
                return null;
            name = alike[0];
        }

        return engine.TryGetValue(name, out var value) && value is not null ? (name, value) : null;
    }

    private static object Parameter(string name, Dictionary<string, object?> given, IKernelEngine engine)
    {
        if (!given.TryGetValue(name, out var value) && !engine.TryGetValue(name, out value))
            throw new SqlException($"${name} stands for the value of a C# variable {name}, and there is none.");
        // An input that a cell shows stands for its value.
        if (value is IShownAlready && value.GetType().GetProperty("Value") is { } current)
            value = current.GetValue(value, BindingFlags.DoNotWrapExceptions, null, null, null);
        return value switch
        {
            null => DBNull.Value,
            Enum or char => value.ToString()!,
            _ => value,
        };
    }

    /// <summary>
    /// Stop aborts the threads of a cell, which must not happen inside the database: it works on another, is told to stop, and the cell leaves at once.
    /// </summary>
    private static T OnThreadOfItsOwn<T>(Func<CancellationToken, T> work, CancellationToken stopped)
    {
        stopped.ThrowIfCancellationRequested();
        var working = Task.Run(() => work(stopped), CancellationToken.None);
        try
        {
            working.Wait(stopped);
        }
        catch (AggregateException)
        {
            // Its own exception follows.
        }

        return working.GetAwaiter().GetResult();
    }

    private DataTable? Run(SqlStatement statement, List<(string Name, SqlRows Rows)> tables, List<(string Name, object Value)> values, IKernelEngine engine, CancellationToken stopped)
    {
        lock (_gate)
        {
            stopped.ThrowIfCancellationRequested();
            var connection = _connection ??= Open();
            try
            {
                foreach (var (name, rows) in tables)
                {
                    Execute(connection, $"create or replace table {Schema}.{Quoted(name)} ({string.Join(", ", rows.Columns.Select(static column => $"{Quoted(column.Name)} {column.SqlType}"))})");
                    SqlAppender.Fill(connection, Schema, name, rows, stopped);
                }

                using var command = connection.CreateCommand();
                command.CommandText = statement.Text;
                foreach (var (name, value) in values)
                {
                    var parameter = command.CreateParameter();
                    (parameter.ParameterName, parameter.Value) = (name, value);
                    command.Parameters.Add(parameter);
                }

                // A query that has not quite begun forgets that it was told to stop.
                using var again = new Timer(static state => ((DbCommand)state!).Cancel(), command, Timeout.Infinite, CancelMilliseconds);
                using var stopping = stopped.UnsafeRegister(static state => ((Timer)state!).Change(0, CancelMilliseconds), again);
                using var reader = command.ExecuteReader();
                return SqlResult.Read(reader, stopped);
            }
            catch (Exception) when (stopped.IsCancellationRequested)
            {
                throw new OperationCanceledException(stopped);
            }
            catch (Exception error) when (error is not SqlException)
            {
                throw SqlErrors.Of(error, statement.Text, MemoryMegabytes, name => Find(name, engine) is { } found && !SqlRows.IsTable(found.Value) ? TypeNames.Of(found.Value.GetType()) : null);
            }
        }
    }

    private DbConnection Open()
    {
        Type type;
        try
        {
            type = loadPackage("DuckDB.NET.Data").GetType("DuckDB.NET.Data.DuckDBConnection", throwOnError: true)!;
        }
        catch (Exception missing) when (missing is IOException or BadImageFormatException or TypeLoadException)
        {
            throw new SqlException("SQL needs DuckDB, which comes with the packages that are preinstalled, and this kernel has none. #r \"nuget: DuckDB.NET.Data.Full\" brings it.", innerException: missing);
        }

        var connection = (DbConnection)Activator.CreateInstance(type, "DataSource=:memory:")!;
        connection.Open();
        // Nothing is fetched, and nothing is written that the query does not name.
        Execute(connection, "set autoinstall_known_extensions = false");
        Execute(connection, "set autoload_known_extensions = false");
        Execute(connection, "set allow_community_extensions = false");
        Execute(connection, "set temp_directory = ''");
        Execute(connection, string.Create(CultureInfo.InvariantCulture, $"set memory_limit = '{MemoryMegabytes}MB'"));
        if (Environment.GetEnvironmentVariable(CommonFolderVariable.Name) is { Length: > 0 } common)
            Execute(connection, $"set file_search_path = '{$"{Environment.CurrentDirectory},{common}".Replace("'", "''", StringComparison.Ordinal)}'");
        Execute(connection, $"create schema {Schema}");
        Execute(connection, $"set search_path = 'main,{Schema}'");
        return connection;
    }

    private static void Execute(DbConnection connection, string text)
    {
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
