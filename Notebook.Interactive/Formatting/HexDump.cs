using System.Globalization;
using System.Text;

namespace Notebook.Interactive.Formatting;

/// <summary>Writes bytes as offset, hexadecimal and text.</summary>
internal static class HexDump
{
    private const int MaxBytes = 512;
    private const int LineBytes = 16;

    public static string Write(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var start = 0; start < bytes.Length && start < MaxBytes; start += LineBytes)
        {
            var line = bytes[start..Math.Min(start + LineBytes, bytes.Length)];
            text.Append(CultureInfo.InvariantCulture, $"{(start > 0 ? "\n" : "")}{start:X8}  ");
            for (var i = 0; i < LineBytes; i++)
                text.Append(i < line.Length ? line[i].ToString("X2", CultureInfo.InvariantCulture) : "  ").Append(i == 7 ? "  " : " ");
            text.Append(" |");
            foreach (var value in line)
                text.Append(value is >= 0x20 and < 0x7f ? (char)value : '.');
            text.Append('|');
        }

        if (bytes.Length > MaxBytes)
            text.Append(CultureInfo.InvariantCulture, $"\n... ({bytes.Length - MaxBytes:N0} more bytes)");
        return bytes.Length == 0 ? "(no bytes)" : text.ToString();
    }
}
