using System.Collections.Immutable;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>When a notebook's state becomes a revision, and how an earlier one becomes the notebook again.</summary>
internal static class HistoryRules
{
    public const int MaxNameLength = 100;

    /// <summary>An operation of a participant was applied: takes note when it changed the document.</summary>
    public static void NoteEdit(SessionStep step, Participant by)
    {
        if (step.HasChangedDocument)
            step.State = step.State with { Edits = PendingEdits.After(step.State.Edits, by.DisplayName, step.At) };
    }

    /// <summary>The last of the cells that were to run has ended: with what they show, the edits before are worth a revision.</summary>
    public static void AfterRun(SessionStep step, SessionState before)
    {
        if (before.Running is not null && step.State is { Running: null, Queue.IsEmpty: true, Edits: { } edits })
            Keep(step, RevisionReason.Run, edits.Names);
    }

    public static void Due(SessionStep step)
    {
        if (step.State.Edits is { } edits && edits.DueAt(step.State.History) <= step.At)
            Keep(step, RevisionReason.Edited, edits.Names);
    }

    public static Rejected? SaveCheckpoint(SessionStep step, SaveCheckpoint save, Participant by)
    {
        if (!RevisionId.TryParse(save.Id.Value, out _))
            return new(RejectionReason.Invalid, "The checkpoint needs an id.");
        var name = string.Join(' ', (save.Name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length > MaxNameLength || name.Any(char.IsControl))
            return new(RejectionReason.Invalid, $"A checkpoint's name has at most {MaxNameLength} characters on one line.");

        var revision = Of(step, save.Id, RevisionReason.Checkpoint, by.DisplayName) with { Name = name.Length > 0 ? name : null };
        step.Emit(new StoreChanges([new RevisionSaved(step.Document.Id, revision, AtRest(step.State))]));
        Saved(step);
        return null;
    }

    public static Rejected? Restore(SessionStep step, RestoreRevision restore, Participant by)
    {
        if (!RevisionId.TryParse(restore.Before.Value, out _))
            return new(RejectionReason.Invalid, "The revision needs an id.");
        if (Refuse(restore.Content) is { } refusal)
            return refusal;

        var before = AtRest(step.State);
        // In the same commit: there is no moment at which what was there is nowhere.
        step.Emit(new StoreChanges([new RevisionSaved(step.Document.Id, Of(step, restore.Before, RevisionReason.BeforeRestore, step.State.Edits?.Names ?? by.DisplayName), before)]));
        Become(step, restore.Content);
        Saved(step);
        step.Inverse = new ReturnDocument(before, Texts(step.Document));
        return null;
    }

    public static Rejected? Return(SessionStep step, ReturnDocument back)
    {
        if (!Texts(step.Document).SequenceEqual(back.Cells))
            return new(RejectionReason.Invalid, "The notebook was changed since it was restored. What it was before is in History.");
        if (Refuse(back.Content) is { } refusal)
            return refusal;

        var now = AtRest(step.State);
        Become(step, back.Content);
        step.Inverse = new ReturnDocument(now, Texts(step.Document));
        return null;
    }

    /// <summary>The document as it is kept: a cell that waits or runs is kept with the run it had before, or with none.</summary>
    public static NotebookDocument AtRest(SessionState state) =>
        state.Document with { Cells = [.. state.Document.Cells.Select(cell => AtRest(state.ToKeep(cell.Id)!))] };

    private static Cell AtRest(Cell cell) => cell.LastRun is { State: CellRunState.Queued or CellRunState.Running } ? cell with { LastRun = null } : cell;

    private static void Keep(SessionStep step, RevisionReason reason, string by)
    {
        step.Emit(new KeepRevision(Of(step, RevisionId.New(), reason, by), AtRest(step.State)));
        Saved(step);
    }

    private static void Saved(SessionStep step) => step.State = step.State with { Edits = null, SavedRevisions = step.State.SavedRevisions + 1 };

    private static Revision Of(SessionStep step, RevisionId id, RevisionReason reason, string by) =>
        new() { Id = id, At = step.At, By = by, Reason = reason, CellCount = step.Document.Cells.Count };

    private static Rejected? Refuse(NotebookDocument content) =>
        content.Cells.Count > CellRules.MaxCells || content.Cells.DistinctBy(static cell => cell.Id).Count() < content.Cells.Count
        || content.Cells.Exists(static cell => !CellId.TryParse(cell.Id.Value, out _) || cell.Source.Length > TextDocument.MaxLength)
            ? new(RejectionReason.Invalid, "This revision can't be restored: it is damaged.")
            : null;

    private static ImmutableArray<CellText> Texts(NotebookDocument document) => [.. document.Cells.Select(static cell => new CellText(cell.Id, cell.Text.Version))];

    /// <summary>Makes the document what it was. Cells that are still there change their text by an update like anybody's typing, so nobody's editor is lost.</summary>
    private static void Become(SessionStep step, NotebookDocument content)
    {
        var wanted = content.Cells.Select(static cell => cell.Id).ToHashSet();
        var leaving = step.Document.Cells.FindAll(cell => !wanted.Contains(cell.Id));
        if (!leaving.IsEmpty)
            CellRules.Remove(step, leaving);
        foreach (var cell in step.Document.Cells)
            RunRules.Withdraw(step, cell.Id);

        var cells = content.Cells.ConvertAll(cell => Become(step.Document.Find(cell.Id), cell));
        var document = step.Document with { Title = content.Title, Cells = cells, MetadataJson = content.MetadataJson, FileFieldsJson = content.FileFieldsJson };
        step.Change(document, [.. cells.Select(cell => new CellChanged(document.Id, cell, step.At)), new NotebookChanged(document with { ModifiedAt = step.At })]);
        foreach (var cell in cells)
            step.Keep(cell.Id);
    }

    private static Cell Become(Cell? now, Cell then)
    {
        var text = now is null ? then.Text : Rewritten(now.Text, then.Source);
        return (now ?? then).Changed() with
        {
            Kind = then.Kind,
            Language = then.Language,
            Text = text,
            // No kernel of this session made them: nothing that it still says is about them.
            Outputs = then.Outputs.ConvertAll(static output => output is DisplayOutput display ? display with { DisplayId = null } : output),
            LastRun = then.LastRun is { } run ? run with { TextVersion = run.TextVersion == then.Text.Version ? text.Version : -1, WorkLeftRunning = false } : null,
            ExecutionCount = then.ExecutionCount,
            HidesSource = then.HidesSource,
            HidesOutputs = then.HidesOutputs,
            MetadataJson = then.MetadataJson,
            FileFieldsJson = then.FileFieldsJson,
        };
    }

    private static TextDocument Rewritten(TextDocument text, string wanted) =>
        text.Text == wanted ? text
        : text.Apply([new TextUpdate("session", ChangeSetWriter.Replace(text.Text, wanted))]) ?? throw new InvalidOperationException("A change that the session wrote does not fit its own text.");
}
