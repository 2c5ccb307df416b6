using System.Globalization;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>Reads CSV as RFC 4180 writes it, and what people write: any line ends, rows that are too short or too long.</summary>
internal static class CsvReader
{
    public static TableSource Read(string csv, char separator)
    {
        var lines = Lines(csv, separator).ToList();
        if (lines.Count == 0)
            return new TableSource { TypeName = "CSV", Columns = [], RowCount = 0, Rows = [] };

        var width = lines.Max(static l => l.Count);
        List<string> columns = [.. Enumerable.Range(0, width).Select(i => i < lines[0].Count && lines[0][i].Length > 0 ? lines[0][i] : string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"))];
        lines.RemoveAt(0);
        var areNumbers = Enumerable.Range(0, width).Select(i => lines.Exists(l => ValueAt(l, i) is not null) && lines.TrueForAll(l => ValueAt(l, i) is not { } text || Number(text) is not null)).ToArray();
        return new TableSource
        {
            TypeName = "CSV",
            Columns = [.. TableSource.Unique(columns)],
            RowCount = lines.Count,
            Rows = lines.Select(l => Enumerable.Range(0, width).Select(i => ValueAt(l, i) is not { } text ? null : areNumbers[i] ? Number(text) : text).ToArray()),
        };
    }

    private static string? ValueAt(List<string> line, int index) => index < line.Count && line[index].Length > 0 ? line[index] : null;

    // A zero in front says that the digits are a name, such as a postal code.
    private static object? Number(string text) =>
        text.Length > 1 && text[0] == '0' && char.IsAsciiDigit(text[1]) ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) ? integer
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) ? real
        : null;

    private static IEnumerable<List<string>> Lines(string csv, char separator)
    {
        var line = new List<string>();
        var value = new StringBuilder();
        var isQuoted = false;
        for (var i = csv.StartsWith('\uFEFF') ? 1 : 0; i < csv.Length; i++)
        {
            var character = csv[i];
            if (isQuoted && character == '"' && i + 1 < csv.Length && csv[i + 1] == '"')
                value.Append(csv[++i]);
            else if (character == '"' && (isQuoted || value.Length == 0))
                isQuoted = !isQuoted;
            else if (isQuoted || (character != separator && character is not ('\r' or '\n')))
                value.Append(character);
            else if (character == separator)
            {
                line.Add(value.ToString());
                value.Clear();
            }
            else
            {
                if (character == '\r' && i + 1 < csv.Length && csv[i + 1] == '\n')
                    i++;
                if (line.Count > 0 || value.Length > 0)
                {
                    line.Add(value.ToString());
                    yield return line;
                }

                line = [];
                value.Clear();
            }
        }

        if (line.Count == 0 && value.Length == 0)
            yield break;
        line.Add(value.ToString());
        yield return line;
    }
}
