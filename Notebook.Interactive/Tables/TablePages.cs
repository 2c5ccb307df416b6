using System.Buffers;
using System.Text;
using System.Text.Json;
using Notebook.Interactive.Formatting;
using Notebook.Protocol;

namespace Notebook.Interactive.Tables;

/// <summary>Answers requests for pages of captured tables.</summary>
internal static class TablePages
{
    /// <summary>One page. Runs none of the user's code.</summary>
    public static TablePaged Answer(PageTable request, CapturedTables tables)
    {
        if (Flaw(request) is { } flaw)
            return new TablePaged { RequestId = request.RequestId, Problem = flaw };
        if (tables.Find(request.TableId, out var problem) is not { } table)
            return new TablePaged { RequestId = request.RequestId, Problem = problem };
        if (IsOutside(request, table.Columns.Length))
            return new TablePaged { RequestId = request.RequestId, Problem = "The table has no such column." };

        var order = table.Arrange(request.Sorts, request.Filters);
        var matching = order?.Length ?? table.RowCount;
        var (rows, count) = Write(table, order, Math.Min(request.Offset, matching), Math.Min(request.Count, Math.Max(0, matching - request.Offset)));
        return new TablePaged
        {
            RequestId = request.RequestId,
            MatchingRows = matching,
            KeptRows = table.RowCount,
            Rows = rows,
            RowCount = count,
            Choices = request.ChoicesOf is { } column ? table.Choices(column) : null,
        };
    }

    private static string? Flaw(PageTable request) =>
        request.Offset < 0 || request.Count is < 0 or > TableLimits.MaxPageRows ? "The table has no such page."
        : request.Sorts.IsDefault || request.Sorts.Length > TableLimits.MaxSorts ? "A table is sorted by at most 8 columns."
        : request.Filters.IsDefault || request.Filters.Length > TableLimits.MaxFilters
            || request.Filters.Any(static f => f.Values.IsDefault || f.Values.Length > TableLimits.MaxChoices || f.Values.Any(static v => v is null)
                || (f.Values.IsEmpty && f.Kind is not (TableFilterKind.Empty or TableFilterKind.NotEmpty))) ? "A condition of the filter is not complete."
        : null;

    private static bool IsOutside(PageTable request, int columns) =>
        request.Sorts.Any(s => s.Column < 0 || s.Column >= columns) || request.Filters.Any(f => f.Column < -1 || f.Column >= columns)
        || request.ChoicesOf < 0 || request.ChoicesOf >= columns;

    private static (string Json, int Count) Write(CapturedTable table, int[]? order, int offset, int count)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var written = 0;
        using (var json = new Utf8JsonWriter(buffer, TableJson.WriterOptions))
        {
            json.WriteStartArray();
            // The first row is always there, so that whoever turns pages gets on: even 100 cells of 4,000 characters fit.
            for (; written < count && (written == 0 || json.BytesCommitted + json.BytesPending < TableLimits.FullPageChars); written++)
            {
                var row = order is null ? offset + written : order[offset + written];
                json.WriteStartArray();
                for (var column = 0; column < table.Columns.Length; column++)
                    TableJson.WriteCell(json, table.Cell(row, column));
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return (Encoding.UTF8.GetString(buffer.WrittenSpan), written);
    }
}
