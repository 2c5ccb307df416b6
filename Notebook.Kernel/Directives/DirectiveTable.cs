using System.Collections.Frozen;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Directives;

namespace Notebook.Kernel.Directives;

/// <summary>The directives there are, with their parameters and what <c>#!lsmagic</c> says of them.</summary>
internal static class DirectiveTable
{
    /// <param name="Name">Without <c>#!</c>.</param>
    /// <param name="Description">What it does.</param>
    /// <param name="Required">Parameters that must be there. The first may stand alone, without its name.</param>
    /// <param name="Optional">Parameters that may be there.</param>
    internal sealed record Entry(string Name, string Description, string[] Required, string[] Optional)
    {
        /// <summary>Whether parameters are not checked.</summary>
        public bool TakesAnything { get; init; }

        /// <summary>Whether the first required parameter may stand alone, without its name.</summary>
        public bool FirstStandsAlone { get; init; } = true;
    }

    public static IReadOnlyList<Entry> All { get; } =
    [
        new("about", "Says which versions run here.", [], []),
        new("connect", "Reaches other kernels and databases; not here.", [], ["kernel-name"]) { TakesAnything = true },
        new("import", "Runs the cells of a notebook (.dib, .ipynb) or of a C# file, here and now.", ["file"], []),
        new("lsmagic", "Lists these directives.", [], []),
        new("set", "Sets a variable to a text, or to another variable (@csharp:name).", ["name", "value"], ["byref", "mime-type"]),
        new("share", "Takes a value over from another language of the notebook.", ["name", "from"], ["as", "mime-type"]),
        new("time", "Shows how long the cell took.", [], []),
        new("value", "Keeps what follows, or a file's text, as a value to share.", ["name"], ["from-value", "from-file", "from-url", "mime-type"]),
        new("who", "Names the variables.", [], []),
        new("whos", "Lists the variables with type and value.", [], []),
    ];

    private static readonly FrozenDictionary<string, Entry> ByName = All.ToFrozenDictionary(static entry => entry.Name, StringComparer.Ordinal);

    /// <summary>Directives of .NET Interactive that need what is not here.</summary>
    private static readonly FrozenDictionary<string, string> Elsewhere = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["enable-http"] = "#!enable-http opens a port of the kernel, which kernels here may not do.",
        ["aspnet"] = "#!aspnet opens a port of the kernel, which kernels here may not do.",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Why there is no such directive; null when there is.</summary>
    public static string? Problem(string name) =>
        ByName.ContainsKey(name) || RegisteredDirectives.Find(name) is not null ? null
        : Elsewhere.GetValueOrDefault(name) ?? $"Unknown magic command '#!{name}'. #!lsmagic lists those there are.";

    /// <summary>What is missing from a directive's parameters, or not known to it.</summary>
    public static IEnumerable<DirectiveError> Check(DirectivePart directive, int length)
    {
        var entry = ByName.GetValueOrDefault(directive.Name) ?? OfNotebook(RegisteredDirectives.Find(directive.Name)!.Directive);
        if (entry.TakesAnything)
            yield break;
        foreach (var name in directive.Arguments.Parameters.Keys.Where(name => !entry.Required.Contains(name) && !entry.Optional.Contains(name)))
            yield return new DirectiveError(DirectiveError.UnknownParameter, $"Unrecognized parameter name '--{name}'", directive.Line, length);
        for (var index = 0; index < entry.Required.Length; index++)
        {
            var parameter = entry.Required[index];
            if (directive.Arguments[parameter, orFirst: index == 0 && entry.FirstStandsAlone] is null)
                yield return new DirectiveError(DirectiveError.MissingParameter, $"Missing required parameter '--{parameter}'", directive.Line, length);
        }
    }

    /// <summary>A directive that the notebook has added.</summary>
    public static Entry OfNotebook(KernelDirective directive)
    {
        // The parameter that may stand alone comes first, as in this table.
        var parameters = directive.Parameters.OrderByDescending(static parameter => parameter.AllowImplicitName).ToList();
        return new Entry(
            directive.Name[2..],
            directive.Description ?? "",
            [.. parameters.Where(static parameter => parameter.Required).Select(Name)],
            [.. parameters.Where(static parameter => !parameter.Required).Select(Name)])
        {
            FirstStandsAlone = parameters is [{ AllowImplicitName: true }, ..],
        };

        static string Name(KernelDirectiveParameter parameter) => parameter.Name.TrimStart('-');
    }
}
