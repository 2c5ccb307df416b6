using Notebook.Protocol;
using Notebook.Web.Kernels;

namespace Notebook.Tests.Kernels;

/// <summary>Talks to a kernel as a session does, one test at a time. Owns the kernel.</summary>
public sealed class KernelConversation(IKernel kernel) : IAsyncDisposable
{
    /// <summary>Nothing a test waits for takes so long; a machine under load is no failure.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Dictionary<SubmissionId, CellResult> _results = [];
    private long _submissions;
    private long _questions;

    public IKernel Kernel => kernel;

    /// <summary>Every event so far, in order.</summary>
    public List<KernelEvent> Events { get; } = [];

    /// <summary>Submits code with what was chosen for its inputs, and waits for its end.</summary>
    public async Task<CellResult> RunAsync(string code, string sourceName, params ChosenInput[] inputs)
    {
        var id = new SubmissionId(++_submissions);
        _results[id] = new CellResult();
        await kernel.SendAsync(new Submit { SubmissionId = id, SourceName = sourceName, Code = code, Inputs = [.. inputs] }, TestContext.Current.CancellationToken);
        return await EndOfAsync(id);
    }

    /// <summary>Submits code and waits for its end.</summary>
    public async Task<CellResult> RunAsync(string code, string sourceName) => await EndOfAsync(await SubmitAsync(code, sourceName));

    /// <inheritdoc cref="RunAsync(string, string)"/>
    public Task<CellResult> RunAsync(string code) => RunAsync(code, "cell");

    public async Task<SubmissionId> SubmitAsync(string code, string sourceName = "cell")
    {
        var id = new SubmissionId(++_submissions);
        _results[id] = new CellResult();
        await kernel.SendAsync(new Submit { SubmissionId = id, SourceName = sourceName, Code = code }, TestContext.Current.CancellationToken);
        return id;
    }

    public ValueTask InterruptAsync(SubmissionId id) => kernel.SendAsync(new Interrupt { SubmissionId = id }, TestContext.Current.CancellationToken);

    public async Task<CellResult> EndOfAsync(SubmissionId id)
    {
        await UntilAsync(_ => _results[id].Completion is not null);
        return _results[id];
    }

    /// <summary>Waits for the submission's question of this number.</summary>
    public async Task<InputRequested> AskedAsync(SubmissionId id, int number = 1)
    {
        IEnumerable<InputRequested> Asked() => Events.OfType<InputRequested>().Where(asked => asked.SubmissionId == id);
        await UntilAsync(_ => Asked().Count() >= number);
        return Asked().ElementAt(number - 1);
    }

    public ValueTask AnswerAsync(InputRequested asked, string text) =>
        kernel.SendAsync(new ProvideInput { SubmissionId = asked.SubmissionId, RequestId = asked.RequestId, Text = text }, TestContext.Current.CancellationToken);

    public async Task<VariablesListed> ListVariablesAsync()
    {
        var id = ++_questions;
        await kernel.SendAsync(new ListVariables { RequestId = id }, TestContext.Current.CancellationToken);
        VariablesListed? listed = null;
        await UntilAsync(last => (listed ??= last is VariablesListed answer && answer.RequestId == id ? answer : null) is not null);
        return listed!;
    }

    public async Task<VariableShown> ShowVariableAsync(string name)
    {
        var id = ++_questions;
        await kernel.SendAsync(new ShowVariable { RequestId = id, Name = name }, TestContext.Current.CancellationToken);
        VariableShown? shown = null;
        await UntilAsync(last => (shown ??= last is VariableShown answer && answer.RequestId == id ? answer : null) is not null);
        return shown!;
    }

    /// <summary>Waits until the submission has printed this.</summary>
    public Task PrintedAsync(SubmissionId id, string text) => UntilAsync(_ => _results[id].Printed.Contains(text, StringComparison.Ordinal));

    /// <summary>Reads events until one satisfies the condition.</summary>
    public async Task UntilAsync(Func<KernelEvent?, bool> isMet)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(Patience);
        KernelEvent? last = null;
        while (!isMet(last))
        {
            if (!await kernel.Events.WaitToReadAsync(timeout.Token))
                Assert.Fail($"The kernel ended while the test waited for it: {(await EndedAsync()).Message}");
            last = await kernel.Events.ReadAsync(timeout.Token);
            Events.Add(last);
            switch (last)
            {
                case OutputProduced produced:
                    _results[produced.SubmissionId].Outputs.Add(produced.Output);
                    break;
                case SubmissionCompleted completed:
                    _results[completed.SubmissionId].Completion = completed;
                    break;
            }
        }
    }

    /// <summary>Waits for the kernel's end.</summary>
    public Task<KernelExit> EndedAsync() => kernel.Ended.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => kernel.DisposeAsync();
}
