namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

/// <summary>A column of a table.</summary>
public sealed record TableSchemaField(string Name, TableSchemaFieldType? Type = null);
