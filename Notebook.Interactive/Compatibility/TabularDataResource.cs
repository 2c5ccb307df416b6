using System.Data;
using System.Reflection;
using Notebook.Interactive;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>A sequence of objects, shown as a table.</summary>
public sealed class TabularDataResource : IDisplayable
{
    private readonly object? _rows;
    private readonly Lazy<(TableSchema Schema, IReadOnlyList<IDictionary<string, object?>> Data)> _table;

    /// <param name="schema">The columns.</param>
    /// <param name="data">The rows: values by the names of the columns.</param>
    public TabularDataResource(TableSchema schema, IEnumerable<IEnumerable<KeyValuePair<string, object?>>> data)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(data);
        _table = new(() => (schema, [.. data.Select(static row => row.ToDictionary(static pair => pair.Key, static pair => pair.Value))]));
    }

    private TabularDataResource(object rows, Func<(TableSchema, IReadOnlyList<IDictionary<string, object?>>)> read) => (_rows, _table) = (rows, new(read));

    /// <summary>The columns.</summary>
    public TableSchema Schema => _table.Value.Schema;

    /// <summary>The rows: values by the names of the columns.</summary>
    public IEnumerable<IDictionary<string, object?>> Data => _table.Value.Data;

    /// <summary>The rows as JSON.</summary>
    public string ToJsonString() => JsonForm.Write(Data);

    /// <inheritdoc/>
    public MimeBundle ToMimeBundle() => ValueFormatter.Format(_rows ?? ToDataTable());

    internal static TabularDataResource Of<T>(IEnumerable<T> rows) => new(rows, () =>
    {
        var list = rows.ToList();
        PropertyInfo[] columns = [.. (list.FirstOrDefault(static row => row is not null)?.GetType() ?? typeof(T))
            .GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(static property => property.CanRead && property.GetIndexParameters().Length == 0)];
        var schema = new TableSchema();
        foreach (var column in columns)
            schema.Fields.Add(new TableSchemaField(column.Name, TypeOf(column.PropertyType)));
        return (schema, [.. list.Select(row => columns.ToDictionary(static column => column.Name, column => row is null ? null : column.GetValue(row)))]);
    });

    private DataTable ToDataTable()
    {
        var table = new DataTable();
        foreach (var field in Schema.Fields)
            table.Columns.Add(field.Name, typeof(object));
        foreach (var row in Data)
            table.Rows.Add([.. Schema.Fields.Select(field => row.TryGetValue(field.Name, out var value) ? value : null)]);
        return table;
    }

    private static TableSchemaFieldType TypeOf(Type type) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        var t when t == typeof(bool) => TableSchemaFieldType.Boolean,
        var t when t == typeof(string) || t == typeof(char) => TableSchemaFieldType.String,
        var t when t == typeof(float) || t == typeof(double) || t == typeof(decimal) => TableSchemaFieldType.Number,
        var t when t == typeof(DateTime) || t == typeof(DateTimeOffset) || t == typeof(DateOnly) => TableSchemaFieldType.DateTime,
        { IsPrimitive: true } => TableSchemaFieldType.Integer,
        var t when typeof(System.Collections.IEnumerable).IsAssignableFrom(t) => TableSchemaFieldType.Array,
        _ => TableSchemaFieldType.Object,
    };
}
