namespace Microsoft.DotNet.Interactive.Formatting.TabularData;

#pragma warning disable CA1720 // The names that existing notebooks use.
/// <summary>What a column of a table holds.</summary>
public enum TableSchemaFieldType
{
    /// <summary>Values of several kinds.</summary>
    Any,

    /// <summary>Objects.</summary>
    Object,

    /// <summary>Null only.</summary>
    Null,

    /// <summary>Numbers.</summary>
    Number,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>True and false.</summary>
    Boolean,

    /// <summary>Text.</summary>
    String,

    /// <summary>Sequences.</summary>
    Array,

    /// <summary>Dates.</summary>
    DateTime,
}
#pragma warning restore CA1720
