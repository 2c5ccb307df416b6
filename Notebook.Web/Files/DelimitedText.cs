using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notebook.Web.Files;

/// <summary>The head of a file of values, as the table that outputs show (<c>application/vnd.notebook.table.v1+json</c>).</summary>
internal static class DelimitedText
{
    private const int MaxRows = 1_000;
    private const int MaxColumns = 100;
    private const int MaxCellChars = 1_000;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What stands between the values, by what the first line holds most of.</summary>
    public static char SeparatorOf(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? text : text[..end];
        return ((char[])[',', ';', '\t', '|']).MaxBy(separator => line.Count(letter => letter == separator));
    }

    /// <param name="text">The head of the file.</param>
    /// <param name="isWhole">Whether it is the whole file; otherwise the last line may be half of one and is left out.</param>
    /// <returns>The table as JSON, and the same as plain text.</returns>
    public static (string Json, string PlainText) ToTable(string text, bool isWhole)
    {
        var (rows, isCut) = Read(text, SeparatorOf(text), isWhole);
        var heads = rows.Count == 0 ? [] : rows[0].Take(MaxColumns).ToList();
        var body = rows.Skip(1).Select(row => Enumerable.Range(0, heads.Count).Select(i => i < row.Count ? row[i] : "").ToList()).ToList();
        var isNumber = heads.Select((_, i) => body.Any(row => row[i].Length > 0) && body.All(row => row[i].Length == 0 || IsNumber(row[i]))).ToList();

        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Writing))
        {
            json.WriteStartObject();
            json.WriteStartArray("columns");
            for (var i = 0; i < heads.Count; i++)
            {
                json.WriteStartObject();
                json.WriteString("name", Clipped(heads[i]));
                json.WriteString("type", isNumber[i] ? "number" : "string");
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("rows");
            foreach (var row in body)
            {
                json.WriteStartArray();
                for (var i = 0; i < row.Count; i++)
                {
                    if (isNumber[i] && row[i].Length == 0)
                        json.WriteNullValue();
                    else if (isNumber[i])
                        json.WriteRawValue(double.Parse(row[i], CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture));
                    else
                        json.WriteStringValue(Clipped(row[i]));
                }

                json.WriteEndArray();
            }

            json.WriteEndArray();
            if (isCut)
                json.WriteNull("totalRows");
            else
                json.WriteNumber("totalRows", body.Count);
            json.WriteBoolean("truncated", isCut);
            json.WriteEndObject();
        }

        return (Encoding.UTF8.GetString(stream.ToArray()), string.Join('\n', rows.Take(20).Select(static row => string.Join('\t', row.Select(Clipped)))));
    }

    /// <summary>Reads rows with quotes as spreadsheets write them.</summary>
    private static (List<List<string>> Rows, bool IsCut) Read(string text, char separator, bool isWhole)
    {
        var rows = new List<List<string>>();
        var row = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (isQuoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"')
                value.Append(text[i++]);
            else if (letter == '"' && (isQuoted || value.Length == 0))
                isQuoted = !isQuoted;
            else if (isQuoted || letter != separator && letter is not '\n' and not '\r')
                value.Append(letter);
            else if (letter == separator)
                Take(row, value);
            else if (letter == '\n')
            {
                Take(row, value);
                if (row is not [""])
                    rows.Add(row);
                row = [];
                if (rows.Count > MaxRows)
                    return (rows, IsCut: i + 1 < text.Length || !isWhole);
            }
        }

        if (isWhole && (value.Length > 0 || row.Count > 0))
        {
            Take(row, value);
            rows.Add(row);
        }

        return (rows, !isWhole);
    }

    private static void Take(List<string> row, StringBuilder value)
    {
        row.Add(value.ToString());
        value.Clear();
    }

    // A number of JSON's own form, whose digits a double keeps: an identifier such as 007 is none.
    private static bool IsNumber(string text) =>
        text.Length <= 17 && text[^1] != '.' && (text[0] == '-' ? text.Length > 1 && char.IsAsciiDigit(text[1]) : char.IsAsciiDigit(text[0]))
        && !(text.TrimStart('-') is ['0', not '.' and not 'e' and not 'E', ..])
        && double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static string Clipped(string text) => text.Length <= MaxCellChars ? text : text[..MaxCellChars] + "…";
}
