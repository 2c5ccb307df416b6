namespace Notebook.Interactive.Formatting;

/// <summary>A captured sequence of objects seen as a table: one column per member name, one row per object.</summary>
internal sealed class TableView
{
    private const int MaxColumns = 100;

    public required IReadOnlyList<TableColumn> Columns { get; init; }

    /// <summary>The captured rows, one value per column; null where an object has no such member.</summary>
    public required IReadOnlyList<CapturedValue?[]> Rows { get; init; }

    /// <summary>How many rows the value itself has, when that is known.</summary>
    public required int? TotalRows { get; init; }

    /// <summary>There are more rows than <see cref="Rows"/>.</summary>
    public required bool IsCut { get; init; }

    /// <summary>Why rows are missing, when the reason is not simply their number.</summary>
    public required string? Note { get; init; }

    /// <summary>The table, or null when the value is not a sequence of objects.</summary>
    public static TableView? TryOf(CapturedValue? value)
    {
        if (value is not CapturedComposite { Kind: CompositeKind.Sequence } sequence)
            return null;

        var objects = new List<CapturedComposite?>();
        string? thrown = null;
        foreach (var (_, part) in sequence.Parts)
        {
            if (part is CapturedComposite { Kind: CompositeKind.Object or CompositeKind.Dictionary } composite)
                objects.Add(composite);
            else if (part is CapturedScalar { Kind: ScalarKind.Null })
                objects.Add(null);
            else if (part is CapturedScalar { Kind: ScalarKind.Error } error)
                thrown = error.Text;
            else
                return null;
        }

        if (sequence.Columns is null && !objects.Exists(static o => o is not null))
            return null;

        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in (sequence.Columns ?? []).Concat(objects.SelectMany(static o => o?.Parts ?? []).Select(static p => p.Name ?? "")))
        {
            if (names.Count < MaxColumns)
                names.TryAdd(name, names.Count);
        }

        List<CapturedValue?[]> rows = [.. objects.Select(o => Row(o, names))];
        return new TableView
        {
            Columns = [.. names.Select(n => new TableColumn(n.Key, KindOf(rows, n.Value)))],
            Rows = rows,
            TotalRows = sequence.Count,
            IsCut = sequence.IsCut || thrown is not null,
            Note = thrown is null ? sequence.Note : $"the rows end here, because the sequence threw {thrown}",
        };
    }

    private static CapturedValue?[] Row(CapturedComposite? composite, Dictionary<string, int> names)
    {
        var row = new CapturedValue?[names.Count];
        foreach (var (name, value) in composite?.Parts ?? [])
        {
            if (names.TryGetValue(name ?? "", out var column))
                row[column] = value;
        }

        return row;
    }

    internal static ScalarKind? KindOf(List<CapturedValue?[]> rows, int column)
    {
        ScalarKind? kind = null;
        foreach (var row in rows)
        {
            if (row[column] is null or CapturedScalar { Kind: ScalarKind.Null })
                continue;
            if (row[column] is not CapturedScalar scalar || (kind is not null && kind != scalar.Kind))
                return null;
            kind = scalar.Kind;
        }

        return kind;
    }
}
