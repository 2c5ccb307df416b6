using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sessions;

public sealed class OperationRulesTests
{
    private static readonly ExampleTable Any = new();

    public static TheoryData<Type> Operations => [.. typeof(Operation).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract)];

    [Theory]
    [MemberData(nameof(Operations))]
    public void LeastRole_EveryOperation_HasARuleAndAnExample(Type operation)
    {
        Assert.Contains(operation, OperationRules.LeastRole.Keys);
        Assert.Contains(Any.Examples, example => example.GetType() == operation);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Apply_EveryRole_IsAllowedFromItsRuleOnAndNeverBefore(Type operation)
    {
        var example = Any.Examples.Single(example => example.GetType() == operation);
        foreach (var role in Enum.GetValues<NotebookRole>())
        {
            var outcome = Any.State.Apply(example, new(SessionTable.Person(role: role), SessionTable.Noon));

            if (role >= OperationRules.LeastRole[operation])
                Assert.IsType<OperationOutcome.Applied>(outcome);
            else
                Assert.Equal(RejectionReason.NotAllowed, Assert.IsType<OperationOutcome.Rejected>(outcome).Reason);
        }
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Apply_WhoOnlyLooksWithTheEyesOfOthers_ChangesNothingWhateverTheirRole(Type operation)
    {
        var example = Any.Examples.Single(example => example.GetType() == operation);

        var outcome = Any.State.Apply(example, new(SessionTable.Person(role: NotebookRole.Owner) with { OnlyLooks = true }, SessionTable.Noon));

        Assert.Equal(SeenAs.Refusal, Assert.IsType<OperationOutcome.Rejected>(outcome).Message);
    }

    [Fact]
    public void Apply_RoleThatIsNone_IsAllowedNothing() =>
        Assert.All(Any.Examples, static example => Assert.IsType<OperationOutcome.Rejected>(Any.State.Apply(example, new(SessionTable.Person(role: 0), SessionTable.Noon))));

    [Fact]
    public void Apply_OperationWithoutARule_IsNobodys() =>
        Assert.IsType<OperationOutcome.Rejected>(Any.State.Apply(new Unruled(), new(SessionTable.Person(role: NotebookRole.Owner), SessionTable.Noon)));

    [Fact]
    public void ServerOperation_IsNoOperation_SoNoParticipantCanSendOne() =>
        Assert.DoesNotContain(typeof(ServerOperation).Assembly.GetTypes(), static type => type.IsSubclassOf(typeof(ServerOperation)) && type.IsAssignableTo(typeof(Operation)));

    private sealed record Unruled : Operation;

    /// <summary>A state, and for each operation an example that can be applied to it.</summary>
    internal sealed class ExampleTable
    {
        public SessionState State { get; } = new()
        {
            Document = WithInput(WithText(SessionTable.NotebookOf("1", "2"))) with { Comments = [CommentRulesTests.Thread("aaaaaaaaaaaa", "ada")] },
            OutputIdPrefix = "o",
            Ran = [SessionTable.Id(0)],
            Questions = [new() { Id = "q1", CellId = SessionTable.Id(0), Words = "Number", Question = new(), SubmissionId = new(1), RequestId = 1 }],
        };

        private static JoinCells Join { get; } = new([SessionTable.Id(0), SessionTable.Id(1)], SessionTable.Id(0), "");

        public IReadOnlyList<Operation> Examples { get; } =
        [
            new EditText(SessionTable.Id(0), 0, [new("tab", "[1,[0,\"2\"]]")]),
            new InsertCell(new("new"), Web.Documents.CellKind.Markdown, null),
            new InsertCells([Removed("pasted").Cell], SessionTable.Id(0)),
            new DuplicateCells([new(SessionTable.Id(0), new("copy"))]),
            new MoveCells([SessionTable.Id(0)], SessionTable.Id(1)),
            new DeleteCells([SessionTable.Id(1)]),
            new SplitCell(SessionTable.Id(0), 0, 1, new("above")),
            new MergeCells([SessionTable.Id(0), SessionTable.Id(1)]),
            new ChangeKinds([new(SessionTable.Id(0), Web.Documents.CellKind.Markdown)]),
            new AttachPicture(new("text"), "x.png", Formats.CellPicturesTests.Png),
            new CollapseCells([SessionTable.Id(0)], true, null),
            new RestoreCells([Removed("back")]),
            new RemoveAddedCells([new(SessionTable.Id(0), 0)]),
            new ReturnCells([new(SessionTable.Id(0), new(SessionTable.Id(1), null, 1))]),
            Join,
            new TakeApart(Join, Removed("a").Cell, 0, 0, [Removed("back")]),
            new Rename("Name"),
            new UnpinPackage("CsvHelper"),
            new RunCells([SessionTable.Id(0)]),
            new RunAll(),
            new InterruptRun(),
            new RestartKernel(),
            new AnswerQuestion("q1", "42"),
            new RebuildKernel(),
            new KeepKernel(),
            new RunStale(),
            new RunWithNeeds(SessionTable.Id(0)),
            new ChangeStaleMode(StaleMode.Automatic),
            new ChangeTexts([new(SessionTable.Id(0), 0, "[1]")]),
            new VerifyNotebook(),
            new StopVerifying(),
            new SaveCheckpoint(new("aaaaaaaaaaaa"), "Before the talk"),
            new RestoreRevision(SessionTable.NotebookOf("was"), new("bbbbbbbbbbbb")),
            new ReturnDocument(SessionTable.NotebookOf("was"), [new(SessionTable.Id(0), 0), new(SessionTable.Id(1), 0), new(new("text"), 0)]),
            new AddComment(new("cccccccccccc"), SessionTable.Id(0), "Why?"),
            new ReplyComment(new("dddddddddddd"), new("aaaaaaaaaaaa"), "Because."),
            new EditComment(new("aaaaaaaaaaaa"), "How?"),
            new ResolveComment(new("aaaaaaaaaaaa"), true),
            new DeleteComment(new("aaaaaaaaaaaa")),
            new ChangeInput(SessionTable.Id(1), "slider", "0.7"),
        ];

        private static Web.Documents.NotebookDocument WithInput(Web.Documents.NotebookDocument document) =>
            document.With(document.Cells[1] with { Outputs = [InputRulesTests.Shown("slider", "b/slider:T", "slider", "0.5")] });

        private static Web.Documents.NotebookDocument WithText(Web.Documents.NotebookDocument document) =>
            document with { Cells = document.Cells.Add(new() { Id = new("text"), Kind = Web.Documents.CellKind.Markdown, Language = "markdown", Text = Web.Collaboration.TextDocument.Of("") }) };

        private static RemovedCell Removed(string id) =>
            new(new Web.Documents.Cell { Id = new(id), Kind = Web.Documents.CellKind.Code, Language = "csharp", Text = Web.Collaboration.TextDocument.Of("1") }, new(null, null, 0));
    }
}
