namespace Notebook.Web.Formats;

/// <summary>What kind of picture bytes are, by their first ones. SVG is none of them: it can hold scripts.</summary>
internal static class PictureType
{
    public const string Names = "PNG, JPEG, GIF and WebP";

    /// <returns>The media type; null for anything that a page does not show as a picture.</returns>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? "image/gif"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
