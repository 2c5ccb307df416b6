using Notebook.Web.Collaboration;
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
