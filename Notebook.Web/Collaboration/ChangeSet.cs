using System.Collections.Immutable;
using System.Text;

namespace Notebook.Web.Collaboration;

/// <summary>
/// One change of a whole text, as CodeMirror's <c>ChangeSet.toJSON()</c> writes it: a number keeps that many code units,
/// <c>[n]</c> deletes n, <c>[n, "line", "line"…]</c> replaces n by the lines joined with <c>\n</c>. It covers the text
/// exactly, so its lengths say whether it fits. Immutable.
/// </summary>
public sealed record ChangeSet
{
    /// <summary>The longest JSON that is read, in UTF-16 code units: a paste of <see cref="TextDocument.MaxLength"/> with a margin for escapes.</summary>
    public const int MaxJsonLength = 2 * TextDocument.MaxLength;

    private ChangeSet()
    {
    }

    internal ImmutableArray<ChangePart> Parts { get; private init; }

    /// <summary>How long a text must be for this change to fit it.</summary>
    public int LengthBefore { get; private init; }

    /// <summary>How long the text is afterwards.</summary>
    public int LengthAfter { get; private init; }

    /// <summary>Reads CodeMirror's JSON and nothing else.</summary>
    /// <returns>Null when it is not such JSON, is longer than <see cref="MaxJsonLength"/>, or names lengths no text can have.</returns>
    public static ChangeSet? Parse(string json)
    {
        if (json.Length > MaxJsonLength || ChangeSetReader.Read(json) is not { } parts)
            return null;

        long before = 0, after = 0;
        foreach (var part in parts)
        {
            before += part.Length;
            after += part.Inserted is null ? part.Length : part.Inserted.Length;
            if (before > int.MaxValue || after > int.MaxValue)
                return null;
        }

        return new ChangeSet { Parts = parts, LengthBefore = (int)before, LengthAfter = (int)after };
    }

    /// <summary>The text with this change made.</summary>
    /// <returns>Null when the change was made for a text of another length.</returns>
    public string? Apply(string text)
    {
        if (text.Length != LengthBefore)
            return null;

        var result = new StringBuilder(LengthAfter);
        var position = 0;
        foreach (var part in Parts)
        {
            if (part.Inserted is null)
                result.Append(text, position, part.Length);
            else
                result.Append(part.Inserted);
            position += part.Length;
        }

        return result.ToString();
    }
}

/// <summary>A stretch of the old text that is kept, or, when something (even nothing) is inserted, replaced.</summary>
internal readonly record struct ChangePart(int Length, string? Inserted);
