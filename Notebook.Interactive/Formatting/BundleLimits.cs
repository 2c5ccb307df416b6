using System.Globalization;
using Notebook.Protocol;

namespace Notebook.Interactive.Formatting;

/// <summary>Keeps bundles within what one frame of the protocol carries, and within what a bundle must be.</summary>
internal static class BundleLimits
{
    // Room for the frame's own properties around the bundle.
    private const int MaxEncodedBytes = FrameLimits.MaxFrameBytes - 64 * 1024;

    /// <summary>The bundle, without the forms that are too large, and always with text.</summary>
    public static MimeBundle Fit(MimeBundle bundle)
    {
        var contents = bundle.Contents;
        if (contents.Values.Sum(static c => (long)c.Length) <= FrameLimits.MaxBundleChars / 4 && contents.ContainsKey(MimeTypes.PlainText))
            return bundle;

        var text = bundle.PlainText.Length == 0 && contents.Count > 0 ? $"({string.Join(", ", contents.Keys)})" : bundle.PlainText;
        while (contents.Values.Sum(static c => (long)c.Length) > FrameLimits.MaxBundleChars || contents.Values.Sum(EncodedBytes) > MaxEncodedBytes)
        {
            var (mimeType, largest) = contents.MaxBy(static c => c.Value.Length);
            if (mimeType == MimeTypes.PlainText)
                return MimeBundle.Text(Clip.To(text, FrameLimits.MaxBundleChars / 4));

            contents = contents.Remove(mimeType);
            text = string.Create(CultureInfo.InvariantCulture,
                $"{Clip.To(text, FrameLimits.MaxBundleChars / 4)}\n(not shown: its {mimeType} form has {largest.Length:N0} characters, more than one output can carry)");
            contents = contents.SetItem(MimeTypes.PlainText, text);
        }

        return new MimeBundle { Contents = contents.SetItem(MimeTypes.PlainText, text) };
    }

    /// <summary>At most how many bytes the text takes as a JSON string in the protocol's own encoding.</summary>
    private static long EncodedBytes(string text)
    {
        long bytes = 2;
        foreach (var character in text)
            bytes += character is >= ' ' and < '\x7f' and not ('"' or '\\' or '<' or '>' or '&' or '\'' or '+' or '`') ? 1 : character is '\n' or '\\' ? 2 : 6;
        return bytes;
    }
}
