using System.Buffers.Binary;
using System.Globalization;
using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>Pictures as bytes, known by their first bytes.</summary>
internal static class ImageBytes
{
    /// <summary>The picture's MIME type, or null when the bytes are no picture that the page shows.</summary>
    public static string? MimeTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] ? MimeTypes.Png
        : bytes is [0xFF, 0xD8, 0xFF, ..] ? MimeTypes.Jpeg
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? MimeTypes.Gif
        : bytes.Length >= 12 && bytes.StartsWith("RIFF"u8) && bytes[8..].StartsWith("WEBP"u8) ? MimeTypes.WebP
        // Two letters are little to go by: the header's own size and a count of bits tell a bitmap from a text that begins with BM.
        : bytes.Length > 30 && bytes.StartsWith("BM"u8) && BinaryPrimitives.ReadInt32LittleEndian(bytes[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124 && bytes[28] is 1 or 4 or 8 or 16 or 24 or 32 ? MimeTypes.Bmp
        : null;

    public static MimeBundle ToBundle(ReadOnlySpan<byte> bytes, string mimeType, string? description = null)
    {
        var name = mimeType["image/".Length..].ToUpperInvariant();
        var size = mimeType == MimeTypes.Png && bytes.Length >= 24
            ? string.Create(CultureInfo.InvariantCulture, $", {BinaryPrimitives.ReadUInt32BigEndian(bytes[16..])} × {BinaryPrimitives.ReadUInt32BigEndian(bytes[20..])} pixels")
            : "";
        return MimeBundle.Of(mimeType, Convert.ToBase64String(bytes), description ?? $"{name} image{size}");
    }
}
