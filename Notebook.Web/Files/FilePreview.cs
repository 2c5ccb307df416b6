using System.Globalization;
using System.Text;
using System.Text.Json;
using Notebook.Protocol;

namespace Notebook.Web.Files;

/// <summary>The beginning of a file as a value to show. Pictures are not read here: browsers load them; nor is what <see cref="SandboxedPreview"/> reads.</summary>
internal static class FilePreview
{
    /// <summary>How much of a file is read, in bytes.</summary>
    private const int HeadBytes = 1024 * 1024;

    private const int MaxTextChars = 64 * 1024;

    /// <exception cref="IOException">It can't be read; the message says why.</exception>
    public static async Task<MimeBundle> OfAsync(FolderFiles files, string path, CancellationToken cancellationToken)
    {
        var kind = FileKinds.Of(path);
        await using var file = files.OpenRead(path);
        var (text, isWhole) = await HeadAsync(file, cancellationToken);
        if (text is null)
            return MimeBundle.Text(string.Create(CultureInfo.InvariantCulture, $"This file holds {file.Length:N0} bytes that are no text."));
        if (text.Length == 0)
            return MimeBundle.Text("This file is empty.");
        if (kind == FileKind.Delimited && DelimitedText.ToTable(text, isWhole) is var (json, plain))
            return MimeBundle.Of(MimeTypes.Table, json, plain);
        if (isWhole && (kind is FileKind.Json || path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)) && IsJson(text))
            return MimeBundle.Of(MimeTypes.Json, text, Clipped(text, isWhole));
        return MimeBundle.Text(Clipped(text, isWhole));
    }

    /// <summary>What stands between the values of a file, so that code reads it as it is.</summary>
    public static async Task<char> SeparatorAsync(FolderFiles files, string path, CancellationToken cancellationToken)
    {
        await using var file = files.OpenRead(path);
        return await HeadAsync(file, cancellationToken) is ({ } text, _) ? DelimitedText.SeparatorOf(text) : ',';
    }

    /// <returns>No text when it is none.</returns>
    private static async Task<(string? Text, bool IsWhole)> HeadAsync(FileStream file, CancellationToken cancellationToken)
    {
        var head = new byte[Math.Min(HeadBytes, file.Length)];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var isWhole = read >= file.Length;
        var bytes = head.AsSpan(0, read);
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return ((bytes[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode).GetString(bytes[2..]), isWhole);
        if (bytes.Contains((byte)0))
            return (null, isWhole);
        return (Encoding.UTF8.GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes), isWhole);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Clipped(string text, bool isWhole) =>
        text.Length > MaxTextChars ? text[..MaxTextChars] + "\n…" : isWhole ? text : text + "\n…";
}
