namespace Notebook.Web.Outputs;

/// <summary>What a chart's summary says under the chart, which has its own title: everything but the heading, in one line.</summary>
internal static class ChartWords
{
    private const int Most = 400;

    /// <param name="summary">As the kernel writes it: a heading, a colon, and a line for each series.</param>
    public static string OfLine(string summary)
    {
        var lines = summary.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0)
            return "";
        // A title may hold a colon of its own, and stands in quotation marks.
        var title = lines[0].LastIndexOf('"');
        var colon = lines[0].IndexOf(": ", Math.Max(0, title), StringComparison.Ordinal);
        var first = colon > 0 && lines[0].Length > colon + 2 ? lines[0][(colon + 2)..] : lines[0];
        var words = lines.Length == 1 ? first : $"{first}: {string.Join("; ", lines[1..])}";
        return words.Length <= Most ? words : words[..Most] + "…";
    }
}
