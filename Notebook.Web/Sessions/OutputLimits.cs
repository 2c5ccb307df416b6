using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;

namespace Notebook.Web.Sessions;

/// <summary>What a session keeps of one cell's outputs. A kernel is hostile: without these, a loop that displays would fill the server's memory.</summary>
internal static class OutputLimits
{
    /// <summary>Entries per cell; streams that alternate make one each time.</summary>
    public const int MaxOutputs = 1_000;

    /// <summary>All values of a cell together, in UTF-16 code units: five of the largest bundles there can be.</summary>
    public const long MaxDisplayLength = 32L * 1024 * 1024;

    public const int MaxMimeTypes = 32;

    public const int MaxMimeTypeLength = 200;

    /// <summary>Diagnostics, and frames, of one error.</summary>
    public const int MaxErrorEntries = 200;

    /// <summary>Each text of an error, in UTF-16 code units.</summary>
    public const int MaxErrorText = 16 * 1024;

    /// <summary>Said once, in place of the first output that finds no room.</summary>
    public const string Notice = "This cell has shown as much as a notebook keeps. What it shows from here on is left out; the cell goes on running.";

    public static long LengthOf(MimeBundle bundle) => bundle.Contents.Sum(static content => (long)content.Value.Length);

    public static bool HasRoomFor(Cell cell, long length) =>
        cell.Outputs.Count < MaxOutputs && cell.Outputs.Sum(static output => output is DisplayOutput display ? display.Live?.Length ?? LengthOf(display.Data) : 0) + length <= MaxDisplayLength;

    /// <summary>The bundle without forms that no page could name, and with plain text, which every reader may count on.</summary>
    public static MimeBundle Sanitize(MimeBundle bundle)
    {
        var contents = bundle.Contents;
        if (contents.Count > MaxMimeTypes || contents.Keys.Any(static type => !IsMimeType(type)))
            contents = contents.Where(static content => IsMimeType(content.Key)).Take(MaxMimeTypes).ToImmutableSortedDictionary(StringComparer.Ordinal);
        return new() { Contents = contents.ContainsKey(MimeTypes.PlainText) ? contents : contents.SetItem(MimeTypes.PlainText, "") };
    }

    /// <summary>The error cut to what a page can show.</summary>
    public static ErrorReport Sanitize(ErrorReport error) => error with
    {
        Name = Cut(error.Name),
        Message = Cut(error.Message),
        Diagnostics = [.. Some(error.Diagnostics).Select(static diagnostic => diagnostic with { Message = Cut(diagnostic.Message), Id = Cut(diagnostic.Id), SourceName = Cut(diagnostic.SourceName) })],
        Frames = [.. Some(error.Frames).Select(static frame => frame with { Method = Cut(frame.Method), SourceName = frame.SourceName is { } name ? Cut(name) : null })],
    };

    private static IEnumerable<T> Some<T>(ImmutableArray<T> items)
        where T : class =>
        items.IsDefault ? [] : items.Where(static item => item is not null).Take(MaxErrorEntries);

    private static string Cut(string? text) => text is null ? "" : text.Length <= MaxErrorText ? text : text[..MaxErrorText] + "…";

    private static bool IsMimeType(string type) =>
        type.Length is > 2 and <= MaxMimeTypeLength && type.Contains('/') && type.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '+' or '-' or '_');
}
