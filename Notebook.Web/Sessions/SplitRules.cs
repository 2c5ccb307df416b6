using System.Text.RegularExpressions;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// How cells become two, or one, and other changes that the session itself makes to texts. The cell that stays changes its text by an update like anybody's typing, so what others are
/// typing in it at that moment is rebased over it and nothing is lost.
/// </summary>
internal static partial class SplitRules
{
    /// <summary>The author of updates that the session itself makes.</summary>
    private const string Author = "session";

    public static Rejected? Split(SessionStep step, SplitCell split)
    {
        if (step.Document.Find(split.CellId) is not { } cell)
            return DocumentRules.Gone();
        if (split.TextVersion != cell.Text.Version)
            return new(RejectionReason.Stale, "Somebody typed in this cell at the same time.");
        if (split.Position < 0 || split.Position > cell.Source.Length)
            return new(RejectionReason.Invalid, "The cell is not that long.");

        var at = split.Position;
        if (at > 0 && at < cell.Source.Length && char.IsSurrogatePair(cell.Source, at - 1))
            at++;
        // A line end at the cut goes, and comes back when the split is taken back.
        var (end, start) = at > 0 && cell.Source[at - 1] == '\n' ? (at - 1, at) : at < cell.Source.Length && cell.Source[at] == '\n' ? (at, at + 1) : (at, at);
        var above = new Cell
        {
            Id = split.Above,
            Kind = cell.Kind,
            Language = cell.Language,
            Text = TextDocument.Of(cell.Source[..end]),
            MetadataJson = cell.MetadataJson,
            // Pictures that the text names belong to both parts.
            FileFieldsJson = cell.Kind == CellKind.Markdown ? cell.FileFieldsJson : null,
        };
        if (CellRules.RefuseNew(step.State, [above]) is { } refusal)
            return refusal;

        Rewrite(step, cell, ChangeSetWriter.Keep(cell.Source.Length, start, cell.Source.Length));
        CellRules.InsertAt(step, step.Document.NumberOf(cell.Id) - 1, [above]);
        step.Inverse = new JoinCells([above.Id, cell.Id], cell.Id, start > end ? "\n" : "");
        return null;
    }

    public static Rejected? Merge(SessionStep step, MergeCells merge)
    {
        var cells = CellRules.Existing(step.Document, merge.CellIds);
        if (cells.IsEmpty)
            return DocumentRules.Gone();
        if (cells.Count < 2)
            return new(RejectionReason.Invalid, "There is no cell below to merge with.");

        // The one that has something to show goes on showing it. An empty line makes paragraphs of two texts.
        var into = cells.Find(cell => cell.Kind == cells[0].Kind && !cell.Outputs.IsEmpty) ?? cells[0];
        return Join(step, new JoinCells([.. cells.Select(static cell => cell.Id)], into.Id, cells[0].Kind == CellKind.Markdown ? "\n\n" : "\n"));
    }

    public static Rejected? Join(SessionStep step, JoinCells join)
    {
        var cells = CellRules.Existing(step.Document, join.CellIds);
        if (cells.Count < join.CellIds.Length || cells.Find(cell => cell.Id == join.Into) is not { } into)
            return new(RejectionReason.NotFound, "Somebody deleted one of these cells.");
        var first = step.Document.NumberOf(cells[0].Id) - 1;
        if (!step.Document.Cells.GetRange(first, Math.Min(cells.Count, step.Document.Cells.Count - first)).SequenceEqual(cells))
            return new(RejectionReason.Invalid, "Only cells that follow each other can be merged.");

        var fields = into.FileFieldsJson;
        var (before, after) = ("", "");
        foreach (var cell in cells)
        {
            if (cell == into)
                continue;
            // The pictures of a text go where it goes; two of the same name get two names.
            var source = cell.Source;
            if (into.Kind == CellKind.Markdown)
                (fields, source) = CellPictures.Adopt(fields, cell);
            if (cells.IndexOf(cell) < cells.IndexOf(into))
                before += source + join.Separator;
            else
                after += join.Separator + source;
        }

        if (before.Length + (long)into.Source.Length + after.Length > TextDocument.MaxLength)
            return new(RejectionReason.Invalid, $"Together they are too long: a cell has at most {TextDocument.MaxLength} characters.");

        Rewrite(step, into with { FileFieldsJson = fields }, ChangeSetWriter.Surround(into.Source.Length, before, after));
        var others = CellRules.Remove(step, cells.Remove(into));
        step.Inverse = new TakeApart(join, into, step.Document.Find(into.Id)!.Text.Version, before.Length, others);
        return null;
    }

    public static Rejected? TakeApart(SessionStep step, TakeApart takeApart)
    {
        if (step.Document.Find(takeApart.Before.Id) is not { } cell)
            return DocumentRules.Gone();
        if (cell.Text.Version != takeApart.TextVersion)
            return new(RejectionReason.Invalid, $"Somebody has typed in cell {step.Document.NumberOf(cell.Id)} since it was merged. Split it where you want it (Ctrl+Shift+−).");
        if (takeApart.Others.Any(other => step.Document.Find(other.Cell.Id) is not null) || step.Document.Cells.Count + takeApart.Others.Length > CellRules.MaxCells)
            return new(RejectionReason.Invalid, "The cells are back already.");

        Rewrite(step, cell with { FileFieldsJson = takeApart.Before.FileFieldsJson }, ChangeSetWriter.Keep(cell.Source.Length, takeApart.Start, takeApart.Start + takeApart.Before.Source.Length));
        CellRules.PutBack(step, takeApart.Others);
        step.Inverse = takeApart.Join;
        return null;
    }

    /// <summary>Gives the first line of a cell another mark of a heading.</summary>
    /// <returns>What it began with before; null when that was the same.</returns>
    public static string? Mark(SessionStep step, Cell cell, string mark)
    {
        var before = HeadingMark().Match(cell.Source).Value;
        if (before == mark)
            return null;

        Rewrite(step, cell, ChangeSetWriter.ReplaceStart(cell.Source.Length, before.Length, mark));
        return before;
    }

    [GeneratedRegex(@"^[ \t]*(#{1,6}[ \t]+)?")]
    private static partial Regex HeadingMark();

    /// <summary>Changes a cell's text for everyone.</summary>
    private static void Rewrite(SessionStep step, Cell cell, string changes)
    {
        var text = cell.Text.Apply([new TextUpdate(Author, changes)]) ?? throw new InvalidOperationException("A change that the session wrote does not fit its own text.");
        cell = (cell.FileFieldsJson == step.Document.Find(cell.Id)?.FileFieldsJson ? cell : cell.Changed()) with { Text = text };
        step.Change(step.Document.With(cell), new CellChanged(step.Document.Id, cell, step.At));
    }
}
