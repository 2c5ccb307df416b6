using System.Text;
using System.Text.Json.Serialization;

namespace Notebook.Web.Storage;

/// <summary>A text as it is stored: itself when it is short, otherwise the hash of its body.</summary>
internal readonly record struct StoredText
{
    /// <summary>Longer texts become files, so that a change beside them does not write them again.</summary>
    public const int MaxInline = 4 * 1024;

    [JsonPropertyName("t")]
    public string? Text { get; init; }

    [JsonPropertyName("h")]
    public string? Hash { get; init; }

    /// <summary>
    /// The text with half characters made U+FFFD, which leaves every position as it is. An editor can leave one between two
    /// keystrokes; LiteDB throws on it.
    /// </summary>
    public static string Whole(string text) =>
        text.AsSpan().IndexOfAnyInRange('\ud800', '\udfff') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
