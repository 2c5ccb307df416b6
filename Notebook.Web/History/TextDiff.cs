using System.Collections.Immutable;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Notebook.Web.History;

/// <summary>Compares texts line by line.</summary>
public static class TextDiff
{
    /// <summary>Of longer texts only the beginning is compared: a diff is read by people, and made while they wait.</summary>
    public const int MaxLines = 2_000;

    private const int MaxLineLength = 1_000;

    /// <summary>How many lines stand around those that differ.</summary>
    private const int Context = 3;

    /// <returns>Nothing when the texts are the same.</returns>
    public static ImmutableArray<DiffLine> SideBySide(string before, string after)
    {
        if (before == after)
            return [];

        var model = SideBySideDiffBuilder.Diff(Bounded(before), Bounded(after), ignoreWhiteSpace: false);
        return Shortened([.. model.OldText.Lines.Zip(model.NewText.Lines, Of)]);
    }

    private static DiffLine Of(DiffPiece before, DiffPiece after) => (before.Type, after.Type) switch
    {
        (ChangeType.Unchanged, _) => new(DiffLineKind.Same, before.Text, after.Text),
        (ChangeType.Imaginary, _) => new(DiffLineKind.Added, null, after.Text),
        (_, ChangeType.Imaginary) => new(DiffLineKind.Removed, before.Text, null),
        _ => new(DiffLineKind.Changed, before.Text, after.Text),
    };

    private static ImmutableArray<DiffLine> Shortened(List<DiffLine> lines)
    {
        var isNear = new bool[lines.Count];
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Kind != DiffLineKind.Same)
                Array.Fill(isNear, true, Math.Max(0, i - Context), Math.Min(lines.Count, i + Context + 1) - Math.Max(0, i - Context));

        var shown = ImmutableArray.CreateBuilder<DiffLine>();
        for (var i = 0; i < lines.Count; i++)
        {
            var start = i;
            while (i < lines.Count && !isNear[i])
                i++;
            if (i > start)
                shown.Add(new(DiffLineKind.LeftOut, null, null, i - start));
            if (i < lines.Count)
                shown.Add(lines[i]);
        }

        return shown.DrainToImmutable();
    }

    private static string Bounded(string text)
    {
        var lines = text.Split('\n');
        var shown = lines.Take(MaxLines).Select(static line => line.Length <= MaxLineLength ? line : line[..MaxLineLength] + " …");
        return string.Join('\n', lines.Length > MaxLines ? shown.Append($"… {lines.Length - MaxLines} more lines are not compared …") : shown);
    }
}
