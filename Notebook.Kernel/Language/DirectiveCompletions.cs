using System.Collections.Immutable;
using Notebook.Kernel.Directives;
using Notebook.Protocol;
using Notebook.Protocol.Language;

namespace Notebook.Kernel.Language;

/// <summary>What could be typed on a line that begins with <c>#!</c>: directives, their parameters, languages.</summary>
internal static class DirectiveCompletions
{
    /// <returns>Null when the place is on no such line.</returns>
    public static (int Start, ImmutableArray<CompletionChoice> Items)? Of(string text, int position)
    {
        var lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var line = text.AsSpan(lineStart, position - lineStart);
        if (!line.StartsWith("#!"))
            return null;

        var space = line.IndexOfAny(' ', '\t');
        if (space < 0)
        {
            var languages = CellLanguages.Names.Values.Distinct().Where(CellLanguages.Runs);
            return (lineStart + 2, [.. DirectiveTable.All.Select(static entry => entry.Name).Concat(languages).Distinct().Order(StringComparer.Ordinal).Select(static name => Choice(name))]);
        }

        var name = line[2..space].ToString();
        var word = line.LastIndexOfAny(' ', '\t') + 1;
        var entry = DirectiveTable.All.FirstOrDefault(entry => entry.Name == name);
        return (lineStart + word, entry is null ? [] : [.. entry.Required.Concat(entry.Optional).Select(static parameter => Choice("--" + parameter))]);
    }

    private static CompletionChoice Choice(string label) => new() { Label = label, Kind = "keyword", Index = -1 };
}
