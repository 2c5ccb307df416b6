using System.Collections.Immutable;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Storage;
using static Notebook.Web.Sessions.OperationOutcome;

namespace Notebook.Web.Sessions;

/// <summary>
/// What operations do to the list of cells. Each returns why not, or null when it is done, and leaves in
/// <see cref="SessionStep.Inverse"/> what takes it back.
/// </summary>
internal static class CellRules
{
    public const int MaxCells = 10_000;

    private const int MaxLanguageLength = 64;

    private const int MaxMarkLength = 200;

    private const string CSharp = "csharp";

    private const string Markdown = "markdown";

    public static Rejected? Insert(SessionStep step, InsertCell insert) => Insert(
        step,
        [new() { Id = insert.CellId, Kind = insert.Kind, Language = insert.Language ?? (insert.Kind == CellKind.Code ? CSharp : Markdown), Text = TextDocument.Of(insert.Source) }],
        insert.After);

    public static Rejected? Insert(SessionStep step, ImmutableArray<Cell> cells, CellId? after)
    {
        if (cells.IsDefaultOrEmpty)
            return null;
        if (RefuseNew(step.State, cells) is { } refusal)
            return refusal;
        if (PlaceBelow(step.Document, after) is not { } place)
            return DocumentRules.Gone();

        InsertAt(step, place, cells);
        step.Inverse = Removing(cells);
        return null;
    }

    public static Rejected? Duplicate(SessionStep step, DuplicateCells duplicate)
    {
        var names = (duplicate.Copies.IsDefault ? [] : duplicate.Copies).DistinctBy(static copy => copy.Of).ToDictionary(static copy => copy.Of, static copy => copy.Copy);
        var originals = step.Document.Cells.FindAll(cell => names.ContainsKey(cell.Id));
        if (originals.IsEmpty)
            return DocumentRules.Gone();

        return Insert(step, [.. originals.Select(cell => CopyOf(step, cell, names[cell.Id]))], originals[^1].Id);
    }

    public static Rejected? Move(SessionStep step, MoveCells move)
    {
        var document = step.Document;
        var cells = Existing(document, move.CellIds);
        if (cells.IsEmpty)
            return DocumentRules.Gone();

        // "Below itself" is where it is: below what stands above it and stays.
        var after = move.After;
        while (after is { } moving && cells.Exists(cell => cell.Id == moving))
            after = CellPlace.Of(document, moving).Below;
        var staying = document with { Cells = document.Cells.RemoveAll(cells.Contains) };
        if (PlaceBelow(staying, after) is not { } place)
            return DocumentRules.Gone();

        return Reorder(step, staying.Cells.InsertRange(place, cells), cells);
    }

    public static Rejected? Return(SessionStep step, ImmutableArray<CellReturn> returns)
    {
        var document = step.Document;
        var cells = Existing(document, [.. returns.Select(static back => back.CellId)]);
        if (cells.IsEmpty)
            return DocumentRules.Gone();

        var order = document with { Cells = document.Cells.RemoveAll(cells.Contains) };
        foreach (var back in returns)
            if (cells.Find(cell => cell.Id == back.CellId) is { } cell)
                order = order with { Cells = order.Cells.Insert(back.Place.In(order), cell) };
        return Reorder(step, order.Cells, cells);
    }

    public static Rejected? Delete(SessionStep step, ImmutableArray<CellId> cellIds)
    {
        var cells = Existing(step.Document, cellIds);
        if (cells.IsEmpty)
            return DocumentRules.Gone();

        step.Inverse = new RestoreCells(Remove(step, cells));
        return null;
    }

    public static Rejected? RemoveAdded(SessionStep step, RemoveAddedCells remove)
    {
        var cells = Existing(step.Document, [.. remove.Cells.Select(static cell => cell.CellId)]);
        if (cells.IsEmpty)
            return DocumentRules.Gone();
        if (cells.Find(cell => remove.Cells.First(added => added.CellId == cell.Id).Version != cell.Text.Version) is { } written)
            return new(RejectionReason.Invalid, $"Somebody has written in cell {step.Document.NumberOf(written.Id)} since. Delete it if it is to go.");

        return Delete(step, [.. cells.Select(static cell => cell.Id)]);
    }

    public static Rejected? Restore(SessionStep step, ImmutableArray<RemovedCell> removed)
    {
        ImmutableArray<RemovedCell> missing = [.. removed.Where(cell => step.Document.Find(cell.Cell.Id) is null)];
        if (missing.IsEmpty)
            return new(RejectionReason.Invalid, "The cells are back already.");
        if (step.Document.Cells.Count + missing.Length > MaxCells)
            return TooMany();

        PutBack(step, missing);
        step.Inverse = Removing(missing.Select(static cell => cell.Cell));
        return null;
    }

    public static Rejected? ChangeKinds(SessionStep step, ChangeKinds change)
    {
        var changes = (change.Changes.IsDefault ? [] : change.Changes).DistinctBy(static c => c.CellId).ToDictionary(static c => c.CellId);
        var cells = step.Document.Cells.FindAll(cell => changes.ContainsKey(cell.Id));
        if (cells.IsEmpty)
            return DocumentRules.Gone();
        if (changes.Values.Any(static c => c is { Language.Length: 0 or > MaxLanguageLength } or { Mark.Length: > MaxMarkLength } || !Enum.IsDefined(c.Kind)))
            return new(RejectionReason.Invalid, "The cell names no language.");

        var before = ImmutableArray.CreateBuilder<KindChange>();
        foreach (var cell in cells)
        {
            var (kind, language) = (changes[cell.Id].Kind, changes[cell.Id].Language ?? LanguageOf(cell, changes[cell.Id].Kind));
            var mark = changes[cell.Id].Mark is { } wanted ? SplitRules.Mark(step, cell, wanted) : null;
            if (kind == cell.Kind && language == cell.Language && mark is null)
                continue;

            before.Add(new(cell.Id, cell.Kind, cell.Language, mark));
            // What waits or runs is code; it has ended by the time it is text.
            RunRules.Withdraw(step, cell.Id);
            Replace(step, step.Document.Find(cell.Id)! with { Kind = kind, Language = language });
        }

        step.Inverse = before.Count > 0 ? new ChangeKinds(before.DrainToImmutable()) : null;
        return null;
    }

    public static Rejected? Collapse(SessionStep step, CollapseCells collapse)
    {
        var cells = Existing(step.Document, collapse.CellIds);
        if (cells.IsEmpty)
            return DocumentRules.Gone();

        foreach (var cell in cells)
        {
            var collapsed = cell with { HidesSource = collapse.HidesSource ?? cell.HidesSource, HidesOutputs = collapse.HidesOutputs ?? cell.HidesOutputs };
            if (collapsed != cell)
                Replace(step, collapsed);
        }

        return null;
    }

    /// <summary>Takes cells out of the document, out of the queue and out of the store.</summary>
    /// <returns>What brings them back, in document order.</returns>
    public static ImmutableArray<RemovedCell> Remove(SessionStep step, ImmutableList<Cell> cells)
    {
        ImmutableArray<RemovedCell> removed = [.. cells.Select(cell => new RemovedCell(step.State.ToKeep(cell.Id)!, CellPlace.Of(step.Document, cell.Id), step.State.KernelNumber))];
        foreach (var cell in cells)
            RunRules.Forget(step, cell.Id);

        var ids = cells.Select(static cell => cell.Id).ToHashSet();
        step.State = step.State with { Deleted = step.State.Deleted.Union(ids) };
        var document = step.Document with { Cells = step.Document.Cells.RemoveAll(cell => ids.Contains(cell.Id)), ModifiedAt = step.At };
        step.Change(document, [.. ids.Select(id => new CellDeleted(document.Id, id)), new NotebookChanged(document)]);
        return removed;
    }

    /// <summary>Brings removed cells back, with everything that they showed.</summary>
    public static void PutBack(SessionStep step, ImmutableArray<RemovedCell> removed)
    {
        var document = step.Document;
        foreach (var (cell, place, kernel) in removed)
        {
            var back = AfterAbsence(step, cell);
            // What it left running may have ended with its kernel meanwhile.
            if (kernel != step.State.KernelNumber || step.State.Kernel.State is KernelState.NotStarted or KernelState.Stopped)
                back = back.WithoutWorkLeftRunning();
            document = document with { Cells = document.Cells.Insert(place.In(document), back) };
        }

        Store(step, document, [.. removed.Select(back => document.Find(back.Cell.Id)!)]);
        foreach (var back in removed)
            step.Keep(back.Cell.Id);
    }

    /// <summary>Adds new cells, with what they show.</summary>
    public static void InsertAt(SessionStep step, int place, ImmutableArray<Cell> cells)
    {
        Store(step, step.Document with { Cells = step.Document.Cells.InsertRange(place, cells) }, cells);
        foreach (var cell in cells)
            if (!cell.Outputs.IsEmpty || cell.ExecutionCount is not null)
                step.Keep(cell.Id);
    }

    /// <summary>Replaces a cell by another state of it, to be rendered again and stored.</summary>
    public static void Replace(SessionStep step, Cell cell)
    {
        cell = cell.Changed();
        step.Change(step.Document.With(cell), new CellChanged(step.Document.Id, cell, step.At));
    }

    /// <returns>Null when the cells may be added to the document.</returns>
    public static Rejected? RefuseNew(SessionState state, ImmutableArray<Cell> cells)
    {
        var document = state.Document;
        if (cells.DistinctBy(static cell => cell.Id).Count() < cells.Length
            || cells.Any(cell => !CellId.TryParse(cell.Id.Value, out _) || document.Find(cell.Id) is not null || state.Deleted.Contains(cell.Id)))
            return new(RejectionReason.Invalid, "The new cell needs a name of its own.");
        if (document.Cells.Count + cells.Length > MaxCells)
            return TooMany();
        if (cells.Any(static cell => cell.Text.Text.Length > TextDocument.MaxLength))
            return new(RejectionReason.Invalid, $"A cell has at most {TextDocument.MaxLength} characters.");
        if (cells.Any(static cell => cell.Language is { Length: 0 or > MaxLanguageLength }))
            return new(RejectionReason.Invalid, "The cell names no language.");
        return null;
    }

    /// <summary>The cells that are still there, in document order.</summary>
    public static ImmutableList<Cell> Existing(NotebookDocument document, ImmutableArray<CellId> cellIds)
    {
        var asked = cellIds.IsDefault ? [] : cellIds.ToHashSet();
        return document.Cells.FindAll(cell => asked.Contains(cell.Id));
    }

    private static RemoveAddedCells Removing(IEnumerable<Cell> cells) => new([.. cells.Select(static cell => new CellText(cell.Id, cell.Text.Version))]);

    private static Rejected TooMany() => new(RejectionReason.Invalid, $"A notebook has at most {MaxCells} cells.");

    private static int? PlaceBelow(NotebookDocument document, CellId? after) =>
        after is not { } id ? 0 : document.NumberOf(id) is > 0 and var number ? number : null;

    private static void Store(SessionStep step, NotebookDocument document, ImmutableArray<Cell> cells) =>
        step.Change(document, [.. cells.Select(cell => new CellChanged(document.Id, cell, step.At)), new NotebookChanged(document with { ModifiedAt = step.At })]);

    private static Rejected? Reorder(SessionStep step, ImmutableList<Cell> order, ImmutableList<Cell> moved)
    {
        var before = step.Document;
        if (order.SequenceEqual(before.Cells))
            return null;

        step.Inverse = new ReturnCells([.. moved.Select(cell => new CellReturn(cell.Id, CellPlace.Of(before, cell.Id)))]);
        var document = before with { Cells = order, ModifiedAt = step.At };
        step.Change(document, new NotebookChanged(document));
        return null;
    }

    private static string LanguageOf(Cell cell, CellKind kind) => (kind, cell.Language) switch
    {
        (CellKind.Code, Markdown) => CSharp,
        (CellKind.Markdown, CSharp) => Markdown,
        (_, var language) => language,
    };

    /// <summary>A removed cell as it is found on its return: what ran in it has ended meanwhile, unless it is still being stopped.</summary>
    private static Cell AfterAbsence(SessionStep step, Cell cell) => cell.LastRun switch
    {
        _ when step.State.Running is { } running && running.CellId == cell.Id => cell.Changed() with { LastRun = running.Run },
        { State: CellRunState.Running, StartedAt: var started } run => cell.Changed() with
        {
            LastRun = run with { State = CellRunState.Interrupted, Elapsed = step.At - (started ?? step.At), Detail = "It was deleted while it ran." },
        },
        _ => cell.Changed(),
    };

    /// <summary>A cell of the same content. Its values are pictures of the other's: the kernel knows nothing of them.</summary>
    private static Cell CopyOf(SessionStep step, Cell cell, CellId id) => cell with
    {
        Id = id,
        Text = TextDocument.Of(cell.Source),
        LastRun = null,
        Outputs = cell.Outputs.ConvertAll(output => output switch
        {
            // Only the store has the middle of a long stream, and it has it for the other cell.
            StreamOutput { Text: { OmittedLength: > 0 } text } => new StreamOutput
            {
                OutputId = OutputRules.NewId(step),
                Stream = ((StreamOutput)output).Stream,
                Text = StreamBuffer.Of($"{text.HeadText}\n… {text.OmittedLines} lines are not in this copy …\n{text.TailText}"),
            },
            DisplayOutput display => display with { OutputId = OutputRules.NewId(step), DisplayId = null },
            _ => output with { OutputId = OutputRules.NewId(step) },
        }),
        Version = 0,
    };
}
