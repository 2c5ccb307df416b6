namespace Notebook.Interactive.Formatting;

/// <summary>Sequences made such that they are shown as tables, whatever their items are.</summary>
internal static class TableForm
{
    public static object Of<T>(IEnumerable<T> values)
    {
        if (TableSource.IsTable(values))
            return values;
        var type = Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T);
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || (type.Namespace == "System" && typeof(IFormattable).IsAssignableFrom(type)))
        {
            var count = values.TryGetNonEnumeratedCount(out var known) ? known : (int?)null;
            return new TableSource { TypeName = TypeNames.OfSequence(values.GetType()), Columns = ["value"], RowCount = count, Rows = values.Select(static v => new object?[] { v }) };
        }

        // A dictionary's entries as rows.
        return DictionaryEntries.IsDictionary(values) ? values.ToArray() : values;
    }
}
