namespace Notebook.Web.Documents;

/// <summary>
/// What somebody looks for in all notebooks: words, each of which has to be in the title or all of them on one line of a
/// cell. Upper and lower case are the same.
/// </summary>
public sealed class NotebookQuery
{
    /// <summary>Longer questions are cut. UTF-16 code units.</summary>
    public const int MaxLength = 200;

    /// <summary>Notebooks an answer holds.</summary>
    public const int MaxNotebooks = 50;

    /// <summary>Lines shown of one notebook.</summary>
    public const int MaxLines = 3;

    private const int MaxWords = 8;
    private const int MaxLineLength = 160;
    private const int LeadLength = 40;

    private readonly string[] _words;

    public NotebookQuery(string text)
    {
        var cut = text.Length <= MaxLength ? text : text[..MaxLength];
        _words = [.. cut.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase).Take(MaxWords)];
    }

    public bool IsEmpty => _words.Length == 0;

    public bool IsInTitle(string title) => !IsEmpty && Array.TrueForAll(_words, word => title.Contains(word, StringComparison.OrdinalIgnoreCase));

    /// <summary>The lines of a text that hold every word, at most <see cref="MaxLines"/>.</summary>
    public IEnumerable<string> LinesIn(string text)
    {
        // Nearly every text has none of the words: one look at the whole before any line is cut out.
        if (IsEmpty || !IsInTitle(text))
            yield break;

        var count = 0;
        for (var from = 0; from <= text.Length;)
        {
            var end = text.IndexOf('\n', from);
            if (end < 0)
                end = text.Length;
            var hit = HasAll(text.AsSpan(from, end - from)) ? Shortened(text.AsSpan(from, end - from)) : null;
            from = end + 1;
            if (hit is null)
                continue;
            yield return hit;
            if (++count == MaxLines)
                yield break;
        }
    }

    /// <summary>A text in pieces, of which those that match are to be marked.</summary>
    public IReadOnlyList<(string Text, bool IsMatch)> Marked(string text)
    {
        var pieces = new List<(string, bool)>();
        var from = 0;
        while (from < text.Length && Next(text, from) is var (start, length))
        {
            if (start > from)
                pieces.Add((text[from..start], false));
            pieces.Add((text.Substring(start, length), true));
            from = start + length;
        }

        if (from < text.Length)
            pieces.Add((text[from..], false));
        return pieces;
    }

    private bool HasAll(ReadOnlySpan<char> line)
    {
        foreach (var word in _words)
            if (!line.Contains(word, StringComparison.OrdinalIgnoreCase))
                return false;
        return true;
    }

    /// <summary>The line without its indentation; a long one begins a little before its first match.</summary>
    private string Shortened(ReadOnlySpan<char> line)
    {
        var text = line.Trim().ToString();
        if (text.Length <= MaxLineLength)
            return text;

        var start = Math.Max(0, Next(text, 0)!.Value.Start - LeadLength);
        if (start > 0 && char.IsLowSurrogate(text[start]))
            start--;
        var length = Math.Min(MaxLineLength, text.Length - start);
        if (char.IsHighSurrogate(text[start + length - 1]))
            length--;
        return $"{(start > 0 ? "…" : "")}{text.AsSpan(start, length)}{(start + length < text.Length ? "…" : "")}";
    }

    private (int Start, int Length)? Next(string text, int from)
    {
        (int Start, int Length)? next = null;
        foreach (var word in _words)
        {
            var at = text.IndexOf(word, from, StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && (next is not { } best || at < best.Start || (at == best.Start && word.Length > best.Length)))
                next = (at, word.Length);
        }

        return next;
    }
}
