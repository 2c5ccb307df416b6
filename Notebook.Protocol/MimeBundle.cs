using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Notebook.Protocol;

/// <summary>
/// One value in several forms, by MIME type; always with <see cref="MimeTypes.PlainText"/>.
/// Types that end in <c>json</c> hold JSON text, images other than SVG hold base64, all others hold text.
/// </summary>
public sealed record MimeBundle
{
    public required ImmutableSortedDictionary<string, string> Contents { get; init; }

    /// <summary>The form for screen readers, exports and terminals.</summary>
    [JsonIgnore]
    public string PlainText => Contents.GetValueOrDefault(MimeTypes.PlainText, "");

    public string? this[string mimeType] => Contents.GetValueOrDefault(mimeType);

    public static MimeBundle Text(string plainText) => new() { Contents = Empty.Add(MimeTypes.PlainText, plainText) };

    public static MimeBundle Of(string mimeType, string content, string plainText) =>
        new() { Contents = Empty.SetItem(MimeTypes.PlainText, plainText).SetItem(mimeType, content) };

    public MimeBundle With(string mimeType, string content) => new() { Contents = Contents.SetItem(mimeType, content) };

    private static readonly ImmutableSortedDictionary<string, string> Empty = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);
}
