using System.Globalization;

namespace Notebook.Interactive.Formatting;

/// <summary>Cuts text to a length and says so.</summary>
internal static class Clip
{
    /// <summary>The text, or its beginning and how much is missing.</summary>
    public static string To(string text, int length) => text.Length <= length
        ? text
        : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, Whole(text, length))}… ({text.Length - length:N0} more characters)");

    /// <summary>The text on one line, at most <paramref name="length"/> long, with an ellipsis where something is missing.</summary>
    public static string Line(string text, int length)
    {
        if (text.AsSpan(0, Math.Min(text.Length, length + 1)).IndexOfAny('\n', '\r', '\t') >= 0)
            text = text.Replace("\r\n", "\\n", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return text.Length <= length ? text : string.Concat(text.AsSpan(0, Whole(text, Math.Max(0, length - 1))), "…");
    }

    // A surrogate pair is never cut in two: half of one is not text.
    private static int Whole(string text, int length) => length > 0 && char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
}
