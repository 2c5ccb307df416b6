using System.Globalization;
using System.Text;

namespace Notebook.Web.Collaboration;

/// <summary>
/// Writes the few changes that the server makes itself, as CodeMirror reads them. Its own writer, like
/// <see cref="ChangeSetReader"/>: <c>System.Text.Json</c> would replace half a surrogate pair, and a text may hold one.
/// </summary>
internal static class ChangeSetWriter
{
    /// <summary>Deletes everything but a range.</summary>
    public static string Keep(int length, int from, int to)
    {
        var json = new StringBuilder("[");
        Delete(json, from);
        Keep(json, to - from);
        Delete(json, length - to);
        return json.Append(']').ToString();
    }

    /// <summary>Inserts before and after the whole text.</summary>
    public static string Surround(int length, string before, string after)
    {
        var json = new StringBuilder("[");
        Insert(json, before);
        Keep(json, length);
        Insert(json, after);
        return json.Append(']').ToString();
    }

    /// <summary>Replaces the beginning.</summary>
    public static string ReplaceStart(int length, int deleted, string inserted)
    {
        var json = new StringBuilder("[");
        Insert(json, inserted);
        Delete(json, deleted);
        Keep(json, length - deleted);
        return json.Append(']').ToString();
    }

    /// <summary>Replaces stretches of a text.</summary>
    /// <param name="length">The text's.</param>
    /// <param name="edits">From its beginning to its end; they do not overlap.</param>
    /// <returns>Null when they do, or lie outside.</returns>
    public static string? Replace(int length, IEnumerable<(int Start, int End, string Text)> edits)
    {
        var json = new StringBuilder("[");
        var at = 0;
        foreach (var (start, end, text) in edits)
        {
            if (start < at || end < start || end > length)
                return null;
            Keep(json, start - at);
            Insert(json, text);
            Delete(json, end - start);
            at = end;
        }

        Keep(json, length - at);
        return json.Append(']').ToString();
    }

    /// <summary>What takes a change back.</summary>
    /// <param name="change">The change.</param>
    /// <param name="before">The text that it was made for.</param>
    public static string Inverse(ChangeSet change, string before)
    {
        var json = new StringBuilder("[");
        var at = 0;
        foreach (var part in change.Parts)
        {
            if (part.Inserted is null)
                Keep(json, part.Length);
            else
            {
                Insert(json, before.Substring(at, part.Length));
                Delete(json, part.Inserted.Length);
            }

            at += part.Length;
        }

        return json.Append(']').ToString();
    }

    /// <summary>Makes one text of another by replacing what lies between their common beginning and their common end.</summary>
    public static string Replace(string text, string wanted)
    {
        var start = text.AsSpan().CommonPrefixLength(wanted);
        // A letter of two units is replaced whole.
        if (start > 0 && char.IsHighSurrogate(text[start - 1]))
            start--;
        var end = 0;
        while (end < text.Length - start && end < wanted.Length - start && text[^(end + 1)] == wanted[^(end + 1)])
            end++;
        if (end > 0 && char.IsLowSurrogate(text[^end]))
            end--;

        var json = new StringBuilder("[");
        Keep(json, start);
        Replace(json, text.Length - start - end, wanted[start..^end]);
        Keep(json, end);
        return json.Append(']').ToString();
    }

    private static void Replace(StringBuilder json, int deleted, string inserted)
    {
        if (deleted == 0 && inserted.Length == 0)
            return;
        Part(json).Append(CultureInfo.InvariantCulture, $"[{deleted}");
        if (inserted.Length > 0)
            Text(json.Append(','), inserted);
        json.Append(']');
    }

    private static void Keep(StringBuilder json, int length)
    {
        if (length > 0)
            Part(json).Append(CultureInfo.InvariantCulture, $"{length}");
    }

    private static void Delete(StringBuilder json, int length)
    {
        if (length > 0)
            Part(json).Append(CultureInfo.InvariantCulture, $"[{length}]");
    }

    private static void Insert(StringBuilder json, string text)
    {
        if (text.Length == 0)
            return;

        Text(Part(json).Append("[0,"), text).Append(']');
    }

    private static StringBuilder Text(StringBuilder json, string text)
    {
        json.Append('"');
        foreach (var character in text)
            _ = character switch
            {
                '\n' => json.Append("\",\""),
                '"' or '\\' => json.Append('\\').Append(character),
                < ' ' => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ when char.IsSurrogate(character) => json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}"),
                _ => json.Append(character),
            };
        return json.Append('"');
    }

    private static StringBuilder Part(StringBuilder json) => json.Length > 1 ? json.Append(',') : json;
}
