using System.Collections.Immutable;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>What is stale, as rules alone. Cell a defines x, b adds to it, c uses it, d stands apart.</summary>
public sealed class StaleRulesTests
{
    private SessionState _state = new() { Document = NotebookOf("var x = 1;", "x += 1;", "x + 1", "2"), OutputIdPrefix = "o" };
    private IReadOnlyList<SessionEffect> _effects = [];
    private int _second;

    public StaleRulesTests() => Links();

    [Fact]
    public void Run_OfADefiningCell_MarksThoseThatUseIt()
    {
        RunEverything();
        Assert.Equal("", Stale());

        Apply(new RunCells([Id(0)]));
        Run();

        Assert.Equal("bc", Stale());
        Assert.Equal("“x” of cell 1 changed after this ran", Cell(1).ChangedUse);
    }

    [Fact]
    public void Edit_OfADefiningCell_MarksThoseBelowAtOnce_AndItselfAsEdited()
    {
        RunEverything();

        Type(0);

        Assert.Equal("bc", Stale());
        Assert.True(Cell(0).IsEdited);
        Assert.False(Cell(0).IsStale);
        Assert.Contains("was edited", Cell(2).ChangedUse, StringComparison.Ordinal);
    }

    [Fact]
    public void RunStale_RunsStaleAndEditedCellsInOrder_AndLeavesTheOthers()
    {
        RunEverything();
        Type(0);

        Apply(new RunStale());

        Assert.Equal([Id(0), Id(1), Id(2)], _state.Queue.Select(static queued => queued.CellId).Prepend(_state.Running!.CellId));
        Run();
        Run();
        Run();
        Assert.Equal("", Stale());
        Assert.Null(_state.Running);
    }

    [Fact]
    public void Run_OfACellThatChangesAValue_MarksThoseBelowItOnly()
    {
        RunEverything();

        Apply(new RunCells([Id(1)]));
        Run();

        Assert.Equal("c", Stale());
        Assert.Equal("“x” of cell 2 changed after this ran", Cell(2).ChangedUse);
    }

    [Fact]
    public void Delete_OfADefiningCell_MarksThoseThatUsedIt()
    {
        RunEverything();

        Apply(new DeleteCells([Id(0)]));

        Assert.Contains("was deleted", Cell(1).ChangedUse, StringComparison.Ordinal);
        Apply(new RestoreCells([new RemovedCell(NotebookOf("var x = 1;").Cells[0] with { LastRun = new CellRun { State = CellRunState.Succeeded, By = "Ada", StartedAt = Noon } }, new(null, Id(1), 0), _state.KernelNumber)]));
        Assert.NotNull(_state.Document.Find(Id(0)));
        Assert.Equal("", Stale());
    }

    [Fact]
    public void Redefinition_InBetween_MarksThoseThatUseTheNewOne()
    {
        RunEverything();

        Apply(new InsertCell(new("new"), CellKind.Code, Id(1), "var x = 5;"));
        Links(("new", [], false), ("c", [new("x", new("new"), false)], false));

        Assert.Equal("c", Stale());
        Assert.Equal("“x” comes from cell 3 now", _state.Document.Find(Id(2))!.ChangedUse);
    }

    [Fact]
    public void Mode_Manual_MarksNothing_AndIsKeptInTheMetadata()
    {
        RunEverything();

        Apply(new ChangeStaleMode(StaleMode.Manual));
        Type(0);

        Assert.Equal("", Stale());
        Assert.Equal(StaleMode.Manual, StaleModes.Of(_state.Document));
        Apply(new ChangeStaleMode(StaleMode.Mark));
        Assert.Equal("bc", Stale());
        Assert.Null(_state.Document.MetadataJson);
    }

    [Fact]
    public void Mode_Automatic_RunsWhatBecameStaleByARun_ButNothingWhileSomebodyTypes()
    {
        Apply(new ChangeStaleMode(StaleMode.Automatic));
        RunEverything();

        Type(0);
        Assert.Null(_state.Running);
        Apply(new RunCells([Id(0)]));
        Run();

        Assert.Equal(Id(1), _state.Running!.CellId);
        Assert.Equal([Id(2)], _state.Queue.Select(static queued => queued.CellId));
        Run();
        Run();
        Assert.Null(_state.Running);
        Assert.Equal("", Stale());
    }

    [Fact]
    public void RunWithNeeds_AfterANewKernel_RunsWhatTheCellTakesAndNothingElse()
    {
        RunEverything();
        Apply(new RestartKernel());
        Observe(new KernelLaunched(_state.KernelNumber));

        Apply(new RunWithNeeds(Id(2)));

        Assert.Equal([Id(0), Id(1), Id(2)], _state.Queue.Select(static queued => queued.CellId).Prepend(_state.Running!.CellId));
        Run();
        Run();
        Run();
        Apply(new RunWithNeeds(Id(2)));
        Assert.Equal(Id(2), _state.Running!.CellId);
        Assert.Empty(_state.Queue);
    }

    [Fact]
    public void RunWithNeeds_WithoutTheLanguageProcess_RunsEverythingAbove()
    {
        _state = _state with { Links = CellLinks.None };
        Apply(new RunWithNeeds(Id(2)));
        Observe(new KernelLaunched(_state.KernelNumber));

        Assert.Equal(3, _state.Queue.Count + 1);
    }

    [Fact]
    public void RunWithNeeds_PackagesAndUsingsAbove_AreNeeded()
    {
        Links(("d", [], true));
        Apply(new MoveCells([Id(3)], null));

        Apply(new RunWithNeeds(Id(2)));
        Observe(new KernelLaunched(_state.KernelNumber));

        Assert.Equal(Id(3), _state.Running!.CellId);
    }

    [Fact]
    public void WithoutTheLanguageProcess_NothingIsMarked()
    {
        _state = _state with { Links = CellLinks.None };
        RunEverything(links: false);

        Type(0);

        Assert.Equal("", Stale());
    }

    [Fact]
    public void ChangeTexts_ChangesAllOrNothing_AndIsTakenBack()
    {
        var inverse = Apply(new ChangeTexts([new(Id(0), 0, "[4,[1,\"total\"],5]"), new(Id(2), 0, "[[1,\"total\"],4]")])).Inverse;

        Assert.Equal(["var total = 1;", "x += 1;", "total + 1", "2"], _state.Document.Cells.Select(static cell => cell.Source));
        Assert.Single(_effects.OfType<StoreChanges>());
        Assert.Equal(RejectionReason.Stale, Refused(new ChangeTexts([new(Id(1), 0, "[[1,\"y\"],6]"), new(Id(0), 0, "[4,[1,\"y\"],5]")])).Reason);
        Assert.Equal("x += 1;", Cell(1).Source);
        Assert.Equal(RejectionReason.Invalid, Refused(new ChangeTexts([new(Id(1), 0, "[99]")])).Reason);
        Assert.Equal(RejectionReason.Invalid, Refused(new ChangeTexts([new(Id(1), 0, "[7]"), new(Id(1), 0, "[7]")])).Reason);
        Apply(inverse!);
        Assert.Equal(["var x = 1;", "x += 1;", "x + 1", "2"], _state.Document.Cells.Select(static cell => cell.Source));
    }

    [Fact]
    public void Metadata_OfAnyKind_IsAModeOrMarks()
    {
        foreach (var json in new[] { "{}", "{\"notebook\":{\"stale\":7}}", "{\"notebook\":{\"stale\":\"9\"}}", "{\"notebook\":[\"stale\"]}", "[\"stale\"]" })
            Assert.Equal(StaleMode.Mark, StaleModes.Of(_state.Document with { MetadataJson = json }));
        Assert.Equal(StaleMode.Automatic, StaleModes.Of(_state.Document with { MetadataJson = "{\"notebook\":{\"stale\":\"Automatic\"}}" }));
    }

    private Cell Cell(int index) => _state.Document.Find(Id(index))!;

    private string Stale() => string.Concat(_state.Document.Cells.Where(static cell => cell.IsStale).Select(static cell => cell.Id.Value));

    private void RunEverything(bool links = true)
    {
        Apply(new RunAll());
        if (_state.Kernel.State == KernelState.Starting)
            Observe(new KernelLaunched(_state.KernelNumber));
        for (var cell = 0; cell < 4; cell++)
            Run();
        if (links)
            Links();
    }

    private void Type(int index)
    {
        var text = Cell(index).Text;
        Apply(new EditText(Id(index), text.Version, [new("editor", $"[{text.Text.Length},[0,\" \"]]")]));
    }

    /// <summary>What the language process says, with other words for some cells.</summary>
    private void Links(params (string Id, LinkedName[] Uses, bool ChangesLookup)[] others)
    {
        var cells = _state.Document.Cells.ToImmutableDictionary(static cell => cell.Id, cell => new CellLink
        {
            TextVersion = cell.Text.Version,
            Defines = cell.Id == Id(0) ? ["x"] : [],
            Uses = cell.Id == Id(1) ? [new("x", Id(0), true)] : cell.Id == Id(2) ? [new("x", Id(0), false)] : [],
        });
        foreach (var (id, uses, lookup) in others)
            cells = cells.SetItem(new(id), cells[new(id)] with { Uses = [.. uses], ChangesLookup = lookup });
        Observe(new UsesFound(new CellLinks(cells)));
    }

    private void Run()
    {
        var id = _state.Running!.Id;
        Observe(new KernelReported(_state.KernelNumber, [new SubmissionStarted { SubmissionId = id }, new SubmissionCompleted { SubmissionId = id, Outcome = SubmissionOutcome.Succeeded, ElapsedMilliseconds = 1 }]));
    }

    private OperationOutcome.Applied Apply(Operation operation)
    {
        var applied = Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(), Noon.AddSeconds(++_second))));
        (_state, _effects) = (applied.State, applied.Effects);
        return applied;
    }

    private OperationOutcome.Rejected Refused(Operation operation) => Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, new(Person(), Noon)));

    private void Observe(ServerOperation operation)
    {
        var applied = _state.Observe(operation, Noon.AddSeconds(++_second));
        (_state, _effects) = (applied.State, applied.Effects);
    }
}
