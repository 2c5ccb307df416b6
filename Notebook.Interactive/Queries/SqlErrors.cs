using System.Globalization;
using System.Text.RegularExpressions;

namespace Notebook.Interactive.Queries;

/// <summary>What the database says, in the words of a notebook.</summary>
internal static partial class SqlErrors
{
    /// <param name="error">From the database.</param>
    /// <param name="query">The text that ran, whose lines are those that a person sees.</param>
    /// <param name="memoryMegabytes">How much memory the database may take.</param>
    /// <param name="typeOf">Says what type the variable of a name has; null when there is none.</param>
    public static SqlException Of(Exception error, string query, long memoryMegabytes, Func<string, string?> typeOf)
    {
        var message = error.Message;
        var (line, column) = Place(message, query);
        return new SqlException(Sentence(message, memoryMegabytes, typeOf), line, column, SaysMore(error));
    }

    private static string Sentence(string message, long memoryMegabytes, Func<string, string?> typeOf)
    {
        var at = message.IndexOf("\n\nLINE ", StringComparison.Ordinal);
        var said = (at < 0 ? message : message[..at]).Trim();
        if (NoTable().Match(said) is { Success: true } table)
        {
            var name = table.Groups[1].Value;
            return typeOf(name) is { } type
                ? $"The C# variable {name} is of the type {type}, which is no table. A table is a sequence, a DataTable or a DataFrame."
                : $"There is no table and no C# variable {name}. A file's name stands in quotes: from 'data.csv'.";
        }

        if (NoFile().Match(said) is { Success: true } file)
            return $"There is no file “{file.Groups[1].Value}” in the notebook's folder or the common folder.";
        if (Extension().Match(said) is { Success: true } extension)
            return extension.Groups[1].Value is "httpfs"
                ? "SQL reads files of the notebook's folder and of the common folder; there is no network in a cell. Upload the file."
                : $"This needs DuckDB's extension “{extension.Groups[1].Value}”, which is not part of it. Extensions can't be installed here.";
        if (said.StartsWith("Out of Memory Error", StringComparison.Ordinal))
            return string.Create(CultureInfo.InvariantCulture, $"The query needs more than the {memoryMegabytes:N0} MB of memory that SQL may take here. Filter or aggregate earlier, or select fewer columns.");
        return Kind().Replace(said, "");
    }

    // The caret stands under the place, in a line that the database may have cut at its beginning.
    private static (int? Line, int? Column) Place(string message, string query)
    {
        if (LineMark().Match(message) is not { Success: true } mark)
            return (null, null);
        var line = int.Parse(mark.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);
        var rows = message[mark.Groups["mark"].Index..].Split('\n');
        var lines = query.Split('\n');
        if (line > lines.Length || rows.Length < 2)
            return (line, 1);
        var shown = rows[0][mark.Groups["mark"].Length..];
        var caret = rows[1].IndexOf('^', StringComparison.Ordinal) - mark.Groups["mark"].Length;
        var cut = shown.StartsWith("...", StringComparison.Ordinal) ? 3 : 0;
        var start = lines[line - 1].IndexOf(shown[cut..].TrimEnd('.'), StringComparison.Ordinal);
        return (line, Math.Clamp(Math.Max(start, 0) + caret - cut + 1, 1, lines[line - 1].Length + 1));
    }

    /// <summary>The database's own exception has nothing more to say than its message.</summary>
    private static Exception? SaysMore(Exception error) => error.GetType().Name == "DuckDBException" ? null : error;

    [GeneratedRegex("Table with name (.+?) does not exist")]
    private static partial Regex NoTable();

    [GeneratedRegex("No files found that match the pattern \"(.+?)\"")]
    private static partial Regex NoFile();

    [GeneratedRegex("(?:requires the extension |the |Extension \")([a-z_]+)\"? (?:to be loaded|extension|is an existing extension|not found)")]
    private static partial Regex Extension();

    [GeneratedRegex("^(?:Invalid Input|Missing Extension|Not implemented|[A-Z][A-Za-z]+)(?: [A-Z][a-z]+)? Error: ")]
    private static partial Regex Kind();

    [GeneratedRegex("(?<mark>LINE (?<number>[0-9]+): )")]
    private static partial Regex LineMark();
}
