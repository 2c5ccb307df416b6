using Notebook.Protocol;

namespace Notebook.Web.Formats;

/// <summary>
/// The names under which notebook files know languages. A file may add names of its own, such as <c>sql-sales</c>.
/// </summary>
internal sealed class KernelNames
{
    public const string CSharp = CellLanguages.CSharp;
    public const string Markdown = CellLanguages.Markdown;

    private readonly Dictionary<string, string> _canonical = new(StringComparer.Ordinal);

    private KernelNames()
    {
    }

    /// <summary>What every file may use.</summary>
    public static KernelNames Known { get; } = OfEveryFile();

    /// <summary>These names, and what a file's <c>kernelInfo.items</c> add.</summary>
    public KernelNames With(IEnumerable<(string Name, IEnumerable<string> Aliases)> items)
    {
        var names = new KernelNames();
        foreach (var (name, canonical) in _canonical)
            names._canonical[name] = canonical;
        foreach (var (name, aliases) in items.Where(static item => IsName(item.Name)))
        {
            // A file can't turn a name that everybody knows into another language.
            names.Add(names._canonical.GetValueOrDefault(name, name), [.. aliases.Where(IsName)]);
        }

        return names;
    }

    /// <summary>The canonical name of exactly this name or alias; null when it is none.</summary>
    public string? Find(string nameOrAlias) => _canonical.GetValueOrDefault(nameOrAlias);

    /// <summary>The language that a whole line <c>#!name</c> selects; null when the line is something else.</summary>
    public string? SelectedBy(ReadOnlySpan<char> line) => line.StartsWith("#!") ? Find(line[2..].TrimEnd().ToString()) : null;

    /// <summary>The language that a text's first line selects, and how long that line is with its end; null when the first line is something else.</summary>
    /// <remarks>A code cell that begins with <c>#!markdown</c> shows text and stays code.</remarks>
    public (string Language, int Length)? SelectorLine(string source)
    {
        var end = source.IndexOf('\n', StringComparison.Ordinal);
        var line = end < 0 ? source.AsSpan() : source.AsSpan(0, end);
        return SelectedBy(line) is { } selected && selected != Markdown ? (selected, end < 0 ? source.Length : end + 1) : null;
    }

    /// <summary>The canonical form of what a file's metadata calls a language: <c>C#</c>, <c>PowerShell</c>, <c>.net-fsharp</c>; unknown ones in lower case.</summary>
    public string Normalize(string language)
    {
        var name = language.Trim();
        if (name.StartsWith(".net-", StringComparison.OrdinalIgnoreCase))
            name = name[5..];
        return Find(name) ?? Find(name.ToLowerInvariant()) ?? (IsName(name) ? name.ToLowerInvariant() : CSharp);
    }

    /// <summary>Whether a file may use it as a name: one word that can stand after <c>#!</c>.</summary>
    private static bool IsName(string text) =>
        text is { Length: > 0 and <= 64 } and not "meta" && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '#' or '+');

    private static KernelNames OfEveryFile()
    {
        var names = new KernelNames();
        foreach (var (name, canonical) in CellLanguages.Names)
            names._canonical[name] = canonical;
        return names;
    }

    private KernelNames Add(string name, params string[] aliases)
    {
        _canonical.TryAdd(name, name);
        foreach (var alias in aliases)
            _canonical.TryAdd(alias, name);
        return this;
    }
}
