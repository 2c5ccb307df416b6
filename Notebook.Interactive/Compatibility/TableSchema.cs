namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>The columns of a table.</summary>
public sealed class TableSchema
{
    /// <summary>In their order.</summary>
    public IList<TableSchemaField> Fields { get; } = [];

    /// <summary>The names of the columns that name a row.</summary>
    public IList<string> PrimaryKey { get; } = [];
}
