using System.Collections.Immutable;
using System.Text;
using Notebook.Protocol;

namespace Notebook.Web.Formats.CSharp;

/// <summary>The text of a cell in which every line of another language, such as SQL below <c>#!sql</c>, is a comment.</summary>
/// <param name="Source">What a program can have of it.</param>
/// <param name="Languages">The other languages, in the order of the text.</param>
/// <param name="IsAll">Whether no line of C# is left.</param>
/// <param name="Names">Variables that the other languages give to later cells.</param>
internal sealed record ForeignLines(string Source, ImmutableArray<string> Languages, bool IsAll, ImmutableArray<string> Names)
{
    private const string ResultName = "--name";

    /// <param name="language">The language that the text begins in.</param>
    /// <param name="source">The cell's text.</param>
    public static ForeignLines Of(string language, string source)
    {
        var current = CellLanguages.Find(language) ?? language;
        if (current == CellLanguages.CSharp && !source.Contains("#!", StringComparison.Ordinal))
            return new(source, [], IsAll: false, []);

        var text = new StringBuilder();
        var languages = ImmutableArray.CreateBuilder<string>();
        var names = ImmutableArray.CreateBuilder<string>();
        var isAll = true;
        foreach (var line in source.Split('\n'))
        {
            var words = line.StartsWith("#!", StringComparison.Ordinal) ? line[2..].Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
            var next = words is [var word, ..] ? CellLanguages.Find(word) : null;
            current = next ?? current;
            if (current != CellLanguages.CSharp && !languages.Contains(current))
                languages.Add(current);
            if (next == CellLanguages.Sql && Array.IndexOf(words, ResultName) is >= 0 and var at && at + 1 < words.Length)
                names.Add(words[at + 1]);
            if (next is not null || current != CellLanguages.CSharp)
                text.Append(line.Length == 0 ? "//" : "// ");
            else
                isAll &= string.IsNullOrWhiteSpace(line);
            text.Append(line).Append('\n');
        }

        return new(text.ToString().TrimEnd('\n'), languages.ToImmutable(), isAll && languages.Count > 0, names.ToImmutable());
    }
}
