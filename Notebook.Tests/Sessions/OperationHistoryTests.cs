using CsCheck;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

public sealed class OperationHistoryTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task UndoAndRedo_ManySteps_GoBackAndForth()
    {
        var session = await _host.OpenAsync("one", "two", "three");
        var history = new OperationHistory(session, Person());
        var states = new List<string> { Text(session) };
        foreach (var operation in (Operation[])[new DeleteCells([Id(1)]), new InsertCell(new("n"), CellKind.Code, null, "new"), new MoveCells([Id(2)], null), new MergeCells([Id(2), new("n")]), new ChangeKinds([new(Id(0), CellKind.Markdown)])])
        {
            Assert.IsType<OperationResult.Accepted>(await history.ApplyAsync(operation));
            states.Add(Text(session));
        }

        for (var i = states.Count - 2; i >= 0; i--)
        {
            Assert.IsType<OperationResult.Accepted>((await history.UndoAsync())!.Value.Result);
            Assert.Equal(states[i], Text(session));
        }

        Assert.Null(await history.UndoAsync());
        foreach (var state in states.Skip(1))
        {
            Assert.IsType<OperationResult.Accepted>((await history.RedoAsync())!.Value.Result);
            Assert.Equal(state, Text(session));
        }

        Assert.Null(await history.RedoAsync());
    }

    [Fact]
    public async Task Undo_WhatNoLongerApplies_SaysSoAndTheNextStepIsTaken()
    {
        var session = await _host.OpenAsync("one", "two", "three");
        var history = new OperationHistory(session, Person());
        await history.ApplyAsync(new DeleteCells([Id(2)]));
        await history.ApplyAsync(new MergeCells([Id(0), Id(1)]));
        await session.MustAsync(Typing(session, Id(0), "!"));

        Assert.IsType<OperationResult.Rejected>((await history.UndoAsync())!.Value.Result);
        Assert.IsType<OperationResult.Accepted>((await history.UndoAsync())!.Value.Result);

        Assert.Equal(["one\ntwo!", "three"], session.Snapshot.Document.Cells.Select(static cell => cell.Source));
    }

    [Fact]
    public async Task Undo_StoreThatRefuses_CanBeTriedAgain()
    {
        var session = await _host.OpenAsync("one");
        var history = new OperationHistory(session, Person());
        await history.ApplyAsync(new DeleteCells([Id(0)]));
        _host.Memory.CommitRefusal = "The disk is full.";

        Assert.Equal(RejectionReason.NotStored, Assert.IsType<OperationResult.Rejected>((await history.UndoAsync())!.Value.Result).Reason);
        _host.Memory.CommitRefusal = null;
        Assert.IsType<OperationResult.Accepted>((await history.UndoAsync())!.Value.Result);
        Assert.Single(session.Snapshot.Document.Cells);
    }

    [Fact]
    public async Task Undo_DeletedCell_IsInTheStoreWithItsOutputs()
    {
        _host.Script.Echo();
        var session = await _host.OpenAsync("shown");
        await session.MustAsync(new RunAll());
        await session.UntilRunAsync(Id(0), CellRunState.Succeeded);
        var history = new OperationHistory(session, Person());

        await history.ApplyAsync(new DeleteCells([Id(0)]));
        await history.UndoAsync();
        var opened = await _host.ReopenAsync(session.NotebookId);

        Assert.Equal("shown", opened.Snapshot.Document.Cells.Single().PlainOutput());
    }

    /// <summary>Two people change cells and type, take back and do again, in any order: no typed character is ever lost, and every notebook is sound.</summary>
    [Fact]
    public void RandomOperationsUndoAndRedo_OfTwoPeople_KeepEveryCharacter() =>
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1], Gen.Int[0, 10_000]).Array[0, 80].Sample(
            static steps =>
            {
                var state = new SessionState { Document = NotebookOf("", ""), OutputIdPrefix = "o" };
                Stack<Operation>[] done = [[], []], undone = [[], []];
                var typed = new HashSet<char>();
                var next = '\u4e00';
                for (var i = 0; i < steps.Length; i++)
                {
                    var (kind, who, chance) = steps[i];
                    var isHistory = kind is 8 or 9;
                    if (isHistory && (kind == 8 ? done : undone)[who].Count == 0)
                        continue;
                    var operation = kind == 8 ? done[who].Pop() : kind == 9 ? undone[who].Pop() : OperationFor(state, kind, chance, i, next);
                    if (operation is null || state.Apply(operation, new(Person(), Noon)) is not OperationOutcome.Applied applied)
                        continue;

                    if (operation is EditText)
                        typed.Add(next++);
                    state = applied.State;
                    if (applied.Inverse is { } inverse)
                        (kind == 8 ? undone : done)[who].Push(inverse);
                    if (!isHistory && operation is not EditText)
                        undone[who].Clear();

                    Assert.Equal(state.Document.Cells.Count, state.Document.Cells.Select(static cell => cell.Id).Distinct().Count());
                    Assert.All(state.Document.Cells, static cell => Assert.Equal(cell.Source, Replayed(cell)));
                    // Nothing is deleted here for good: what is not on the page, some step still holds.
                    var there = state.Document.Cells.SelectMany(static cell => cell.Source).Where(static c => c >= '\u4e00').ToList();
                    Assert.Equal(there.Count, there.Distinct().Count());
                    Assert.Subset(typed, there.ToHashSet());
                    Assert.Equal(typed.Count, there.Union(done.Concat(undone).SelectMany(static stack => stack).SelectMany(Held)).Count());
                }
            },
            iter: 1_000);

    private static Operation? OperationFor(SessionState state, int kind, int chance, int step, char next)
    {
        var cells = state.Document.Cells;
        var some = cells.IsEmpty ? default : cells[chance % cells.Count];
        return (kind, some) switch
        {
            (0, _) => new InsertCell(new($"n{step}"), chance % 3 == 0 ? CellKind.Markdown : CellKind.Code, some?.Id),
            (1, { }) => new DeleteCells([some.Id]),
            (2, { }) => new MoveCells([some.Id, cells[chance % 7 % cells.Count].Id], chance % 5 == 0 ? null : cells[chance % 11 % cells.Count].Id),
            (3, { }) => new SplitCell(some.Id, some.Text.Version, chance % (some.Source.Length + 1), new($"s{step}")),
            (4, { }) => new MergeCells([.. cells.Skip(chance % cells.Count).Take(2).Select(static cell => cell.Id)]),
            (5, { }) => new ChangeKinds([new(some.Id, chance % 2 == 0 ? CellKind.Code : CellKind.Markdown)]),
            (6 or 7, { }) => Typed(some, chance % (some.Source.Length + 1), chance % 4 == 0 ? $"{next}\",\"" : $"{next}"),
            _ => null,
        };
    }

    private static EditText Typed(Cell cell, int at, string text)
    {
        string?[] parts = [at > 0 ? $"{at}" : null, $"[0,\"{text}\"]", cell.Source.Length > at ? $"{cell.Source.Length - at}" : null];
        return new(cell.Id, cell.Text.Version, [new("tab", $"[{string.Join(',', parts.OfType<string>())}]")]);
    }

    /// <summary>What an editor that followed every update has.</summary>
    private static string Replayed(Cell cell) => cell.Text.Recent.Aggregate(
        Undo(cell), static (text, update) => Web.Collaboration.ChangeSet.Parse(update.Changes)!.Apply(text) ?? throw new InvalidOperationException("An update does not fit."));

    /// <summary>The text an editor began with: all of it was made by updates, or it came with the cell.</summary>
    private static string Undo(Cell cell) =>
        cell.Text.Recent.Count == 0 ? cell.Source : new string(' ', Web.Collaboration.ChangeSet.Parse(cell.Text.Recent[0].Changes)!.LengthBefore) is var blank && blank.Length == 0 ? "" : Began(cell, blank.Length);

    private static string Began(Cell cell, int length)
    {
        // The first text is what replays to the text as it is now: found by carrying unknown characters through.
        var marks = new string([.. Enumerable.Range(0, length).Select(static i => (char)('\ue000' + i))]);
        var replayed = cell.Text.Recent.Aggregate(marks, static (text, update) => Web.Collaboration.ChangeSet.Parse(update.Changes)!.Apply(text)!);
        var first = marks.ToCharArray();
        for (var i = 0; i < replayed.Length; i++)
            if (replayed[i] >= '\ue000' && replayed[i] < '\ue000' + length)
                first[replayed[i] - '\ue000'] = cell.Source[i];
        return new string(first);
    }

    private static IEnumerable<char> Held(Operation inverse) => (inverse switch
    {
        RestoreCells restore => restore.Cells.SelectMany(static removed => removed.Cell.Source),
        TakeApart takeApart => takeApart.Others.SelectMany(static removed => removed.Cell.Source).Concat(takeApart.Before.Source),
        _ => [],
    }).Where(static c => c >= '\u4e00');

    private static string Text(INotebookSession session) => string.Join('|', session.Snapshot.Document.Cells.Select(static cell => $"{cell.Id}:{cell.Kind}:{cell.Source}"));
}
