using System.Collections.Immutable;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.History;

namespace Notebook.Web.Sessions;

/// <summary>A change to a session's document, the only way to change it.</summary>
public abstract record Operation
{
    /// <summary>The cells to look at once it is done; none when there is nothing to look for.</summary>
    public virtual ImmutableArray<CellId> Shows => [];
}

/// <summary>Type in a cell. Rejected as <see cref="RejectionReason.Stale"/> unless made against the current version.</summary>
public sealed record EditText(CellId CellId, int BaseVersion, ImmutableArray<TextUpdate> Updates) : Operation;

/// <summary>Adds a cell below another, or at the top when <paramref name="After"/> is null.</summary>
public sealed record InsertCell(CellId CellId, CellKind Kind, CellId? After, string Source = "", string? Language = null) : Operation;

/// <summary>Adds cells as they are, read from a clipboard for example, below another or at the top. Their ids and those of their outputs must be new.</summary>
public sealed record InsertCells(ImmutableArray<Cell> Cells, CellId? After) : Operation
{
    public override ImmutableArray<CellId> Shows => [.. Cells.Select(static cell => cell.Id)];
}

/// <summary>Adds copies of cells, in document order, below the last of them.</summary>
public sealed record DuplicateCells(ImmutableArray<CellCopy> Copies) : Operation
{
    public override ImmutableArray<CellId> Shows => [.. Copies.Select(static copy => copy.Copy)];
}

/// <summary>Moves cells, in document order, below another, or to the top when <paramref name="After"/> is null.</summary>
public sealed record MoveCells(ImmutableArray<CellId> CellIds, CellId? After) : Operation
{
    public override ImmutableArray<CellId> Shows => CellIds;
}

/// <summary>Cells that are gone already are left out.</summary>
public sealed record DeleteCells(ImmutableArray<CellId> CellIds) : Operation;

/// <summary>
/// Makes two cells of one. What stands before the position becomes a new cell above; the cell itself, with its outputs and
/// whoever types in it, keeps the rest. Rejected as <see cref="RejectionReason.Stale"/> unless made against the current text.
/// </summary>
/// <param name="CellId">The cell.</param>
/// <param name="TextVersion">The version of its text that the position was found in.</param>
/// <param name="Position">In UTF-16 code units.</param>
/// <param name="Above">The id of the new cell.</param>
public sealed record SplitCell(CellId CellId, int TextVersion, int Position, CellId Above) : Operation
{
    public override ImmutableArray<CellId> Shows => [CellId];
}

/// <summary>Makes one cell of neighbours, of the kind of the first: the first that has outputs, or the first, takes the texts of the others, in document order.</summary>
public sealed record MergeCells(ImmutableArray<CellId> CellIds) : Operation;

/// <summary>Makes code of text or text of code. The text itself, outputs and the language stay.</summary>
public sealed record ChangeKinds(ImmutableArray<KindChange> Changes) : Operation
{
    public override ImmutableArray<CellId> Shows => [.. Changes.Select(static change => change.CellId)];
}

/// <summary>Folds or unfolds source and outputs of cells for everyone; null leaves as it is.</summary>
public sealed record CollapseCells(ImmutableArray<CellId> CellIds, bool? HidesSource, bool? HidesOutputs) : Operation;


/// <summary>Adds a picture to a text cell, which may then name it as <c>attachment:name</c>.</summary>
public sealed record AttachPicture(CellId CellId, string Name, ReadOnlyMemory<byte> Content) : Operation;

public sealed record Rename(string Title) : Operation;

/// <summary>Saves the notebook as it is as a revision that is kept.</summary>
/// <param name="Id">What the revision is called by the program.</param>
/// <param name="Name">What it is called by people; null or empty for no name.</param>
public sealed record SaveCheckpoint(RevisionId Id, string? Name) : Operation;

/// <summary>
/// Makes the notebook what it was: cells, texts, outputs, order and title. What it is now becomes a revision first.
/// </summary>
/// <param name="Content">The revision's content.</param>
/// <param name="Before">The id of the revision that is saved first.</param>
public sealed record RestoreRevision(NotebookDocument Content, RevisionId Before) : Operation
{
    public override ImmutableArray<CellId> Shows => [];

    /// <summary>Without the content.</summary>
    public override string ToString() => $"{nameof(RestoreRevision)} {{ {Content.Cells.Count} cells }}";
}

/// <summary>Runs every cell in a fresh kernel of its own and compares what they show with what the notebook shows.</summary>
public sealed record VerifyNotebook : Operation;

/// <summary>Stops a verification that is under way; what the one before found stays.</summary>
public sealed record StopVerifying : Operation;

/// <summary>Lets the notebook take the latest version of a package the next time that a kernel asks for it.</summary>
public sealed record UnpinPackage(string Id) : Operation;

/// <summary>Says something about a cell.</summary>
public sealed record AddComment(CommentId Id, CellId CellId, string Text) : Operation;

/// <summary>Answers what somebody said. A thread that was resolved is open again.</summary>
public sealed record ReplyComment(CommentId Id, CommentId ThreadId, string Text) : Operation;

/// <summary>Changes one's own words.</summary>
public sealed record EditComment(CommentId CommentId, string Text) : Operation;

/// <summary>Says that what a thread is about is dealt with, or that it is not.</summary>
public sealed record ResolveComment(CommentId ThreadId, bool IsResolved) : Operation;

/// <summary>Takes a comment away; the first of a thread keeps its place while there are answers to it.</summary>
public sealed record DeleteComment(CommentId CommentId) : Operation;

/// <summary>Runs cells in document order, each after the one before it ended. Cells that are queued or running already are left as they are.</summary>
public sealed record RunCells(ImmutableArray<CellId> CellIds) : Operation;

/// <summary>Runs every code cell. A cell that fails does not stop those after it.</summary>
public sealed record RunAll : Operation;

/// <summary>Runs every cell that shows what something has changed under, and every one that was edited since it ran, in the order of the notebook.</summary>
public sealed record RunStale : Operation;

/// <summary>Runs a cell, and before it what it needs and the kernel does not have: after a kernel's end, only as much as this cell takes.</summary>
public sealed record RunWithNeeds(CellId CellId) : Operation;

/// <summary>Chooses what happens to cells whose inputs or code have changed since they ran.</summary>
public sealed record ChangeStaleMode(StaleMode Mode) : Operation;

/// <summary>Changes the texts of several cells at once, or of none: rejected as <see cref="RejectionReason.Stale"/> when one of them has moved on.</summary>
public sealed record ChangeTexts(ImmutableArray<TextChange> Changes) : Operation
{
    public override ImmutableArray<CellId> Shows => [.. Changes.Select(static change => change.CellId)];
}

/// <summary>Changes an input that a cell shows, wherever it is shown, and in the kernel.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="OutputId">The output that shows the input.</param>
/// <param name="Value">In the form that inputs have as text; for a button, anything.</param>
public sealed record ChangeInput(CellId CellId, string OutputId, string Value) : Operation
{
    /// <summary>Without the value, which may be a password.</summary>
    public override string ToString() => $"{nameof(ChangeInput)} {{ {CellId}, {OutputId} }}";
}

/// <summary>Stops the running cell and clears the queue; with a cell named, only that one.</summary>
public sealed record InterruptRun(CellId? CellId = null) : Operation;

/// <summary>Keeps a kernel that is about to end because it has no work. So does everything else that anyone does.</summary>
public sealed record KeepKernel : Operation;

/// <summary>Ends the kernel and starts another; outputs stay.</summary>
public sealed record RestartKernel : Operation;

/// <summary>Answers what a running cell asks. The first answer counts.</summary>
public sealed record AnswerQuestion(string QuestionId, string Text) : Operation
{
    /// <summary>Without the answer, which may be a password.</summary>
    public override string ToString() => $"{nameof(AnswerQuestion)} {{ {QuestionId} }}";
}

/// <summary>
/// Ends the kernel, starts another and runs the cells that had run, in the order in which they last succeeded, until one does not.
/// After a restart, or when the kernel has died, those of the kernel before.
/// </summary>
public sealed record RebuildKernel : Operation;

/// <summary>A change of one cell's text.</summary>
/// <param name="CellId">The cell.</param>
/// <param name="BaseVersion">The version of the text that it was made for.</param>
/// <param name="Changes">CodeMirror's ChangeSet as JSON.</param>
public readonly record struct TextChange(CellId CellId, int BaseVersion, string Changes);

/// <summary>Which cell to copy, and what its copy is called.</summary>
public readonly record struct CellCopy(CellId Of, CellId Copy);

/// <param name="CellId">The cell.</param>
/// <param name="Kind">What it becomes.</param>
/// <param name="Language">The language of code; null for the one it had, C# when it had none.</param>
/// <param name="Mark">What its first line begins with afterwards, in place of the mark of a heading, such as <c>## </c>; null leaves the text as it is.</param>
public readonly record struct KindChange(CellId CellId, CellKind Kind, string? Language = null, string? Mark = null);
