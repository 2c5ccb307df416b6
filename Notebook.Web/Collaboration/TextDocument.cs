using System.Collections.Immutable;

namespace Notebook.Web.Collaboration;

/// <summary>
/// A text that several editors change at once. The server never transforms: it accepts changes only against the current
/// version; an editor that is behind pulls, rebases and pushes again. Immutable. Lengths are UTF-16 code units and every
/// line end is one <c>\n</c>, as in CodeMirror.
/// </summary>
public sealed record TextDocument
{
    /// <summary>How many updates are kept for editors that are behind: minutes of several people typing while somebody is offline.</summary>
    public const int MaxRecentUpdates = 5_000;

    /// <summary>How many of them are stored with the cell, so that editors can go on after the server was restarted; every keystroke stores them again.</summary>
    public const int MaxStoredUpdates = 200;

    public const int MaxStoredLength = 32 * 1024;

    /// <summary>Bounds those updates in characters too, so that a few large pastes don't make every later keystroke expensive to store.</summary>
    public const int MaxRecentLength = 256 * 1024;

    /// <summary>The longest text an edit may make, in UTF-16 code units. The store keeps a cell in one document of at most 16 MB.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    public required string Text { get; init; }

    /// <summary>How many updates made this text; never falls within a cell's life.</summary>
    public int Version { get; init; }

    /// <summary>The last updates, oldest first; the newest one made <see cref="Version"/>.</summary>
    public ImmutableList<TextUpdate> Recent
    {
        get;
        init
        {
            field = value;
            RecentLength = null;
        }
    } = [];

    /// <summary>Characters of <see cref="Recent"/> when they have been counted: doing that for 5,000 updates would cost more than the keystroke.</summary>
    private long? RecentLength { get; init; }

    /// <summary>A new text; <c>\r\n</c> and <c>\r</c> become <c>\n</c>.</summary>
    public static TextDocument Of(string text) => new() { Text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') };

    /// <summary>The updates after a version.</summary>
    /// <returns>Null when they are no longer kept or the version is unknown: the editor must take the whole text.</returns>
    public ImmutableList<TextUpdate>? Since(int version) =>
        version < 0 || version > Version || Version - version > Recent.Count ? null : Recent.GetRange(Recent.Count - (Version - version), Version - version);

    /// <summary>The text after updates that were made against this version, in order.</summary>
    /// <returns>Null when one of them is not a change of this text or makes it longer than <see cref="MaxLength"/>.</returns>
    public TextDocument? Apply(IReadOnlyCollection<TextUpdate> updates)
    {
        var text = Text;
        foreach (var update in updates)
        {
            if (ChangeSet.Parse(update.Changes) is not { } change || change.LengthAfter > MaxLength && change.LengthAfter > text.Length || change.Apply(text) is not { } changed)
                return null;
            text = changed;
        }

        var recent = Recent.AddRange(updates);
        var length = (RecentLength ?? LengthOf(Recent)) + LengthOf(updates);
        var dropped = 0;
        // The newest are always kept: their author takes them back as the confirmation.
        for (; dropped < recent.Count - updates.Count && (recent.Count - dropped > MaxRecentUpdates || length > MaxRecentLength); dropped++)
            length -= recent[dropped].Changes.Length;
        return new() { Text = text, Version = Version + updates.Count, Recent = recent.RemoveRange(0, dropped), RecentLength = length };
    }

    private static long LengthOf(IEnumerable<TextUpdate> updates) => updates.Sum(static update => (long)update.Changes.Length);
}
