using Notebook.Protocol;
using Notebook.Web.Collaboration;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>What operations do to the list of cells, and what takes them back.</summary>
public sealed class CellRulesTests
{
    private static readonly CellId A = Id(0);
    private static readonly CellId B = Id(1);
    private static readonly CellId C = Id(2);
    private static readonly CellId D = Id(3);

    private SessionState _state = new() { Document = NotebookOf("one", "two", "three", "four"), OutputIdPrefix = "o" };

    private string Order => string.Concat(_state.Document.Cells.Select(static cell => cell.Id.Value));

    [Fact]
    public void Delete_SeveralAndUndone_AreBackInTheirPlaces()
    {
        var undo = Apply(new DeleteCells([D, A, C]));
        Assert.Equal("b", Order);

        var redo = Apply(undo!);

        Assert.Equal("abcd", Order);
        Assert.Equal(["one", "two", "three", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        Apply(redo!);
        Assert.Equal("b", Order);
    }

    [Fact]
    public void Delete_UndoneAfterItsNeighboursWent_IsBackNearWhereItWas()
    {
        var undo = Apply(new DeleteCells([B]));
        Apply(new DeleteCells([A]));
        Apply(new MoveCells([D], null));

        Apply(undo!);

        Assert.Equal("dbc", Order);
    }

    [Fact]
    public void Delete_CellWithOutputsAndKind_ComesBackWithThem()
    {
        var cell = _state.Document.Cells[1] with
        {
            Outputs = [new DisplayOutput { OutputId = "x", Data = MimeBundle.Text("shown") }],
            LastRun = new CellRun { State = CellRunState.Succeeded, By = "Ada" },
            ExecutionCount = 3,
            HidesSource = true,
        };
        _state = _state with { Document = _state.Document.With(cell) };

        Apply(Apply(new DeleteCells([B]))!);

        Assert.Equal(cell, _state.Document.Find(B)! with { Version = cell.Version });
    }

    [Fact]
    public void Delete_RunningCellAndUndoneLater_SaysThatItWasStopped()
    {
        Apply(new RunCells([A]));
        _state = _state.Observe(new KernelLaunched(_state.KernelNumber), Noon).State;
        var submission = _state.Running!.Id;
        var undo = Apply(new DeleteCells([A]));
        _state = _state.Observe(new KernelReported(_state.KernelNumber, [new SubmissionCompleted { SubmissionId = submission, Outcome = SubmissionOutcome.Interrupted, ElapsedMilliseconds = 1 }]), Noon).State;

        Apply(undo!);

        Assert.Equal((CellRunState.Interrupted, "It was deleted while it ran."), (_state.Document.Find(A)!.LastRun!.State, _state.Document.Find(A)!.LastRun!.Detail));
    }

    [Fact]
    public void Restore_Twice_SaysThatTheCellsAreBack()
    {
        var undo = Apply(new DeleteCells([A]));
        Apply(undo!);

        Assert.Equal("The cells are back already.", Refused(undo!).Message);
    }

    [Fact]
    public void Insert_UndoneAfterSomebodyWroteInIt_IsRefused()
    {
        var undo = Apply(new InsertCell(new("new"), CellKind.Code, A));
        Apply(new EditText(new("new"), 0, [new("tab", "[[0,\"x\"]]")]));

        Assert.Equal("Somebody has written in cell 2 since. Delete it if it is to go.", Refused(undo!).Message);
        Assert.Equal("x", _state.Document.Find(new("new"))!.Source);
    }

    [Theory]
    [InlineData("ab", "d", "cdab")]
    [InlineData("db", null, "bdac")]
    [InlineData("bc", "c", "abcd")]
    [InlineData("bd", "b", "abdc")]
    [InlineData("cd", "a", "acdb")]
    public void Move_Cells_StandTogetherInDocumentOrder(string cells, string? after, string expected)
    {
        var undo = Apply(new MoveCells([.. cells.Select(static c => new CellId(c.ToString()))], after is null ? null : new CellId(after)));
        Assert.Equal(expected, Order);

        if (undo is null)
        {
            Assert.Equal("abcd", expected);
            return;
        }

        var redo = Apply(undo);
        Assert.Equal("abcd", Order);
        Apply(redo!);
        Assert.Equal(expected, Order);
    }

    [Fact]
    public void Duplicate_Cells_StandBelowWithOutputsOfTheirOwn()
    {
        _state = _state with
        {
            Document = _state.Document.With(_state.Document.Cells[0] with
            {
                Outputs = [new DisplayOutput { OutputId = "x", DisplayId = "d", Data = MimeBundle.Text("shown") }, new StreamOutput { OutputId = "y", Stream = StreamName.Output, Text = Long() }],
                LastRun = new CellRun { State = CellRunState.Running, By = "Ada" },
            }),
        };

        var undo = Apply(new DuplicateCells([new(B, new("b2")), new(A, new("a2"))]));

        Assert.Equal("aba2b2cd", Order);
        var copy = _state.Document.Find(new("a2"))!;
        Assert.Equal(("one", null), (copy.Source, copy.LastRun));
        Assert.Equal("shown", Assert.IsType<DisplayOutput>(copy.Outputs[0]).Data.PlainText);
        var text = Assert.IsType<StreamOutput>(copy.Outputs[1]).Text;
        Assert.Equal(0, text.OmittedLength);
        Assert.Contains("lines are not in this copy", text.HeadText, StringComparison.Ordinal);
        Assert.Equal(4, _state.Document.Cells.SelectMany(static cell => cell.Outputs).Select(static output => output.OutputId).Distinct().Count());
        Apply(undo!);
        Assert.Equal("abcd", Order);
    }

    [Fact]
    public void ChangeKinds_ThereAndBack_KeepsTextOutputsAndLanguage()
    {
        var fsharp = _state.Document.Cells[0] with { Language = "fsharp", Outputs = [new DisplayOutput { OutputId = "x", Data = MimeBundle.Text("shown") }] };
        _state = _state with { Document = _state.Document.With(fsharp) };

        var undo = Apply(new ChangeKinds([new(A, CellKind.Markdown), new(B, CellKind.Markdown)]));
        Assert.Equal([(CellKind.Markdown, "fsharp"), (CellKind.Markdown, "markdown")], Kinds());
        Apply(new ChangeKinds([new(A, CellKind.Code)]));
        Apply(undo!);

        Assert.Equal([(CellKind.Code, "fsharp"), (CellKind.Code, "csharp")], Kinds());
        Assert.Equal(fsharp with { Version = 0 }, _state.Document.Find(A)! with { Version = 0 });

        IEnumerable<(CellKind, string)> Kinds() => _state.Document.Cells.Take(2).Select(static cell => (cell.Kind, cell.Language));
    }

    [Theory]
    [InlineData("one", "## one")]
    [InlineData("  # one", "## one")]
    [InlineData("#one", "## #one")]
    [InlineData("", "## ")]
    public void ChangeKinds_WithTheMarkOfAHeading_PutsItFirstAndUndoTakesItAway(string text, string expected)
    {
        Write(A, text);

        var undo = Apply(new ChangeKinds([new(A, CellKind.Markdown, Mark: "## ")]));
        Assert.Equal((CellKind.Markdown, expected), (_state.Document.Cells[0].Kind, _state.Document.Cells[0].Source));
        Apply(undo!);

        Assert.Equal((CellKind.Code, text), (_state.Document.Cells[0].Kind, _state.Document.Cells[0].Source));
    }

    [Fact]
    public void ChangeKinds_QueuedCell_LeavesTheQueue()
    {
        Apply(new RunCells([A, B]));

        Apply(new ChangeKinds([new(B, CellKind.Markdown)]));

        Assert.Equal([A], _state.Queue.Select(static queued => queued.CellId));
        Assert.Null(_state.Document.Find(B)!.LastRun);
    }

    [Fact]
    public void Collapse_Cells_IsStoredAndHasNoUndo()
    {
        Assert.Null(Apply(new CollapseCells([A, B], true, null)));
        Assert.Null(Apply(new CollapseCells([B], false, true)));

        Assert.Equal([(true, false), (false, true), (false, false), (false, false)], _state.Document.Cells.Select(static cell => (cell.HidesSource, cell.HidesOutputs)));
    }

    [Theory]
    [InlineData(1, "o", "ne", "one")]
    [InlineData(0, "", "one", "one")]
    [InlineData(3, "one", "", "one")]
    [InlineData(4, "one", "two", "one\ntwo")]
    [InlineData(3, "one", "two", "one\ntwo")]
    [InlineData(4, "one", "\ntwo", "one\n\ntwo")]
    public void Split_AtACursor_MakesTwoAndUndoMakesOne(int position, string above, string below, string text)
    {
        Write(A, text);
        var version = _state.Document.Find(A)!.Text.Version;

        var undo = Apply(new SplitCell(A, version, position, new("above")));

        Assert.Equal([above, below, "two", "three", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        Assert.Equal(A, _state.Document.Cells[1].Id);
        var redo = Apply(undo!);
        Assert.Equal([text, "two", "three", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        var undoAgain = Apply(redo!);
        Assert.Equal([above, below, "two", "three", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        Apply(undoAgain!);
        Assert.Equal(text, _state.Document.Cells[0].Source);
    }

    [Fact]
    public void Split_OlderText_IsStale()
    {
        Write(A, "one!");

        Assert.Equal(RejectionReason.Stale, Refused(new SplitCell(A, 0, 1, new("above"))).Reason);
    }

    [Fact]
    public void Split_InsideASurrogatePair_KeepsThePair()
    {
        Write(A, "🐢x");

        Apply(new SplitCell(A, 1, 1, new("above")));

        Assert.Equal(["🐢", "x"], _state.Document.Cells.Take(2).Select(static cell => cell.Source));
    }

    [Fact]
    public void Split_UndoneAfterTypingInBothParts_KeepsEverything()
    {
        var undo = Apply(new SplitCell(A, 0, 1, new("above")));
        Apply(new EditText(new("above"), 0, [new("tab", "[1,[0,\"X\"]]")]));
        Apply(new EditText(A, 1, [new("tab", "[2,[0,\"Y\"]]")]));

        Apply(undo!);

        Assert.Equal("oXneY", _state.Document.Cells[0].Source);
    }

    [Fact]
    public void Merge_Cells_JoinsTextsInOrderAndUndoTakesThemApart()
    {
        var undo = Apply(new MergeCells([C, A, B]));
        Assert.Equal(["one\ntwo\nthree", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        Assert.Equal(A, _state.Document.Cells[0].Id);

        var redo = Apply(undo!);

        Assert.Equal("abcd", Order);
        Assert.Equal(["one", "two", "three", "four"], _state.Document.Cells.Select(static cell => cell.Source));
        Apply(redo!);
        Assert.Equal(["one\ntwo\nthree", "four"], _state.Document.Cells.Select(static cell => cell.Source));
    }

    [Fact]
    public void Merge_OfWhichOneHasOutputs_KeepsThem()
    {
        _state = _state with { Document = _state.Document.With(_state.Document.Cells[1] with { Outputs = [new DisplayOutput { OutputId = "x", Data = MimeBundle.Text("shown") }] }) };

        Apply(new MergeCells([A, B]));

        Assert.Equal(("one\ntwo", "shown"), (_state.Document.Cells[0].Source, _state.Document.Cells[0].PlainOutput()));
    }

    [Fact]
    public void Merge_TextCells_BecomeParagraphs()
    {
        Apply(new ChangeKinds([new(A, CellKind.Markdown)]));

        Apply(new MergeCells([A, B]));

        Assert.Equal("one\n\ntwo", _state.Document.Cells[0].Source);
    }

    [Fact]
    public void Merge_UndoneAfterTyping_IsRefusedAndSaysWhatToDo()
    {
        var undo = Apply(new MergeCells([A, B]));
        Apply(new EditText(A, 1, [new("tab", "[7,[0,\"!\"]]")]));

        Assert.Contains("Split it where you want it", Refused(undo!).Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo!", _state.Document.Cells[0].Source);
    }

    [Fact]
    public void Merge_CellsApart_IsRefused() =>
        Assert.Equal("Only cells that follow each other can be merged.", Refused(new MergeCells([A, C])).Message);

    [Fact]
    public void Merge_SpecialCharacters_ReachTheOthersAsTheyAre()
    {
        Write(A, "a");
        Write(B, "\"\\\t\u0001\u2028🐢\n\nend");

        Apply(new MergeCells([A, B]));

        var update = _state.Document.Cells[0].Text.Recent[^1];
        Assert.Equal("a\n\"\\\t\u0001\u2028🐢\n\nend", ChangeSet.Parse(update.Changes)!.Apply("a"));
        Assert.Equal("a\n\"\\\t\u0001\u2028🐢\n\nend", _state.Document.Cells[0].Source);
    }

    [Fact]
    public void InsertCells_NameThatIsTaken_IsInvalid()
    {
        var cell = new Cell { Id = B, Kind = CellKind.Code, Language = "csharp", Text = TextDocument.Of("") };

        Assert.Equal(RejectionReason.Invalid, Refused(new InsertCells([cell], null)).Reason);
        Assert.Equal(RejectionReason.Invalid, Refused(new InsertCells([cell with { Id = new("n") }, cell with { Id = new("n") }], null)).Reason);
    }

    [Fact]
    public void Insert_NameOfADeletedCell_IsInvalid()
    {
        Apply(new DeleteCells([A]));

        Assert.Equal(RejectionReason.Invalid, Refused(new InsertCell(A, CellKind.Code, null)).Reason);
    }

    private static StreamBuffer Long() => Enumerable.Range(0, StreamBuffer.HeadLines + StreamBuffer.TailLines + 5_000).Aggregate(StreamBuffer.Empty, static (buffer, n) => buffer.Append($"line {n}\n"));

    private void Write(CellId id, string text)
    {
        var cell = _state.Document.Find(id)!;
        _state = _state with { Document = _state.Document.With(cell with { Text = new TextDocument { Text = text, Version = 1 } }) };
    }

    private Operation? Apply(Operation operation)
    {
        var applied = Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(), Noon)));
        _state = applied.State;
        return applied.Inverse;
    }

    private OperationOutcome.Rejected Refused(Operation operation) => Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, new(Person(), Noon)));
}
