using System.Text;

namespace Notebook.Interactive.Tables;

/// <summary>
/// The order of texts in tables: letters without regard to case and accents, so that it is the same in every culture and a million
/// texts are sorted by whole groups of letters at once.
/// </summary>
internal static class FoldedText
{
    private static readonly char[] Folded = Build();

    public static char Fold(char character) => character < Folded.Length ? Folded[character] : char.ToUpperInvariant(character);

    /// <summary>Four letters from a position on as one number that sorts as they do; the end of a text before every letter.</summary>
    public static ulong Key(string text, int start)
    {
        ulong key = 0;
        for (var i = start; i < start + 4; i++)
            key = (key << 16) | (i < text.Length ? Math.Max(Fold(text[i]), '\x1') : 0UL);
        return key;
    }

    public static int Compare(string left, string right, int start = 0)
    {
        for (var i = start; i < left.Length && i < right.Length; i++)
        {
            if (Fold(left[i]).CompareTo(Fold(right[i])) is var order and not 0)
                return order;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static char[] Build()
    {
        var folded = new char[0x250];
        for (var i = 0; i < folded.Length; i++)
        {
            var plain = ((char)i).ToString().Normalize(NormalizationForm.FormD);
            folded[i] = char.ToUpperInvariant(plain.Length > 0 ? plain[0] : (char)i);
        }

        return folded;
    }
}
