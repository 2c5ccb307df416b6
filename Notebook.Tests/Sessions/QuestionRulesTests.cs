using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>What cells ask, as rules alone.</summary>
public sealed class QuestionRulesTests
{
    private SessionState _state = new() { Document = NotebookOf("a", "b"), OutputIdPrefix = "o" };
    private IReadOnlyList<SessionEffect> _effects = [];

    public QuestionRulesTests()
    {
        Apply(new RunCells([Id(0)]));
        Observe(new KernelLaunched(_state.KernelNumber));
    }

    [Fact]
    public void Ask_RunningCell_IsPendingAndSaysWhoRanIt()
    {
        Ask(new InputQuestion { Prompt = "  Your\nname " });

        var question = Assert.Single(_state.ToSnapshot().Questions);
        Assert.Equal((Id(0), "Your name", "tab-Ada"), (question.CellId, question.Words, question.RunBy));
        Assert.Equal(KernelState.Busy, _state.Kernel.State);
    }

    [Fact]
    public void Ask_ConsoleWithoutAPrompt_IsCalledByTheLineThatTheCellBegan()
    {
        Observe(Said(new OutputProduced { SubmissionId = _state.Running!.Id, Output = new StreamText { Stream = StreamName.Output, Text = "Welcome\nYour name: " } }));
        Ask(new InputQuestion { IsConsole = true });

        Assert.Equal("Your name:", Assert.Single(_state.Questions).Words);
    }

    [Fact]
    public void Ask_FromThePastOrBeyondTheLimits_IsDropped()
    {
        Observe(Said(new InputRequested { SubmissionId = new(99), RequestId = 1, Question = new() }));
        Observe(new KernelReported(_state.KernelNumber - 1, [new InputRequested { SubmissionId = _state.Running!.Id, RequestId = 1, Question = new() }]));
        Ask(new InputQuestion { Prompt = new string('x', InputQuestion.MaxTextChars + 1) });
        Ask(new InputQuestion { Kind = (InputKind)99 });
        Ask(new InputQuestion { Kind = InputKind.Choice });
        Assert.Empty(_state.Questions);

        for (var i = 0; i < InputQuestion.MaxWaiting + 10; i++)
            Ask(new InputQuestion { Prompt = "more" }, i);
        Ask(new InputQuestion { Prompt = "the same" }, 1);
        Assert.Equal(InputQuestion.MaxWaiting, _state.Questions.Count);
    }

    [Fact]
    public void Answer_First_CountsAndGoesToTheKernel()
    {
        Ask(new InputQuestion { Prompt = "Your name:" }, requestId: 7);
        var id = _state.Questions[0].Id;

        Apply(new AnswerQuestion(id, "Ada"));

        Assert.Empty(_state.Questions);
        var answer = Assert.Single(_effects.OfType<AnswerSubmission>());
        Assert.Equal((_state.Running!.Id, 7, "Ada"), (answer.SubmissionId, answer.RequestId, answer.Text));
        Assert.Equal("Your name: Ada", _state.Document.Cells[0].PlainOutput());
        Assert.Equal(RejectionReason.NotFound, Rejected(new AnswerQuestion(id, "Ben")));
    }

    [Fact]
    public void Answer_ToTheConsole_StandsInTheTextAsInATerminal()
    {
        Observe(Said(new OutputProduced { SubmissionId = _state.Running!.Id, Output = new StreamText { Stream = StreamName.Output, Text = "Your name: " } }));
        Ask(new InputQuestion { IsConsole = true });

        Apply(new AnswerQuestion(_state.Questions[0].Id, "Ada"));

        Assert.Equal("Your name: Ada\n", Assert.IsType<StreamOutput>(Assert.Single(_state.Document.Cells[0].Outputs)).Text.HeadText);
    }

    [Fact]
    public void Answer_Password_IsInNoOutputJournalNorText()
    {
        Ask(new InputQuestion { Prompt = "Key", Kind = InputKind.Password });
        var answer = new AnswerQuestion(_state.Questions[0].Id, "hunter2");

        Apply(answer);

        Assert.DoesNotContain("hunter2", answer.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", _state.Document.Cells[0].PlainOutput(), StringComparison.Ordinal);
        Assert.DoesNotContain(_effects, static effect => effect.ToString()!.Contains("hunter2", StringComparison.Ordinal));
        var sent = Assert.Single(_effects.OfType<AnswerSubmission>()).ToRequest();
        Assert.Equal("hunter2", sent.Text);
        Assert.DoesNotContain("hunter2", sent.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(InputKind.Text, "two\nlines", false)]
    [InlineData(InputKind.Lines, "two\nlines", true)]
    [InlineData(InputKind.Text, "", true)]
    [InlineData(InputKind.Number, "2.5", true)]
    [InlineData(InputKind.Number, "two", false)]
    [InlineData(InputKind.Date, "2026-11-24", true)]
    [InlineData(InputKind.Date, "soon", false)]
    [InlineData(InputKind.DateTime, "2026-11-24T14:30", true)]
    [InlineData(InputKind.Choice, "yes", true)]
    [InlineData(InputKind.Choice, "perhaps", false)]
    public void Answer_OfAForm_IsCheckedAndARefusedOneLeavesTheQuestion(InputKind kind, string text, bool isFit)
    {
        Ask(new InputQuestion { Prompt = "x", Kind = kind, Choices = kind == InputKind.Choice ? ["yes", "no"] : [] });
        var answer = new AnswerQuestion(_state.Questions[0].Id, text);

        if (isFit)
        {
            Apply(answer);
            return;
        }

        Assert.Equal(RejectionReason.Invalid, Rejected(answer));
        Assert.Single(_state.Questions);
    }

    [Fact]
    public void Answer_FromAViewer_IsNotAllowed()
    {
        Ask(new InputQuestion { Prompt = "x" });

        var refused = Assert.IsType<OperationOutcome.Rejected>(_state.Apply(new AnswerQuestion(_state.Questions[0].Id, "y"), new(Person(role: NotebookRole.Viewer), Noon)));

        Assert.Equal(RejectionReason.NotAllowed, refused.Reason);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("kernel")]
    [InlineData("delete")]
    public void Question_WhenItsRunEndsHoweverThatIs_IsWithdrawn(string how)
    {
        Ask(new InputQuestion { Prompt = "x" });

        switch (how)
        {
            case "end": Observe(Said(new SubmissionCompleted { SubmissionId = _state.Running!.Id, Outcome = SubmissionOutcome.Succeeded, ElapsedMilliseconds = 1 })); break;
            case "stop": Apply(new InterruptRun()); break;
            case "restart": Apply(new RestartKernel()); break;
            case "kernel": Observe(new KernelEnded(_state.KernelNumber, new KernelExit(1, "gone"))); break;
            case "delete": Apply(new DeleteCells([Id(0)])); break;
        }

        Assert.Empty(_state.Questions);
        Assert.Empty(_state.ToSnapshot().Questions);
    }

    private void Ask(InputQuestion question, int requestId = 1) =>
        Observe(Said(new InputRequested { SubmissionId = _state.Running!.Id, RequestId = requestId, Question = question }));

    private KernelReported Said(KernelEvent kernelEvent) => new(_state.KernelNumber, [kernelEvent]);

    private void Observe(ServerOperation operation) => Take(_state.Observe(operation, Noon));

    private void Apply(Operation operation) => Take(Assert.IsType<OperationOutcome.Applied>(_state.Apply(operation, new(Person(), Noon))));

    private RejectionReason Rejected(Operation operation) => Assert.IsType<OperationOutcome.Rejected>(_state.Apply(operation, new(Person(), Noon))).Reason;

    private void Take(OperationOutcome.Applied applied) => (_state, _effects) = (applied.State, applied.Effects);
}
