using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>What every kernel keeps, whichever way it runs: in memory, on a stream in this process, in a process of its own.</summary>
public abstract class KernelContract
{
    protected const string Endless = "while (true) { }";

    protected const string Declaration = """var word = "hello";""";

    protected const string Question = """await Input.AskAsync("Your name")""";

    protected abstract Task<IKernel> LaunchAsync();

    [Fact]
    public async Task Submit_Expression_StartsShowsResultAndCompletes()
    {
        await using var kernel = await OpenAsync();

        var result = await kernel.RunAsync("1 + 1");

        Assert.Equal(SubmissionOutcome.Succeeded, result.Outcome);
        Assert.Equal("2", result.Result);
        Assert.Collection(kernel.Events,
            static started => Assert.IsType<SubmissionStarted>(started),
            static output => Assert.IsType<DisplayValue>(Assert.IsType<OutputProduced>(output).Output),
            static completed => Assert.IsType<SubmissionCompleted>(completed));
    }

    [Fact]
    public async Task ListVariables_AfterARun_NamesWhatItDeclared()
    {
        await using var kernel = await OpenAsync();
        await kernel.RunAsync(Declaration, "the-cell");

        var listed = await kernel.ListVariablesAsync();

        var variable = Assert.Single(listed.Variables);
        Assert.Equal(("word", "string", "5 characters", "\"hello\"", "the-cell"), (variable.Name, variable.Type, variable.Size, variable.Preview, variable.SourceName));
        Assert.Equal("hello", (await kernel.ShowVariableAsync("word")).Data!.PlainText);
        Assert.Equal("There is no such variable any more.", (await kernel.ShowVariableAsync("other")).Problem);
    }

    [Fact]
    public async Task ShowVariable_WhileASubmissionRuns_SaysSoAndListsAllTheSame()
    {
        await using var kernel = await OpenAsync();
        await kernel.RunAsync(Declaration, "the-cell");
        var endless = await kernel.SubmitAsync(Endless);
        await kernel.UntilAsync(last => last is SubmissionStarted started && started.SubmissionId == endless);

        Assert.Single((await kernel.ListVariablesAsync()).Variables);
        Assert.StartsWith("A cell is running.", (await kernel.ShowVariableAsync("word")).Problem, StringComparison.Ordinal);

        await kernel.InterruptAsync(endless);
        await kernel.EndOfAsync(endless);
    }

    [Fact]
    public async Task Submit_Print_ProducesStreamTextBeforeCompletion()
    {
        await using var kernel = await OpenAsync();

        var result = await kernel.RunAsync("""Console.WriteLine("printed");""");

        Assert.Equal("printed\n", result.Printed);
        Assert.Null(result.Result);
        Assert.IsType<SubmissionCompleted>(kernel.Events[^1]);
    }

    [Fact]
    public async Task Submit_CodeThatDoesNotCompile_FailsWithDiagnosticInTheCell()
    {
        await using var kernel = await OpenAsync();

        var result = await kernel.RunAsync("""int z = "a";""", "the-cell");

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.True(result.Error!.IsCompilation);
        Assert.Equal("CS0029", result.Error.Name);
        Assert.Equal(("the-cell", 1), result.Error.FirstLocation);
    }

    [Fact]
    public async Task Submit_CodeThatThrows_FailsWithLineInTheCell()
    {
        await using var kernel = await OpenAsync();

        var result = await kernel.RunAsync("""throw new InvalidOperationException("boom");""", "the-cell");

        Assert.Equal(SubmissionOutcome.Failed, result.Outcome);
        Assert.Equal("System.InvalidOperationException", result.Error!.Name);
        Assert.Equal("boom", result.Error.Message);
        Assert.Equal(("the-cell", 1), result.Error.FirstLocation);
    }

    [Fact]
    public async Task Submit_AfterFailure_Runs()
    {
        await using var kernel = await OpenAsync();
        await kernel.RunAsync("""throw new InvalidOperationException("boom");""");

        Assert.Equal("2", (await kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task Submit_TwoAtOnce_RunInOrderWithoutOverlap()
    {
        await using var kernel = await OpenAsync();

        var first = await kernel.SubmitAsync("1 + 1");
        var second = await kernel.SubmitAsync("""Console.WriteLine("printed");""");
        await kernel.EndOfAsync(second);

        Assert.Equal([first, first, first, second, second, second], kernel.Events.Select(IdOf));
        Assert.IsType<SubmissionCompleted>(kernel.Events[2]);
        Assert.IsType<SubmissionStarted>(kernel.Events[3]);
    }

    [Fact]
    public async Task Update_OfADisplay_CarriesItsId()
    {
        await using var kernel = await OpenAsync();

        var result = await kernel.RunAsync("""var d = Display.Value("one"); d.Update("two");""");

        var value = Assert.IsType<DisplayValue>(result.Outputs[0]);
        var update = Assert.IsType<DisplayUpdate>(result.Outputs[1]);
        Assert.False(value.IsResult);
        Assert.Equal(value.DisplayId, update.DisplayId);
        Assert.Equal("two", update.Data.PlainText);
    }

    [Fact]
    public async Task Interrupt_RunningSubmission_EndsItAndKeepsTheKernel()
    {
        await using var kernel = await OpenAsync();
        var endless = await kernel.SubmitAsync(Endless);
        await kernel.UntilAsync(static last => last is SubmissionStarted);

        await kernel.InterruptAsync(endless);

        Assert.Equal(SubmissionOutcome.Interrupted, (await kernel.EndOfAsync(endless)).Outcome);
        Assert.Equal("2", (await kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task Question_Answered_GoesOnWithTheAnswer()
    {
        await using var kernel = await OpenAsync();
        var id = await kernel.SubmitAsync(Question);

        var asked = await kernel.AskedAsync(id);
        await kernel.AnswerAsync(asked, "Ada");

        Assert.Equal(("Your name", InputKind.Text), (asked.Question.Prompt, asked.Question.Kind));
        Assert.Equal("Ada", (await kernel.EndOfAsync(id)).Result);
    }

    [Fact]
    public async Task Interrupt_WhileAQuestionWaits_EndsItAndLateAnswersFindNobody()
    {
        await using var kernel = await OpenAsync();
        var id = await kernel.SubmitAsync(Question);
        var asked = await kernel.AskedAsync(id);

        await kernel.InterruptAsync(id);
        Assert.Equal(SubmissionOutcome.Interrupted, (await kernel.EndOfAsync(id)).Outcome);

        await kernel.AnswerAsync(asked, "late");
        Assert.Equal("2", (await kernel.RunAsync("1 + 1")).Result);
    }

    [Fact]
    public async Task Interrupt_QueuedSubmission_EndsItBeforeItRan()
    {
        await using var kernel = await OpenAsync();
        var endless = await kernel.SubmitAsync(Endless);
        var queued = await kernel.SubmitAsync("""Console.WriteLine("printed");""");

        await kernel.InterruptAsync(queued);
        await kernel.InterruptAsync(endless);

        var result = await kernel.EndOfAsync(queued);
        Assert.Equal(SubmissionOutcome.Interrupted, result.Outcome);
        Assert.Empty(result.Outputs);
    }

    [Fact]
    public async Task Interrupt_EndedOrUnknownSubmission_HasNoEffect()
    {
        await using var kernel = await OpenAsync();
        var ended = await kernel.SubmitAsync("1 + 1");
        await kernel.EndOfAsync(ended);

        await kernel.InterruptAsync(ended);
        await kernel.InterruptAsync(new SubmissionId(4711));

        Assert.Equal(SubmissionOutcome.Succeeded, (await kernel.RunAsync("1 + 1")).Outcome);
    }

    [Fact]
    public async Task Dispose_WhileRunning_EndsEventsAndSaysSo()
    {
        var kernel = await OpenAsync();
        await kernel.SubmitAsync(Endless);
        await kernel.UntilAsync(static last => last is SubmissionStarted);

        await kernel.DisposeAsync();

        Assert.Equal("The kernel was stopped.", (await kernel.EndedAsync()).Message);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        // What was under way may still be read; then the events end.
        await foreach (var _ in kernel.Kernel.Events.ReadAllAsync(timeout.Token))
        {
        }
    }

    [Fact]
    public async Task Send_AfterTheEnd_DoesNothing()
    {
        var kernel = await OpenAsync();
        await kernel.DisposeAsync();

        await kernel.SubmitAsync("1 + 1");

        Assert.True(kernel.Kernel.Ended.IsCompletedSuccessfully);
    }

    protected async Task<KernelConversation> OpenAsync() => new(await LaunchAsync());

    private static SubmissionId IdOf(KernelEvent kernelEvent) => kernelEvent switch
    {
        SubmissionStarted started => started.SubmissionId,
        OutputProduced produced => produced.SubmissionId,
        SubmissionCompleted completed => completed.SubmissionId,
        _ => throw new InvalidOperationException($"Unexpected {kernelEvent}"),
    };
}
