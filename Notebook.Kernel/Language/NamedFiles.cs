using System.Buffers;
using System.Collections.Immutable;
using System.IO.Enumeration;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>The files of the notebook's folder that a cell names, as its text writes them.</summary>
/// <param name="Read">Named for anything but to be written; patterns of SQL among them.</param>
/// <param name="Made">Written anew, whatever was there before.</param>
/// <param name="Changed">Added to, moved or deleted.</param>
internal sealed record NamedFiles(ImmutableHashSet<string> Read, ImmutableHashSet<string> Made, ImmutableHashSet<string> Changed)
{
    private static readonly ImmutableHashSet<string> NoNames = ImmutableHashSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The question mark stands for what is only known when the code runs.</summary>
    private static readonly SearchValues<char> InNoName = SearchValues.Create("\n\r?<>|\"");

    public static NamedFiles None { get; } = new(NoNames, NoNames, NoNames);

    public bool IsEmpty => Read.IsEmpty && Made.IsEmpty && Changed.IsEmpty;

    public NamedFiles With(NamedFiles other) =>
        other.IsEmpty ? this : IsEmpty ? other : new(Read.Union(other.Read), Made.Union(other.Made), Changed.Union(other.Changed));

    public NamedFiles WithRead(string text) => NameOf(text) is { } name ? this with { Read = Read.Add(name) } : this;

    public NamedFiles WithMade(string text) => NameOf(text) is { } name && !IsPattern(name) ? this with { Made = Made.Add(name) } : this;

    public NamedFiles WithChanged(string text) => NameOf(text) is { } name && !IsPattern(name) ? this with { Changed = Changed.Add(name) } : this;

    /// <summary>Whether a name that a cell reads means this file: it is its name, or a pattern of SQL that it fits.</summary>
    public static bool Means(string read, string file) => read == file || IsPattern(read) && FileSystemName.MatchesSimpleExpression(read, file, ignoreCase: false);

    public static bool IsPattern(string name) => name.Contains('*', StringComparison.Ordinal);

    /// <summary>
    /// The name that a text is; null when it looks like none. Only what holds a dot or a slash does: a word alone is too often something
    /// else.
    /// </summary>
    private static string? NameOf(string text)
    {
        if (text.Length is < 3 or > LanguageLimits.MaxWordChars || text.AsSpan().ContainsAny(InNoName) || text.Contains("://", StringComparison.Ordinal))
            return null;
        var name = text.Replace('\\', '/');
        while (name.StartsWith("./", StringComparison.Ordinal))
            name = name[2..];
        var last = name[(name.LastIndexOf('/') + 1)..];
        return last.Length > 0 && (last.Length < name.Length || last.TrimEnd('.').LastIndexOf('.') >= 0) ? name : null;
    }
}
