using System.Text;

namespace Notebook.Web.Formats;

/// <summary>The name under which a notebook is saved: its title, as far as every file system takes it.</summary>
public static class ExportFileName
{
    /// <summary>Leaves room for what a browser appends and for letters that take four bytes. UTF-16 code units.</summary>
    private const int MaxLength = 60;

    private const string Forbidden = "/\\:*?\"<>|";

    /// <summary>What Windows keeps for devices, with any extension.</summary>
    private static readonly string[] Devices = ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(static n => new[] { $"COM{n}", $"LPT{n}" })];

    public static string Of(string title, NotebookFormat format) => $"{BaseOf(title)}{NotebookFormats.ExtensionOf(format)}";

    private static string BaseOf(string title)
    {
        var name = new StringBuilder();
        foreach (var rune in title.EnumerateRunes())
        {
            if (name.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            // Controls and invisible marks, such as those that turn the direction of writing, can make a name look like another.
            var isOdd = Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar;
            if (rune.IsAscii && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
                name.Append('-');
            else if (!isOdd)
                name.Append(rune.ToString());
        }

        var text = name.ToString().Trim(' ', '.');
        var stem = text.Split('.')[0];
        return text.Length == 0 || text.All(static c => c == '-') ? "Notebook"
            : Devices.Contains(stem, StringComparer.OrdinalIgnoreCase) ? $"Notebook {text}"
            : text;
    }
}
