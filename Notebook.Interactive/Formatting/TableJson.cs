using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Notebook.Interactive.Tables;
using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>
/// Writes <c>application/vnd.notebook.table.v1+json</c>, a table as data:
/// <code>
/// {
///   "columns": [ { "name": "Name", "type": "string" }, { "name": "Age", "type": "number" } ],
///   "rows": [ [ "Ann", 31 ], [ "Bob", null ] ],
///   "totalRows": 2,
///   "truncated": false,
///   "note": "stopped after 5 seconds …",
///   "table": "0199c0ffee…",
///   "keptRows": 1000000
/// }
/// </code>
/// <c>type</c> is <c>string</c>, <c>number</c>, <c>boolean</c>, <c>date</c> (text such as <c>2026-01-31 12:00:00Z</c>, which sorts as text) or
/// <c>any</c>. A cell is null, a JSON number (a text where a JSON number would lose digits, and for NaN and infinities), true, false, or a
/// text. <c>rows</c> are the first rows; <c>totalRows</c> is null when only reading all rows would tell; <c>truncated</c> says that there
/// are more rows than <c>rows</c>; <c>note</c> is there only when something other than their number cut them. <c>table</c> and
/// <c>keptRows</c> are there when the kernel keeps more rows than these and gives pages of them (<see cref="PageTable"/>).
/// </summary>
internal static class TableJson
{
    private const int MaxBytes = 2 * 1024 * 1024;
    private const long MaxExactInteger = 1L << 53;

    internal static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <param name="table">The rows that become part of the output.</param>
    /// <param name="kept">All rows that this process keeps, when these are more.</param>
    /// <param name="keptId">The name under which it keeps them.</param>
    public static string Write(TableView table, CapturedTable? kept = null, string? keptId = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, WriterOptions))
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            var columns = kept is null ? table.Columns : [.. kept.Columns.Select(static c => new TableColumn(c.Name, c.Values?.Kind))];
            foreach (var column in columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("type", TypeOf(column.Kind));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("rows");
            var written = 0;
            foreach (var row in table.Rows)
            {
                if (json.BytesCommitted + json.BytesPending > MaxBytes)
                    break;
                json.WriteStartArray();
                foreach (var cell in row)
                    WriteCell(json, cell);
                for (var i = row.Length; i < columns.Count; i++)
                    json.WriteNullValue();
                json.WriteEndArray();
                written++;
            }

            json.WriteEndArray();
            if (table.TotalRows is { } total)
                json.WriteNumber("totalRows", total);
            else
                json.WriteNull("totalRows");
            json.WriteBoolean("truncated", table.IsCut || written < table.Rows.Count);
            if (table.Note is { } note)
                json.WriteString("note", note);
            if (kept is not null)
            {
                json.WriteString("table", keptId);
                json.WriteNumber("keptRows", kept.RowCount);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static string TypeOf(ScalarKind? kind) => kind switch
    {
        ScalarKind.Number => "number",
        ScalarKind.Boolean => "boolean",
        ScalarKind.Date => "date",
        ScalarKind.Text or ScalarKind.Other => "string",
        _ => "any",
    };

    internal static void WriteCell(Utf8JsonWriter json, CapturedValue? cell)
    {
        switch (cell)
        {
            case null or CapturedScalar { Kind: ScalarKind.Null }:
                json.WriteNullValue();
                break;
            case CapturedScalar { Kind: ScalarKind.Boolean } boolean:
                json.WriteBooleanValue(boolean.Text == "True");
                break;
            case CapturedScalar { Kind: ScalarKind.Number } number when IsExact(number.Text):
                json.WriteRawValue(number.Text, skipInputValidation: true);
                break;
            case CapturedScalar scalar:
                json.WriteStringValue(scalar.Text);
                break;
            default:
                json.WriteStringValue(PlainTextWriter.Inline(cell));
                break;
        }
    }

    // A reader in JavaScript has doubles only. The text comes from invariant formatting, so what parses is a JSON number but for a leading + or point.
    private static bool IsExact(string number) =>
        number.Length <= 24 && (char.IsAsciiDigit(number[0]) || (number[0] == '-' && number.Length > 1 && char.IsAsciiDigit(number[1])))
        && (long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer)
            ? integer is >= -MaxExactInteger and <= MaxExactInteger
            : double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real) && number.AsSpan().IndexOfAny('.', 'E') >= 0);
}
