namespace Notebook.Web.Documents;

/// <summary>The one line under a notebook's title in a list: what it begins with.</summary>
public static class NotebookPreview
{
    /// <summary>How many of its first cells are looked at.</summary>
    public const int MaxCells = 3;

    private const int MaxLength = 140;

    /// <param name="title">Is not said twice.</param>
    /// <param name="sources">The text of the first cells.</param>
    public static string Of(string title, IEnumerable<string> sources)
    {
        foreach (var line in sources.SelectMany(static source => source.Split('\n', 40)))
        {
            var words = line.TrimStart('#', ' ', '\t', '>', '*', '-').Trim();
            if (words.Length == 0 || words.Equals(title, StringComparison.OrdinalIgnoreCase) || line.StartsWith("#!", StringComparison.Ordinal) || !words.Any(char.IsLetterOrDigit))
                continue;
            return words.Length <= MaxLength ? words : string.Concat(words.AsSpan(0, char.IsHighSurrogate(words[MaxLength - 1]) ? MaxLength - 1 : MaxLength), "…");
        }

        return "";
    }
}
