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
