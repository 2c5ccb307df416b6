namespace Notebook.Web.Formats.MarkdownFiles;

/// <summary>
/// How a notebook lies in a Markdown file. Code cells are fenced blocks; text between them is text cells. In a file of our own
/// a cell's fence says <c>cell</c> after the language, so that code shown inside a text stays text; in any other file every
/// C# block is a cell. <c>&lt;!-- cell --&gt;</c> on a line of its own parts two text cells, and a block <c>output</c> after
/// a cell is what it printed, for people.
/// </summary>
internal static class MarkdownFile
{
    public const string CellWord = "cell";
    public const string OutputWord = "output";
    public const string Break = "<!-- cell -->";

    private static readonly string[] CSharpNames = ["csharp", "cs", "c#"];

    /// <summary>A line that begins or ends a fenced block.</summary>
    /// <param name="Mark">Its backticks or tildes.</param>
    /// <param name="Length">How many.</param>
    /// <param name="Info">What follows them; empty at the end of a block.</param>
    /// <param name="IsIndented">It belongs to something else, such as a list.</param>
    public readonly record struct Fence(char Mark, int Length, string Info, bool IsIndented)
    {
        public bool Ends(Fence begin) => Mark == begin.Mark && Length >= begin.Length && Info.Length == 0;

        /// <summary>The language when this begins a cell.</summary>
        public string? LanguageOfCell(bool onlyMarked)
        {
            var words = Info.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (IsIndented || words.Length == 0)
                return null;
            var isMarked = words.Length > 1 && words[1] == CellWord;
            var isCSharp = CSharpNames.Contains(words[0].ToLowerInvariant());
            return isMarked || (isCSharp && !onlyMarked) ? isCSharp ? KernelNames.CSharp : KernelNames.Known.Normalize(words[0]) : null;
        }
    }

    /// <returns>Null when the line is no fence.</returns>
    public static Fence? FenceOf(string line)
    {
        var indent = 0;
        while (indent < line.Length && line[indent] == ' ')
            indent++;
        if (indent > 3 || indent >= line.Length || line[indent] is not ('`' or '~'))
            return null;
        var mark = line[indent];
        var length = 0;
        while (indent + length < line.Length && line[indent + length] == mark)
            length++;
        var info = line[(indent + length)..].Trim();
        return length < 3 || (mark == '`' && info.Contains('`', StringComparison.Ordinal)) ? null : new Fence(mark, length, info, indent > 0);
    }

    /// <summary>A fence of backticks that a text cannot end.</summary>
    public static string FenceAround(string text) =>
        new('`', Math.Max(3, text.Split('\n').Select(FenceOf).Where(static fence => fence is { Mark: '`' }).Select(static fence => fence!.Value.Length + 1).DefaultIfEmpty(3).Max()));
}
