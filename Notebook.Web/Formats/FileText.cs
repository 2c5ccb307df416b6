using System.Text;
using System.Text.Unicode;

namespace Notebook.Web.Formats;

/// <summary>Turns a file's bytes into text that is known to be sound.</summary>
internal static class FileText
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What people rename or choose by mistake, told by how it begins.</summary>
    private static readonly (byte[] Begin, string Sentence)[] OtherFiles =
    [
        ([0x50, 0x4B, 0x03, 0x04], "It is a zip archive. Unpack it, then choose the notebook inside."),
        ([0x1F, 0x8B], "It is compressed with gzip. Unpack it first."),
        ([0x25, 0x50, 0x44, 0x46], "It is a PDF document."),
        ([0x89, 0x50, 0x4E, 0x47], "It is a PNG picture."),
        ([0xFF, 0xD8, 0xFF], "It is a JPEG picture."),
        ([0x4D, 0x5A, 0x90], "It is a Windows program."),
        ([0x7F, 0x45, 0x4C, 0x46], "It is a Linux program."),
        ([0x53, 0x51, 0x4C, 0x69, 0x74, 0x65], "It is an SQLite database."),
    ];

    /// <summary>The text as UTF-8 without a byte order mark. Lines are counted from 1.</summary>
    /// <exception cref="UnreadableNotebookException">It is not text, or not in an encoding that can be told.</exception>
    public static ReadOnlyMemory<byte> ToUtf8(ReadOnlyMemory<byte> content)
    {
        foreach (var (begin, sentence) in OtherFiles)
            if (content.Span.StartsWith(begin))
                throw new UnreadableNotebookException(sentence);

        var utf8 = content.Span switch
        {
            [0xEF, 0xBB, 0xBF, ..] => content[3..],
            [0xFF, 0xFE, ..] => FromUtf16(content.Span[2..], bigEndian: false),
            [0xFE, 0xFF, ..] => FromUtf16(content.Span[2..], bigEndian: true),
            // Without a mark, but no text in UTF-8 begins with a letter and a zero.
            [> 0x08 and < 0x80, 0, > 0x08 and < 0x80, 0, ..] => FromUtf16(content.Span, bigEndian: false),
            [0, > 0x08 and < 0x80, 0, > 0x08 and < 0x80, ..] => FromUtf16(content.Span, bigEndian: true),
            _ => content,
        };

        var zero = utf8.Span.IndexOf((byte)0);
        if (zero >= 0)
            throw new UnreadableNotebookException($"It is a binary file, or text in an encoding without a mark: line {LineAt(utf8.Span, zero)} has a zero byte. Save it as UTF-8.");
        if (!Utf8.IsValid(utf8.Span))
            throw InvalidUtf8(utf8.Span);

        return utf8;
    }

    /// <summary>The 1-based line of a position.</summary>
    public static int LineAt(ReadOnlySpan<byte> utf8, int index) => utf8[..index].Count((byte)'\n') + 1;

    private static ReadOnlyMemory<byte> FromUtf16(ReadOnlySpan<byte> content, bool bigEndian)
    {
        try
        {
            return Encoding.UTF8.GetBytes(new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(content));
        }
        catch (DecoderFallbackException exception)
        {
            throw new UnreadableNotebookException("It begins like UTF-16 text, but is not. It may be damaged. Save it as UTF-8.", exception);
        }
    }

    private static UnreadableNotebookException InvalidUtf8(ReadOnlySpan<byte> content)
    {
        try
        {
            StrictUtf8.GetCharCount(content);
            return new UnreadableNotebookException("It is not UTF-8 text.");
        }
        catch (DecoderFallbackException exception)
        {
            var index = Math.Clamp(exception.Index, 0, content.Length - 1);
            return new UnreadableNotebookException($"It is not UTF-8 text: line {LineAt(content, index)} has the byte 0x{content[index]:X2}. Save it as UTF-8.", exception);
        }
    }
}
