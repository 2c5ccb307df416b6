using System.Collections.Immutable;
using CsCheck;
using Notebook.Protocol;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Sessions;
using Notebook.Web.Storage;
using static Notebook.Tests.Sessions.SessionTable;

namespace Notebook.Tests.Sessions;

/// <summary>The rules alone: any sequence of operations and of anything a kernel may say, true or not.</summary>
public sealed class SessionStateTests
{
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public void Observe_SomebodyComes_StartsAKernelUnlessTheyOnlyLook(bool onlyLooks, int kernels)
    {
        var state = new SessionState { Document = NotebookOf("1"), OutputIdPrefix = "o", StartsKernelAtOpen = true };

        var observed = state.Observe(new ParticipantJoined(Person() with { OnlyLooks = onlyLooks }), Noon);

        Assert.Equal(kernels, observed.Effects.OfType<StartKernel>().Count());
    }

    [Fact]
    public Task ApplyAndObserve_RandomSequences_KeepTheInvariantsAndWhatIsStoredIsWhatIsShown() =>
        Gen.Select(Gen.Int[0, 29], Gen.Int[0, 1_000]).Array[0, 120].SampleAsync(
            static async steps =>
            {
                var document = NotebookOf("a", "b", "c");
                var store = new InMemoryNotebookStore();
                await store.CommitAsync([new NotebookCreated(document)], CancellationToken.None);
                var state = new SessionState { Document = document, OutputIdPrefix = "o", StartsKernelAtOpen = true };
                var inverses = new List<Operation>();
                foreach (var (kind, chance) in steps)
                {
                    var before = state;
                    ImmutableArray<SessionEffect> effects = [];
                    if (OperationFor(state, inverses, kind, chance) is { } operation)
                    {
                        if (state.Apply(operation, new(Person(), Noon)) is OperationOutcome.Applied applied)
                        {
                            (state, effects) = (applied.State, applied.Effects);
                            if (applied.Inverse is { } inverse)
                                inverses.Add(inverse);
                        }
                    }
                    else
                    {
                        var observed = state.Observe(HappeningFor(state, kind, chance), Noon);
                        (state, effects) = (observed.State, observed.Effects);
                    }

                    AssertInvariants(before, state, effects);
                    await PerformAsync(store, state, effects);
                }

                // As the server's end finds it: what ran is lost, what waited is what it was.
                var stored = (await store.LoadAsync(document.Id, CancellationToken.None))!;
                Assert.Equal(state.Document.Title, stored.Title);
                Assert.Equal(state.Document.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.HidesSource, cell.HidesOutputs, cell.Source, cell.Text.Version, cell.PlainOutput(), cell.ExecutionCount)),
                    stored.Cells.Select(static cell => (cell.Id, cell.Kind, cell.Language, cell.HidesSource, cell.HidesOutputs, cell.Source, cell.Text.Version, cell.PlainOutput(), cell.ExecutionCount)));
                foreach (var (cell, kept) in state.Document.Cells.Zip(stored.Cells))
                    if (cell.LastRun?.State == CellRunState.Running)
                        Assert.Equal(CellRunState.KernelLost, kept.LastRun!.State);
                    else if (cell.LastRun?.State != CellRunState.Queued)
                        Assert.Equal(cell.WithoutWorkLeftRunning().LastRun, kept.LastRun);
            },
            iter: 400);

    [Fact]
    public void Observe_NumbersFromAHostileKernel_AreBounded()
    {
        foreach (var elapsed in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity, -1, double.MaxValue })
        {
            var state = Running();
            state = state.Observe(Said(state, new SubmissionCompleted { SubmissionId = state.Running!.Id, Outcome = (SubmissionOutcome)99, ElapsedMilliseconds = elapsed }), Noon).State;

            Assert.Equal(CellRunState.Failed, state.Document.Cells[0].LastRun!.State);
            Assert.Equal(TimeSpan.Zero, state.Document.Cells[0].LastRun!.Elapsed);
        }
    }

    [Fact]
    public void Observe_BundleFromAHostileKernel_IsMadeSafeToKeep()
    {
        var state = Running();
        var contents = Enumerable.Range(0, 500).ToImmutableSortedDictionary(static n => $"text/x-{n}", static _ => "x", StringComparer.Ordinal)
            .Add("<script>", "no type").Add(new string('a', 300) + "/b", "too long");

        state = state.Observe(Said(state, new OutputProduced { SubmissionId = state.Running!.Id, Output = new DisplayValue { DisplayId = "d", Data = new MimeBundle { Contents = contents } } }), Noon).State;

        var kept = Assert.IsType<DisplayOutput>(state.Document.Cells[0].Outputs.Single()).Data.Contents;
        Assert.True(kept.ContainsKey(MimeTypes.PlainText));
        Assert.InRange(kept.Count, 1, OutputLimits.MaxMimeTypes + 1);
        Assert.All(kept.Keys, static type => Assert.Matches("^[A-Za-z0-9/.+_-]{3,200}$", type));
    }

    [Fact]
    public void Observe_LongRun_IsCommittedWhileItRuns()
    {
        var state = Running();
        var text = new string('x', 1024 * 1024);
        var kept = 0;
        for (var i = 0; i < 100; i++)
        {
            var observed = state.Observe(Said(state, new OutputProduced { SubmissionId = state.Running!.Id, Output = new StreamText { Stream = StreamName.Output, Text = text } }), Noon);
            state = observed.State;
            kept += observed.Effects.Count(static effect => effect is KeepOutputs);
        }

        Assert.InRange(kept, 2, 4);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t ")]
    [InlineData("a\u0007b")]
    public void Apply_TitleThatIsNone_IsInvalid(string title) =>
        Assert.Equal(RejectionReason.Invalid, Rejected(new Rename(title)));

    [Fact]
    public void Apply_OperationsThatCannotBe_AreRefusedWithTheReason()
    {
        Assert.Equal(RejectionReason.NotFound, Rejected(new DeleteCells([new("gone")])));
        Assert.Equal(RejectionReason.NotFound, Rejected(new MoveCells([Id(0)], new("gone"))));
        Assert.Equal(RejectionReason.NotFound, Rejected(new RunCells([new("gone")])));
        Assert.Equal(RejectionReason.NotFound, Rejected(new InsertCell(new("new"), CellKind.Code, new("gone"))));
        Assert.Equal(RejectionReason.Invalid, Rejected(new InsertCell(Id(0), CellKind.Code, null)));
        Assert.Equal(RejectionReason.Invalid, Rejected(new InsertCell(new("no spaces"), CellKind.Code, null)));
        Assert.Equal(RejectionReason.Invalid, Rejected(new InsertCell(default, CellKind.Code, null)));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 7, [new("tab", "[1]")])));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, [])));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, default)));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, [null!])));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, [new("", "[1]")])));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, [new("tab", null!)])));
        Assert.Equal(RejectionReason.Invalid, Rejected(new EditText(Id(0), 0, [new("tab", "[99]")])));
    }

    [Fact]
    public void Apply_RunOfAnotherLanguage_SaysSo()
    {
        var document = NotebookOf("let x = 1");
        var state = new SessionState { Document = document.With(document.Cells[0] with { Language = "fsharp" }), OutputIdPrefix = "o" };

        var refused = Assert.IsType<OperationOutcome.Rejected>(state.Apply(new RunCells([Id(0)]), new(Person(), Noon)));

        Assert.Equal("Cell 1 is written in fsharp. Only C# runs here; the cell keeps its text.", refused.Message);
        Assert.Same(state, Assert.IsType<OperationOutcome.Applied>(state.Apply(new RunAll(), new(Person(), Noon))).State);
    }

    private static RejectionReason Rejected(Operation operation) =>
        Assert.IsType<OperationOutcome.Rejected>(new SessionState { Document = NotebookOf("1"), OutputIdPrefix = "o" }.Apply(operation, new(Person(), Noon))).Reason;

    private static SessionState Running()
    {
        var state = new SessionState { Document = NotebookOf("1"), OutputIdPrefix = "o" };
        state = Assert.IsType<OperationOutcome.Applied>(state.Apply(new RunAll(), new(Person(), Noon))).State;
        return state.Observe(new KernelLaunched(state.KernelNumber), Noon).State;
    }

    private static KernelReported Said(SessionState state, KernelEvent kernelEvent) => new(state.KernelNumber, [kernelEvent]);

    private static Operation? OperationFor(SessionState state, List<Operation> inverses, int kind, int chance)
    {
        CellId Some() => state.Document.Cells.IsEmpty || chance % 11 == 0 ? new("gone") : state.Document.Cells[chance % state.Document.Cells.Count].Id;
        CellId? Place() => chance % 3 == 0 ? null : Some();
        return kind switch
        {
            0 => new InsertCell(new($"n{chance}"), chance % 4 == 0 ? CellKind.Markdown : CellKind.Code, Place(), $"{chance}"),
            1 => new MoveCells([Some()], Place()),
            2 => new DeleteCells([Some()]),
            3 => new Rename($"Title {chance}"),
            4 or 5 => state.Document.Find(Some()) is { } cell ? new EditText(cell.Id, cell.Text.Version - chance % 2, [new("tab", cell.Source.Length == 0 ? "[[0,\"x\"]]" : $"[[{cell.Source.Length},\"{chance}\"]]")]) : new RunAll(),
            6 or 7 => new RunCells([Some(), Some()]),
            29 when state.Questions is [.., var last] => new AnswerQuestion(last.Id, chance % 4 == 0 ? "no number" : "2026"),
            29 => new AnswerQuestion($"q{chance % 4}", "late"),
            8 => new RunAll(),
            9 => new InterruptRun(Place()),
            20 => new DeleteCells([Some(), .. state.Document.Cells.Take(chance % 3).Select(static cell => cell.Id)]),
            21 => new DuplicateCells([new(Some(), new($"d{chance}"))]),
            22 => state.Document.Find(Some()) is { } split ? new SplitCell(split.Id, split.Text.Version - chance % 2, chance % (split.Source.Length + 2), new($"s{chance}")) : new RunAll(),
            23 => new MergeCells([.. state.Document.Cells.Skip(chance % 5).Take(2 + chance % 2).Select(static cell => cell.Id)]),
            24 => new ChangeKinds([new(Some(), chance % 2 == 0 ? CellKind.Code : CellKind.Markdown)]),
            25 => new CollapseCells([Some()], chance % 2 == 0, chance % 3 == 0 ? null : chance % 5 == 0),
            26 when inverses.Count > 0 => inverses[chance % inverses.Count],
            26 => new RunAll(),
            10 => (chance % 4) switch { 0 => new RestartKernel(), 1 => new RebuildKernel(), _ => new InterruptRun() },
            _ => null,
        };
    }

    private static ServerOperation HappeningFor(SessionState state, int kind, int chance)
    {
        // Kernels and submissions of the past and of nobody speak too.
        var kernel = state.KernelNumber - (chance % 7 == 0 ? 1 : 0);
        var submission = new SubmissionId(Math.Max(0, state.LastSubmission - (chance % 3 == 0 ? chance % 5 : 0)) + (chance % 13 == 0 ? 1 : 0));
        KernelReported Produced(KernelOutput output) => new(kernel, [new OutputProduced { SubmissionId = submission, Output = output }]);
        return kind switch
        {
            11 => new KernelLaunched(kernel),
            12 => Produced(new StreamText { Stream = (StreamName)(chance % 2), Text = $"text {chance}\n" }),
            13 => Produced(new DisplayValue { DisplayId = $"d{chance % 5}", Data = MimeBundle.Text($"value {chance}") }),
            14 => Produced(new DisplayUpdate { DisplayId = $"d{chance % 5}", Data = MimeBundle.Text($"update {chance}") }),
            15 => Produced(new ErrorOutput { Error = new ErrorReport { Name = "E", Message = $"error {chance}" } }),
            16 or 17 => new KernelReported(kernel, [new SubmissionStarted { SubmissionId = submission }, new SubmissionCompleted { SubmissionId = submission, Outcome = (SubmissionOutcome)(chance % 3), ElapsedMilliseconds = chance, WorkLeftRunning = chance % 5 == 0 }]),
            27 or 28 => new KernelReported(kernel, [new InputRequested { SubmissionId = submission, RequestId = chance % 5, Question = new() { Prompt = $"Question {chance % 3}", Kind = (InputKind)(chance % 6), IsConsole = chance % 2 == 0 } }]),
            18 when chance % 4 == 0 => new KernelEnded(kernel, new KernelExit(1, "It ended.")),
            18 when chance % 4 == 1 => new KernelLaunchFailed(kernel, "It did not start."),
            _ => new ParticipantJoined(Person()),
        };
    }

    private static void AssertInvariants(SessionState before, SessionState after, ImmutableArray<SessionEffect> effects)
    {
        var cells = after.Document.Cells;
        Assert.Equal(cells.Count, cells.Select(static cell => cell.Id).Distinct().Count());
        var outputs = cells.SelectMany(static cell => cell.Outputs).Select(static output => output.OutputId).ToList();
        Assert.Equal(outputs.Count, outputs.Distinct().Count());

        Assert.Equal(after.Queue.Count, after.Queue.Select(static queued => queued.CellId).Distinct().Count());
        Assert.All(after.Queue, queued => Assert.True(after.Document.Find(queued.CellId) is { Kind: CellKind.Code, LastRun.State: CellRunState.Queued }));
        Assert.Equal(after.Queue.Count, cells.Count(static cell => cell.LastRun?.State == CellRunState.Queued));
        Assert.DoesNotContain(after.Queue, queued => queued.CellId == after.Running?.CellId);
        Assert.Equal(cells.Where(static cell => cell.LastRun?.State == CellRunState.Running).Select(static cell => (CellId?)cell.Id).SingleOrDefault(), after.ToSnapshot().RunningCell);
        Assert.Equal(after.Running is not null, after.Kernel.State is KernelState.Busy or KernelState.Stopping);
        if (after.Kernel.State is KernelState.Ready or KernelState.NotStarted or KernelState.Stopped)
            Assert.Empty(after.Queue);

        Assert.True(ReferenceEquals(before, after) || after.Version == before.Version + 1);
        Assert.True(after.LastSubmission >= before.LastSubmission && after.KernelNumber >= before.KernelNumber);
        foreach (var cell in cells)
            if (before.Document.Find(cell.Id) is { } old)
            {
                Assert.True(cell.Version >= old.Version && cell.Text.Version >= old.Text.Version);
                // A component that looks at the version alone sees every change but text and streams.
                if (cell.Version == old.Version)
                    Assert.Equal(old with { Text = cell.Text, Outputs = cell.Outputs }, cell);
            }

        Assert.Equal(after.Ran.Count, after.Ran.Distinct().Count());
        if (after.Kernel.State is KernelState.NotStarted or KernelState.Starting or KernelState.Stopped)
            Assert.DoesNotContain(cells, static cell => cell.LastRun is { WorkLeftRunning: true });

        Assert.True(effects.Count(static effect => effect is SubmitCode) <= 1);
        var change = SessionChange.Between(before.ToSnapshot(), after.ToSnapshot());
        Assert.Equal(cells.Where(cell => before.Document.Find(cell.Id)?.Version != cell.Version).Select(static cell => cell.Id).ToHashSet(), change.ChangedCells.ToHashSet());
        Assert.Equal(cells.Where(cell => before.Document.Find(cell.Id) is { } old && old.Text.Version != cell.Text.Version).Select(static cell => cell.Id).ToHashSet(), change.EditedCells.ToHashSet());
        Assert.Equal(
            !before.Document.Cells.Select(static cell => cell.Id).SequenceEqual(cells.Select(static cell => cell.Id)) || before.Document.Title != after.Document.Title
                || before.Kernel != after.Kernel || before.ToSnapshot().RunningCell != after.ToSnapshot().RunningCell || !before.ToSnapshot().Queue.SequenceEqual(after.ToSnapshot().Queue)
                || !before.Questions.SequenceEqual(after.Questions),
            change.PageChanged);

        // A question is of the running cell, which is on the page and is not being stopped.
        Assert.All(after.Questions, question => Assert.True(question.CellId == after.ToSnapshot().RunningCell && after.Kernel.State == KernelState.Busy));
        Assert.Equal(after.Questions.Count, after.Questions.Select(static question => question.RequestId).Distinct().Count());
        Assert.InRange(after.Questions.Count, 0, InputQuestion.MaxWaiting);
    }

    private static async Task PerformAsync(InMemoryNotebookStore store, SessionState state, ImmutableArray<SessionEffect> effects)
    {
        foreach (var changes in effects.OfType<StoreChanges>())
            await store.CommitAsync(changes.Changes, CancellationToken.None);
        await store.AppendAsync(state.Document.Id, [.. effects.OfType<AppendProgress>().Select(static append => append.Progress)], CancellationToken.None);
        foreach (var keep in effects.OfType<KeepOutputs>())
            if (state.ToKeep(keep.CellId) is { } cell)
                await store.CommitAsync([new OutputsChanged(state.Document.Id, cell)], CancellationToken.None);
    }
}
