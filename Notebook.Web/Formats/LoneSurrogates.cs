using System.Globalization;

namespace Notebook.Web.Formats;

/// <summary>
/// Half a surrogate pair, written as an escape in JSON, is text that no reader of strings accepts, and programs that cut
/// output in the middle of an emoji do write it.
/// </summary>
internal static class LoneSurrogates
{
    /// <summary>The JSON with every such escape made U+FFFD; the same memory when it has none.</summary>
    public static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> utf8)
    {
        byte[]? copy = null;
        var span = utf8.Span;
        for (var i = 0; i < span.Length; i++)
        {
            var next = span[i..].IndexOf((byte)'\\');
            if (next < 0)
                break;

            i += next;
            if (EscapedUnit(span, i) is not { } unit)
            {
                // Steps over the escaped character, so that the second of two backslashes begins nothing.
                i++;
                continue;
            }

            if (char.IsHighSurrogate(unit) && EscapedUnit(span, i + 6) is { } second && char.IsLowSurrogate(second))
            {
                i += 11;
                continue;
            }

            if (char.IsSurrogate(unit))
            {
                copy ??= utf8.ToArray();
                "FFFD"u8.CopyTo(copy.AsSpan(i + 2));
            }

            i += 5;
        }

        return copy ?? utf8;
    }

    private static char? EscapedUnit(ReadOnlySpan<byte> utf8, int index) =>
        index + 6 <= utf8.Length && utf8[index] == '\\' && utf8[index + 1] == 'u'
            && ushort.TryParse(utf8.Slice(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? (char)unit
            : null;
}
