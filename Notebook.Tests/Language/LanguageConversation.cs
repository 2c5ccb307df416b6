using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO.Pipelines;
using Notebook.Kernel.Language;
using Notebook.Protocol;
using Notebook.Protocol.Language;

namespace Notebook.Tests.Language;

/// <summary>The language process's host on a stream in memory, with one notebook.</summary>
internal sealed class LanguageConversation : IAsyncDisposable
{
    public const string NotebookId = "notebook";

    private readonly Pipe _requests = new();
    private readonly Pipe _answers = new();
    private readonly FramePipe _pipe;
    private readonly LanguageHost _host;
    private readonly Task _serving;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<LanguageAnswer>> _waiting = [];
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private Task _reading = Task.CompletedTask;
    private long _lastRequest;
    private long _revision;

    private LanguageConversation()
    {
        _pipe = new FramePipe(_answers.Reader.AsStream(), _requests.Writer.AsStream());
        _host = new LanguageHost(new FramePipe(_requests.Reader.AsStream(), _answers.Writer.AsStream()));
        _serving = Task.Factory.StartNew(_host.Run, TaskCreationOptions.LongRunning);
    }

    /// <summary>Begins with cells of C#, named a, b, c and so on.</summary>
    public static async Task<LanguageConversation> OfAsync(params string[] cells)
    {
        var conversation = new LanguageConversation();
        await conversation.SendAsync(new OpenLanguage { ProtocolVersion = ProtocolVersion.Current, MemoryMegabytes = 2_000 });
        Assert.IsType<LanguageOpened>(await conversation._pipe.ReadAsync(LanguageJson.Default.LanguageEvent, TestContext.Current.CancellationToken));
        conversation._reading = conversation.ReadAsync();
        await conversation.SetAsync([.. cells.Select(static (text, index) => new LanguageCell { CellId = NameOf(index), Language = CellLanguages.CSharp, Text = text })]);
        return conversation;
    }

    public static string NameOf(int index) => index < 26 ? ((char)('a' + index)).ToString() : $"x{index}";

    /// <summary>Makes these the cells of the notebook.</summary>
    public Task SetAsync(ImmutableArray<LanguageCell> cells, ImmutableArray<LanguageFile>? files = null, ImmutableArray<RestoredPackage>? packages = null)
    {
        foreach (var cell in cells)
            _texts[cell.CellId] = cell.Text;
        return SendAsync(new UpdateNotebook
        {
            NotebookId = NotebookId, Revision = ++_revision, IsWhole = true, Cells = cells, Order = [.. cells.Select(static cell => cell.CellId)], Files = files, Packages = packages,
        });
    }

    /// <summary>Gives one cell another text.</summary>
    public Task EditAsync(string cellId, string text)
    {
        _texts[cellId] = text;
        return SendAsync(new UpdateNotebook { NotebookId = NotebookId, Revision = ++_revision, Cells = [new LanguageCell { CellId = cellId, Language = CellLanguages.CSharp, Text = text }] });
    }

    public async Task SendAsync(LanguageRequest request) => await _pipe.WriteAsync(request, LanguageJson.Default.LanguageRequest, TestContext.Current.CancellationToken);

    public async Task<LanguageAnswer> AnswerToAsync(LanguageQuestion question)
    {
        var answer = _waiting[question.RequestId] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(question);
        return await answer.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    public async Task<T> AskAsync<T>(LanguageQuestion question)
        where T : LanguageAnswer
    {
        var answer = await AnswerToAsync(question);
        return answer as T ?? throw new InvalidOperationException(answer.ToString());
    }

    public long NextId() => ++_lastRequest;

    public Task<NotebookDiagnosed> DiagnoseAsync() => AskAsync<NotebookDiagnosed>(new Diagnose { RequestId = NextId(), NotebookId = NotebookId });

    /// <summary>Completions at the place that <c>|</c> marks; the mark is no part of the text.</summary>
    public Task<CompletionsListed> CompleteAsync(string cellId, string marked, char? typed = null)
    {
        var (text, position) = Unmark(marked);
        return AskAsync<CompletionsListed>(new Complete { RequestId = NextId(), NotebookId = NotebookId, CellId = cellId, Text = text, Position = position, Typed = typed });
    }

    public T At<T>(string cellId, string marked, Func<string, int, T> ask)
    {
        var (text, position) = Unmark(marked);
        _texts[cellId] = text;
        return ask(text, position);
    }

    /// <summary>A cell after edits.</summary>
    public string After(CellEdits edits)
    {
        var text = _texts[edits.CellId];
        foreach (var edit in edits.Edits.Reverse())
            text = text[..edit.Start] + edit.Text + text[edit.End..];
        return text;
    }

    public static (string Text, int Position) Unmark(string marked) =>
        marked.IndexOf('|', StringComparison.Ordinal) is var at and >= 0 ? (marked.Remove(at, 1), at) : (marked, marked.Length);

    public async ValueTask DisposeAsync()
    {
        await _requests.Writer.CompleteAsync();
        await _serving;
        await _answers.Writer.CompleteAsync();
        await _reading;
        _host.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _pipe.ReadAsync(LanguageJson.Default.LanguageEvent, CancellationToken.None) is { } message)
            if (message is LanguageAnswer answer && _waiting.TryRemove(answer.RequestId, out var waiting))
                waiting.SetResult(answer);
    }
}
