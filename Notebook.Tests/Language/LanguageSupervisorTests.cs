using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Notebook.Protocol.Language;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Kernels;
using Notebook.Web.Language;
using Notebook.Web.Sessions;

namespace Notebook.Tests.Language;

/// <summary>What the process is asked, and when; and what becomes of its ends.</summary>
public sealed class LanguageSupervisorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly FakeLauncher _launcher = new();
    private readonly LanguageSupervisor _supervisor;

    public LanguageSupervisorTests() => _supervisor = new(_launcher, Options.Create(new LanguageOptions()), _time, NullLogger<LanguageSupervisor>.Instance);

    public ValueTask DisposeAsync() => _supervisor.DisposeAsync();

    [Fact]
    public async Task Ask_First_StartsTheProcessAndTellsTheNotebook()
    {
        var notebook = new Asker("a1");
        var answer = AskAsync(notebook, "tab", "hover");

        var process = await _launcher.NextAsync();
        var (update, question) = (Assert.IsType<UpdateNotebook>(await process.NextAsync()), Assert.IsType<DescribeSymbol>(await process.NextAsync()));
        process.Answer(question, new SymbolDescribed { RequestId = question.RequestId, Signature = "int x" });

        Assert.True(update.IsWhole);
        Assert.Equal("int x", Assert.IsType<SymbolDescribed>(await answer).Signature);
    }

    [Fact]
    public async Task Ask_LaterOfTheSameTab_TakesThePlaceOfTheEarlier()
    {
        var notebook = new Asker("a1");
        var first = AskAsync(notebook, "tab", "hover");
        var process = await _launcher.NextAsync();
        var running = await process.NextQuestionAsync();

        var second = AskAsync(notebook, "tab", "hover");

        Assert.Null(await first);
        Assert.Equal(running.RequestId, Assert.IsType<CancelQuestion>(await process.NextAsync()).RequestId);
        var next = await process.NextQuestionAsync();
        process.Answer(running, new QuestionFailed { RequestId = running.RequestId, Failure = QuestionFailure.Cancelled });
        process.Answer(next, new SymbolDescribed { RequestId = next.RequestId });
        Assert.NotNull(await second);
    }

    [Fact]
    public async Task Ask_OfTwoNotebooks_TakesTurns()
    {
        Asker one = new("a1"), other = new("b1");
        for (var tab = 0; tab < 4; tab++)
            _ = AskAsync(one, $"tab {tab}", "hover");
        _ = AskAsync(other, "tab", "hover");
        var process = await _launcher.NextAsync();

        List<LanguageQuestion> questions = [];
        for (var count = 0; count < 3; count++)
        {
            questions.Add(await process.NextQuestionAsync());
            if (count > 0)
                process.Answer(questions[count - 1], new SymbolDescribed { RequestId = questions[count - 1].RequestId });
        }

        Assert.Contains(questions.Take(3), question => question.NotebookId == other.Id.Value);
    }

    [Fact]
    public async Task Ask_WithoutAnAnswerInTime_IsStopped()
    {
        var answer = AskAsync(new Asker("a1"), "tab", "hover");
        var process = await _launcher.NextAsync();
        var question = await process.NextQuestionAsync();

        await AdvanceUntilAsync(answer, TimeSpan.FromSeconds(6));

        Assert.Null(await answer);
        Assert.Equal(question.RequestId, Assert.IsType<CancelQuestion>(await process.NextAsync()).RequestId);
    }

    [Fact]
    public async Task UnknownNotebook_IsToldWholeAndAskedOnceMore()
    {
        var answer = AskAsync(new Asker("a1"), "tab", "hover");
        var process = await _launcher.NextAsync();
        var question = await process.NextQuestionAsync();
        process.Answer(question, new QuestionFailed { RequestId = question.RequestId, Failure = QuestionFailure.UnknownNotebook });

        Assert.True(Assert.IsType<UpdateNotebook>(await process.NextAsync()).IsWhole);
        var again = await process.NextQuestionAsync();
        process.Answer(again, new SymbolDescribed { RequestId = again.RequestId });
        Assert.NotNull(await answer);
    }

    [Fact]
    public async Task Process_ThatEndsTwiceAboutANotebook_QuarantinesItAndServesTheOthers()
    {
        Asker bad = new("a1"), good = new("b1");
        for (var end = 0; end < 2; end++)
        {
            var answer = AskAsync(bad, "tab", "hover");
            var process = await NextProcessAsync();
            await process.NextQuestionAsync();
            process.End();
            Assert.Null(await answer);
        }

        Assert.True(_supervisor.IsQuarantined(bad.Id));
        Assert.Null(await AskAsync(bad, "tab", "hover"));
        var served = AskAsync(good, "tab", "hover");
        var next = await NextProcessAsync();
        var question = await next.NextQuestionAsync();
        next.Answer(question, new SymbolDescribed { RequestId = question.RequestId });
        Assert.NotNull(await served);

        _time.Advance(TimeSpan.FromHours(2));
        Assert.False(_supervisor.IsQuarantined(bad.Id));
    }

    [Fact]
    public async Task Launch_ThatFails_AnswersNothingAndTriesAgainLater()
    {
        _launcher.Fails = true;
        Assert.Null(await AskAsync(new Asker("a1"), "tab", "hover"));

        _launcher.Fails = false;
        var answer = AskAsync(new Asker("a1"), "tab", "hover");
        var process = await NextProcessAsync();
        var question = await process.NextQuestionAsync();
        process.Answer(question, new SymbolDescribed { RequestId = question.RequestId });
        Assert.NotNull(await answer);
    }

    private Task<LanguageAnswer?> AskAsync(Asker notebook, string tab, string kind) => _supervisor.AskAsync(new LanguageAsk
    {
        NotebookId = notebook.Id,
        Tab = tab,
        Kind = kind,
        Content = () => notebook.Content,
        Question = id => new DescribeSymbol { RequestId = id, NotebookId = notebook.Id.Value, CellId = "a", Text = "x", Position = 0 },
        Sent = notebook.Sent,
    }, TestContext.Current.CancellationToken);

    /// <summary>The next process, which may be started after a pause.</summary>
    private async Task<FakeProcess> NextProcessAsync()
    {
        var next = _launcher.NextAsync();
        await AdvanceUntilAsync(next, TimeSpan.FromSeconds(1));
        return await next;
    }

    private async Task AdvanceUntilAsync(Task done, TimeSpan step) => Assert.True(await Eventually.TrueAsync(() =>
    {
        if (!done.IsCompleted)
            _time.Advance(step);
        return Task.FromResult(done.IsCompleted);
    }));

    private sealed class Asker
    {
        public Asker(string source)
        {
            var document = SessionTable.NotebookOf(source);
            Id = document.Id;
            Sent = new SentNotebook(Id.Value);
            Content = new NotebookContent(new SessionSnapshot { Version = 1, Document = document, Kernel = new(KernelState.NotStarted) }, [], []);
        }

        public NotebookId Id { get; }

        public SentNotebook Sent { get; }

        public NotebookContent Content { get; }
    }

    private sealed class FakeLauncher : ILanguageProcessLauncher
    {
        private readonly Channel<FakeProcess> _processes = Channel.CreateUnbounded<FakeProcess>();

        public bool Fails { get; set; }

        public Task<ILanguageProcess> LaunchAsync(CancellationToken cancellationToken)
        {
            if (Fails)
                throw new KernelLaunchException("It does not start.");
            var process = new FakeProcess();
            _processes.Writer.TryWrite(process);
            return Task.FromResult<ILanguageProcess>(process);
        }

        public Task<FakeProcess> NextAsync() => _processes.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(SessionTable.Patience);
    }

    private sealed class FakeProcess : ILanguageProcess
    {
        private readonly Channel<LanguageRequest> _requests = Channel.CreateUnbounded<LanguageRequest>();
        private readonly Dictionary<long, TaskCompletionSource<LanguageAnswer>> _waiting = [];
        private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int ProcessId => 1;

        public Task<string> Ended => _ended.Task;

        public ValueTask SendAsync(LanguageRequest request)
        {
            _requests.Writer.TryWrite(request);
            return ValueTask.CompletedTask;
        }

        public Task<LanguageAnswer> AskAsync(LanguageQuestion question)
        {
            var answer = new TaskCompletionSource<LanguageAnswer>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_waiting)
                _waiting[question.RequestId] = answer;
            _requests.Writer.TryWrite(question);
            return answer.Task;
        }

        public Task<LanguageRequest> NextAsync() => _requests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(SessionTable.Patience);

        public async Task<LanguageQuestion> NextQuestionAsync()
        {
            while (true)
                if (await NextAsync() is LanguageQuestion question)
                    return question;
        }

        public void Answer(LanguageQuestion question, LanguageAnswer answer)
        {
            lock (_waiting)
                _waiting[question.RequestId].TrySetResult(answer);
        }

        public void End()
        {
            _ended.TrySetResult("It crashed.");
            lock (_waiting)
                foreach (var waiting in _waiting.Values)
                    waiting.TrySetException(new LanguageProcessEndedException("It crashed."));
        }

        public ValueTask DisposeAsync()
        {
            End();
            return ValueTask.CompletedTask;
        }
    }
}
