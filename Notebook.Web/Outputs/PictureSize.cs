using System.Buffers.Binary;

namespace Notebook.Web.Outputs;

/// <summary>A picture's width and height in pixels, read from its first bytes, so that the page keeps its place free while it loads.</summary>
public readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>How much of a picture is looked at, in base64 digits: cameras put previews before the size.</summary>
    private const int MaxDigits = 256 * 1024;

    /// <param name="base64">A PNG, JPEG, GIF, WebP or BMP picture.</param>
    /// <returns>Null when it does not say.</returns>
    public static PictureSize? OfBase64(string base64)
    {
        var digits = Math.Min(base64.Length, MaxDigits) / 4 * 4;
        var bytes = new byte[digits / 4 * 3];
        return Convert.TryFromBase64Chars(base64.AsSpan(0, digits), bytes, out var length) && Read(bytes.AsSpan(0, length)) is { Width: > 0, Height: > 0 } size ? size : null;
    }

    private static PictureSize? Read(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0x89, (byte)'P', (byte)'N', (byte)'G', ..] when bytes.Length >= 24 => new(BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..])),
        [(byte)'G', (byte)'I', (byte)'F', ..] when bytes.Length >= 10 => new(BinaryPrimitives.ReadUInt16LittleEndian(bytes[6..]), BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..])),
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', ..] when bytes.Length >= 30 => WebP(bytes),
        // A height below zero says that the first row is at the top.
        [(byte)'B', (byte)'M', ..] when bytes.Length >= 26 && BinaryPrimitives.ReadInt32LittleEndian(bytes[22..]) is > int.MinValue and var height => new(BinaryPrimitives.ReadInt32LittleEndian(bytes[18..]), Math.Abs(height)),
        [0xFF, 0xD8, ..] => Jpeg(bytes),
        _ => null,
    };

    private static PictureSize? WebP(ReadOnlySpan<byte> bytes) => bytes[15] switch
    {
        (byte)'X' => new(1 + (bytes[24] | bytes[25] << 8 | bytes[26] << 16), 1 + (bytes[27] | bytes[28] << 8 | bytes[29] << 16)),
        (byte)'L' => new(1 + (bytes[21] | (bytes[22] & 0x3F) << 8), 1 + (bytes[22] >> 6 | bytes[23] << 2 | (bytes[24] & 0x0F) << 10)),
        (byte)' ' => new(BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) & 0x3FFF, BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]) & 0x3FFF),
        _ => null,
    };

    // Segments until the one that begins the frame; an orientation that turns the picture stands in none that is read here.
    private static PictureSize? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xFF;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
                return new(BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
        }

        return null;
    }
}
