using System.Collections.Frozen;

namespace Notebook.Protocol;

/// <summary>The languages that notebook files name, by their canonical names and aliases.</summary>
public static class CellLanguages
{
    public const string CSharp = "csharp";
    public const string Markdown = "markdown";
    public const string Html = "html";
    public const string JavaScript = "javascript";
    public const string Mermaid = "mermaid";
    public const string Value = "value";
    public const string Sql = "sql";

    /// <summary>Every name and alias, with the canonical name.</summary>
    public static FrozenDictionary<string, string> Names { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [CSharp] = CSharp, ["c#"] = CSharp, ["C#"] = CSharp,
        ["fsharp"] = "fsharp", ["f#"] = "fsharp", ["F#"] = "fsharp",
        ["pwsh"] = "pwsh", ["powershell"] = "pwsh",
        [Html] = Html,
        [JavaScript] = JavaScript, ["js"] = JavaScript,
        [Mermaid] = Mermaid,
        ["http"] = "http",
        [Value] = Value,
        [Sql] = Sql,
        ["kql"] = "kql",
        [Markdown] = Markdown, ["md"] = Markdown,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Runnable = new[] { CSharp, Html, JavaScript, Mermaid, Value, Sql, Markdown }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The canonical name of exactly this name or alias; null when it is none.</summary>
    public static string? Find(string nameOrAlias) => Names.GetValueOrDefault(nameOrAlias);

    /// <summary>Whether a kernel does something with text in this language: it runs C# and SQL, and shows what a browser can show.</summary>
    public static bool Runs(string language) => Runnable.Contains(language);
}
