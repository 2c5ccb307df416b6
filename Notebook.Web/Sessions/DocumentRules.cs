using System.Collections.Immutable;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>What operations on the document do. Each returns why not, or null when it is done.</summary>
internal static class DocumentRules
{
    public const int MaxTitleLength = 200;

    /// <summary>More than an editor collects while it waits for one answer.</summary>
    private const int MaxUpdates = 1_000;

    private const int MaxClientIdLength = 64;

    /// <summary>The client id of changes that no editor made.</summary>
    private const string Author = "session";

    public static Rejected? Edit(SessionStep step, EditText edit)
    {
        if (step.Document.Find(edit.CellId) is not { } cell)
            return Gone();
        if (edit.BaseVersion != cell.Text.Version)
            return edit.BaseVersion >= 0 && edit.BaseVersion < cell.Text.Version
                ? new(RejectionReason.Stale, "Somebody typed in this cell at the same time.")
                : new(RejectionReason.Invalid, "The change names a version of the text that does not exist.");
        if (edit.Updates.IsDefaultOrEmpty || edit.Updates.Length > MaxUpdates || !edit.Updates.All(IsWellFormed) || cell.Text.Apply(edit.Updates) is not { } text)
            return new(RejectionReason.Invalid, "The change does not fit the text of this cell.");

        cell = cell with { Text = text };
        step.Change(step.Document.With(cell), new CellChanged(step.Document.Id, cell, step.At));
        return null;
    }

    public static Rejected? Change(SessionStep step, ChangeTexts change)
    {
        if (change.Changes.IsDefaultOrEmpty)
            return null;
        if (change.Changes.DistinctBy(static one => one.CellId).Count() < change.Changes.Length || change.Changes.Length > CellRules.MaxCells)
            return new(RejectionReason.Invalid, "The change names a cell twice.");

        var document = step.Document;
        var inverse = ImmutableArray.CreateBuilder<TextChange>(change.Changes.Length);
        var changed = new List<Cell>(change.Changes.Length);
        foreach (var (cellId, version, json) in change.Changes)
        {
            if (document.Find(cellId) is not { } cell)
                return Gone();
            if (cell.Text.Version != version)
                return new(RejectionReason.Stale, $"Somebody has typed in cell {document.NumberOf(cellId)} meanwhile, so nothing was changed. Try again.");
            if (json is null || ChangeSet.Parse(json) is not { } parsed || cell.Text.Apply([new TextUpdate(Author, json)]) is not { } text)
                return new(RejectionReason.Invalid, "The change does not fit the text of a cell.");
            inverse.Add(new(cellId, text.Version, ChangeSetWriter.Inverse(parsed, cell.Source)));
            changed.Add(cell with { Text = text });
            document = document.With(changed[^1]);
        }

        step.Inverse = new ChangeTexts(inverse.ToImmutable());
        step.Change(document, [.. changed.Select(cell => new CellChanged(document.Id, cell, step.At))]);
        return null;
    }

    public static Rejected? Rename(SessionStep step, Rename rename)
    {
        var title = string.Join(' ', rename.Title.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (title.Length is 0 or > MaxTitleLength || title.Any(char.IsControl))
            return new(RejectionReason.Invalid, $"A title has 1 to {MaxTitleLength} characters on one line.");
        if (title == step.Document.Title)
            return null;

        var document = step.Document with { Title = title, ModifiedAt = step.At };
        step.Change(document, new NotebookChanged(document));
        return null;
    }

    public static Rejected Gone() => new(RejectionReason.NotFound, "Somebody deleted this cell.");

    private static bool IsWellFormed(TextUpdate? update) =>
        update is { Changes: not null, ClientId.Length: > 0 and <= MaxClientIdLength };
}
