using System.Collections.Immutable;
using Notebook.Protocol;

namespace Notebook.Kernel.Directives;

/// <summary>
/// <c>%%time</c> and its like, as notebooks of 2019 have them and as people who come from Python type them. Those that are a directive
/// today are taken for it; of the others a sentence says that they are none. No cell of C# begins with a percent sign.
/// </summary>
internal static class OldMagics
{
    public static bool IsIn(string code) => code.AsSpan().TrimStart().StartsWith("%", StringComparison.Ordinal);

    /// <summary>Replaces the magics that a cell begins with; a line further down that begins so may be in a string.</summary>
    public static void Translate(string[] lines, ImmutableArray<DirectiveError>.Builder errors)
    {
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].TrimEnd();
            if (line.Length == 0)
                continue;
            var mark = line.StartsWith("%%", StringComparison.Ordinal) ? 2 : 1;
            if (!line.StartsWith('%') || line.Length == mark || !char.IsAsciiLetter(line[mark]))
                return;

            var name = line[mark..].Split(' ', '\t')[0];
            if (CellLanguages.Find(name) is not null || DirectiveTable.Problem(name) is null)
                lines[index] = "#!" + line[mark..];
            else
            {
                errors.Add(new DirectiveError(DirectiveError.Unknown, $"“{line[..mark]}{name}” is a magic of Jupyter or of early .NET Interactive, and nothing here does it. #!lsmagic lists what there is.", index + 1, line.Length));
                lines[index] = "";
            }
        }
    }
}
