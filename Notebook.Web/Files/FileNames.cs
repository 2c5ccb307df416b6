using System.Globalization;
using System.Text;

namespace Notebook.Web.Files;

/// <summary>The names that people may give to files.</summary>
public static class FileNames
{
    /// <summary>In bytes of UTF-8: what file systems allow, without room for a number and a temporary name.</summary>
    private const int MaxBytes = 200;

    /// <summary>A file that is still being uploaded begins with this.</summary>
    internal const string PartPrefix = ".notebook-upload-";

    /// <summary>
    /// A name for a file that comes from elsewhere: the last part of its path, without what can't be seen, can't be typed or misleads,
    /// and not too long.
    /// </summary>
    /// <returns>Null when nothing is left.</returns>
    public static string? Clean(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..];
        var text = new StringBuilder();
        foreach (var rune in last.EnumerateRunes())
            if (IsPlain(rune))
                text.Append(rune);
        var plain = text.ToString().Normalize(NormalizationForm.FormC).Trim();
        plain = Shorten(plain.TrimEnd('.', ' '));
        return plain.Length == 0 || plain.StartsWith(PartPrefix, StringComparison.Ordinal) ? null : plain;
    }

    /// <summary>Why a name that somebody typed can't be given.</summary>
    /// <returns>Null when it can.</returns>
    public static string? Problem(string name) =>
        name.Trim().Length == 0 ? "A file needs a name."
        : name.Contains('/', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal) ? "A name can't hold / or \\."
        : Encoding.UTF8.GetByteCount(name) > MaxBytes ? "This name is too long."
        : Clean(name) != name ? "This name holds characters that can't be seen, or ends in a dot or a space. Leave them out."
        : null;

    /// <summary>The name with a number before its ending, as in <c>data (2).csv</c>.</summary>
    public static string Numbered(string name, int number)
    {
        var dot = name.LastIndexOf('.');
        var end = dot > 0 ? name[dot..] : "";
        return string.Create(CultureInfo.InvariantCulture, $"{name[..^end.Length]} ({number}){end}");
    }

    // Directions, joiners and other format characters make a name look like another one.
    private static bool IsPlain(Rune rune) => rune.Value != 0xFFFD && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= MaxBytes)
            return name;
        var dot = name.LastIndexOf('.');
        var end = dot > 0 && Encoding.UTF8.GetByteCount(name[dot..]) <= 40 ? name[dot..] : "";
        var left = MaxBytes - Encoding.UTF8.GetByteCount(end);
        var start = new StringBuilder();
        foreach (var rune in name[..^end.Length].EnumerateRunes())
        {
            left -= rune.Utf8SequenceLength;
            if (left < 0)
                break;
            start.Append(rune);
        }

        return start.ToString().TrimEnd() + end;
    }
}
