using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>Inputs that cells show, as rules alone: cell a shows a slider, cell b reads it, cell c does not.</summary>
public sealed class InputRulesTests
{
    private const string SliderId = "a/slider:T";
    private SessionState _state = new() { Document = NotebookOf("a", "b", "c"), OutputIdPrefix = "o" };
    private IReadOnlyList<SessionEffect> _effects = [];

    public InputRulesTests()
    {
        Apply(new RunAll());
        Observe(new KernelLaunched(_state.KernelNumber));
        Run(() => Shows(SliderId, "slider", "0.5"));
        Run(reads: [new(SliderId, 0)]);
        Run();
    }

    /// <summary>An output that shows an input from 0 to 1, with two options.</summary>
    internal static DisplayOutput Shown(string outputId, string id, string kind, string value) => new() { OutputId = outputId, Data = Bundle(id, kind, value) };

    [Fact]
    public void Change_OfAnInput_ShowsItTellsTheKernelAndMarksThoseThatReadIt()
    {
        Apply(new ChangeInput(Id(0), Output(0), "0.7"));

        Assert.Equal("T: 0.7", _state.Document.Cells[0].PlainOutput());
        var told = Assert.Single(_effects.OfType<SetKernelInput>());
        Assert.Equal((SliderId, "0.7", 1), (told.InputId, told.Value, told.Revision));
        Assert.Equal([false, true, false], _state.Document.Cells.Select(static cell => cell.IsStale));
        Assert.Equal("T", _state.Document.Cells[1].LastRun!.ChangedInput);
        Assert.DoesNotContain("0.7", new ChangeInput(Id(0), "o", "0.7").ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void RunStale_RunsThoseAloneAndTheyAreFresh()
    {
        Apply(new ChangeInput(Id(0), Output(0), "0.7"));

        Apply(new RunStale());
        Assert.Equal(Id(1), _state.Running!.CellId);
        Assert.Empty(_state.Queue);
        Run(reads: [new(SliderId, 1)]);

        Assert.DoesNotContain(_state.Document.Cells, static cell => cell.IsStale);
        Apply(new RunStale());
        Assert.Null(_state.Running);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Change_WhileAReaderRuns_MakesItStaleOnlyIfItReadBefore(long revision, bool isStale)
    {
        Apply(new RunCells([Id(1)]));
        Apply(new ChangeInput(Id(0), Output(0), "0.7"));
        Run(reads: [new(SliderId, revision)]);

        Assert.Equal(isStale, _state.Document.Cells[1].IsStale);
    }

    [Fact]
    public void Run_OfTheCellThatShowsIt_GetsWhatWasChosen_AlsoAfterItFailed()
    {
        Apply(new ChangeInput(Id(0), Output(0), "0.7"));

        for (var i = 0; i < 2; i++)
        {
            Apply(new RunCells([Id(0)]));
            var chosen = Assert.Single(Assert.Single(_effects.OfType<SubmitCode>()).ToRequest().Inputs);
            Assert.Equal(("slider:T", "0.7"), (chosen.Key, Assert.Single(chosen.Values)));
            // It ends without having shown the input again.
            Run();
        }
    }

    [Fact]
    public void Change_BackToTheDefault_IsNotChosenAnyMore()
    {
        Apply(new ChangeInput(Id(0), Output(0), "0.7"));
        Apply(new ChangeInput(Id(0), Output(0), "0.5"));

        Apply(new RunCells([Id(0)]));

        Assert.Empty(Assert.Single(_effects.OfType<SubmitCode>()).Inputs);
    }

    [Theory]
    [InlineData("slider", "2", false)]
    [InlineData("slider", "x", false)]
    [InlineData("slider", "NaN", false)]
    [InlineData("checkbox", "true", true)]
    [InlineData("checkbox", "yes", false)]
    [InlineData("select", "b", true)]
    [InlineData("select", "c", false)]
    [InlineData("several", "[\"a\",\"b\"]", true)]
    [InlineData("several", "[\"c\"]", false)]
    [InlineData("several", "[null]", false)]
    [InlineData("several", "a", false)]
    [InlineData("date", "tomorrow", false)]
    [InlineData("text", "two\nlines", false)]
    [InlineData("text", "one", true)]
    [InlineData("button", "anything", true)]
    [InlineData("file", "", true)]
    [InlineData("file", "sub/a b.csv", true)]
    [InlineData("file", "/etc/passwd", false)]
    [InlineData("file", "../other/a.csv", false)]
    [InlineData("file", "a\0b", false)]
    public void Change_ToAValue_IsCheckedAgainstTheInput(string kind, string value, bool fits)
    {
        Apply(new RunCells([Id(0)]));
        Run(() => Shows($"a/{kind}:K", kind, kind switch { "several" => "[]", "button" => "4", _ => "" }));

        var outcome = _state.Apply(new ChangeInput(Id(0), Output(0), value), new(Person(), Noon));

        Assert.Equal(fits, outcome is OperationOutcome.Applied);
        Assert.Equal(kind == "file", InputRules.AsksForFile(_state.Document, Output(0)));
        if (kind == "button")
            Assert.Equal("K: 5", ((OperationOutcome.Applied)outcome).State.Document.Cells[0].PlainOutput());
    }

    [Fact]
    public void Change_OfAPassword_ReachesTheKernelAlone()
    {
        Apply(new RunCells([Id(0)]));
        Run(() => Shows("a/password:K", "password", ""));
        var before = _state.Document.Cells[0].Outputs;

        Apply(new ChangeInput(Id(0), Output(0), "hunter2"));

        Assert.Equal(before, _state.Document.Cells[0].Outputs);
        Assert.Equal("hunter2", Assert.Single(_effects.OfType<SetKernelInput>()).Value);
        Assert.DoesNotContain(_effects, static effect => effect.ToString()!.Contains("hunter2", StringComparison.Ordinal));
        Assert.Empty(_state.Chosen);
    }

    [Fact]
    public void Change_OfWhatIsGoneOrByAViewer_IsRefused()
    {
        Assert.Equal(RejectionReason.NotFound, Refused(new ChangeInput(Id(0), "gone", "1")));
        Assert.Equal(RejectionReason.NotFound, Refused(new ChangeInput(new("gone"), "gone", "1")));
        Assert.Equal(RejectionReason.NotAllowed, Refused(new ChangeInput(Id(0), Output(0), "1"), NotebookRole.Viewer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":\"a\",\"kind\":\"slider\"}")]
    [InlineData("{\"id\":\"a/x\",\"kind\":\"frame\",\"label\":\"x\"}")]
    [InlineData("{\"id\":\"\",\"kind\":\"slider\",\"label\":\"x\"}")]
    [InlineData("{\"id\":7,\"kind\":\"slider\",\"label\":\"x\"}")]
    public void Read_WhatIsNoInput_IsNone(string json) => Assert.Null(CellInput.Read(json));

    private static MimeBundle Bundle(string id, string kind, string value) => new CellInput
    {
        Id = id, Kind = kind, Label = id[(id.IndexOf(':', StringComparison.Ordinal) + 1)..], Value = value, Default = value, Min = "0", Max = "1", Options = ["a", "b"],
    }.ToBundle();

    private string Output(int cell) => _state.Document.Cells[cell].Outputs[0].OutputId;

    /// <summary>The running cell shows something perhaps, and ends.</summary>
    private void Run(Action? shows = null, params InputRead[] reads)
    {
        shows?.Invoke();
        Said(new SubmissionCompleted { SubmissionId = _state.Running!.Id, Outcome = SubmissionOutcome.Succeeded, ElapsedMilliseconds = 1, InputsRead = [.. reads] });
    }

    private void Shows(string id, string kind, string value) =>
        Said(new OutputProduced { SubmissionId = _state.Running!.Id, Output = new DisplayValue { DisplayId = Guid.NewGuid().ToString("n"), Data = Bundle(id, kind, value) } });

    private void Said(KernelEvent kernelEvent) => Observe(new KernelReported(_state.KernelNumber, [kernelEvent]));

    private void Observe(ServerOperation operation) => Take(_state.Observe(operation, Noon));

    private void Apply(Operation operation) => Take(Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(), Noon))));

    private RejectionReason Refused(Operation operation, NotebookRole role = NotebookRole.Owner) =>
        Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, new(Person(role: role), Noon))).Reason;

    private void Take(OperationOutcome.Applied applied) => (_state, _effects) = (applied.State, applied.Effects);
}
