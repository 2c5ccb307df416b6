using System.Text;
using System.Text.Json;
using Microsoft.JSInterop;
using Notebook.Protocol;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks;

/// <summary>
/// What a notebook page in the browser may ask of the server: every call of Editor/src comes through here and becomes an
/// operation of the session, which checks it, or reads what a viewer may. Methods that ask for a change return the sentence of a refusal, or null.
/// Lives as long as its page; used on the circuit's dispatcher.
/// </summary>
internal sealed partial class PageChannel(NotebookView view, MarkdownRenderer markdown, Action wake, Action resume, Func<Task<IEnumerable<NotebookLink>>> listNotebooks)
{
    /// <summary>The largest push, in bytes of JSON: a paste of a few megabytes, escaped.</summary>
    internal const int MaxPushBytes = 16 * 1024 * 1024;

    /// <summary>The largest answer, in bytes.</summary>
    private const int MaxAnswerBytes = 4 * InputQuestion.MaxAnswerChars;

    /// <summary>Sends typed text. Accepted only against the current version, so an editor that is behind gets what it lacks instead.</summary>
    [JSInvokable]
    public async Task<PushReply> PushUpdates(string cellId, int version, JsonElement updates)
    {
        if (!CellId.TryParse(cellId, out var id) || PushedUpdates.Read(updates) is not { } pushed)
            return PushReply.Refused("This text can't be saved: the browser sent it in a form that the server does not know. Load the page again.");

        view.Texts.PushBegan(id);
        int? browserVersion = null;
        try
        {
            var result = await view.Session.ApplyAsync(new EditText(id, version, pushed), view.Participant);
            if (result is OperationResult.Accepted)
            {
                browserVersion = version + pushed.Length;
                return PushReply.WasAccepted;
            }

            var rejected = (OperationResult.Rejected)result;
            if (rejected.Reason != RejectionReason.Stale)
                return PushReply.Refused(rejected.Message, mayRetry: rejected.Reason == RejectionReason.NotStored);
            var reply = Pull(cellId, version);
            browserVersion = reply?.Version;
            return reply ?? PushReply.Refused("This cell was deleted. What you typed last is not in the notebook.");
        }
        finally
        {
            view.Texts.PushEnded(id, browserVersion);
            wake();
        }
    }

    /// <summary>A push too large for one message.</summary>
    [JSInvokable]
    public async Task<PushReply> PushLargeUpdates(string cellId, int version, IJSStreamReference updates)
    {
        if (updates.Length > MaxPushBytes)
            return PushReply.Refused($"That is too much text for one cell: {updates.Length / (1024 * 1024)} MB. Keep it in a file and read the file.");
        await using var stream = await updates.OpenReadStreamAsync(MaxPushBytes);
        using var json = await JsonDocument.ParseAsync(stream);
        return await PushUpdates(cellId, version, json.RootElement);
    }

    /// <summary>What an editor lacks from a version on; with an unknown version, such as −1, the whole text.</summary>
    /// <returns>Null when the cell is gone.</returns>
    [JSInvokable]
    public PushReply? Pull(string cellId, int version) =>
        MayRead && CellId.TryParse(cellId, out var id) && view.Session.Snapshot.Document.Find(id) is { } cell
            ? PushReply.Behind(TextDelivery.Since(id, cell.Text, version))
            : null;

    /// <summary>The connection is back: the browser says what it has, and gets the rest.</summary>
    [JSInvokable]
    public void Resume(Dictionary<string, int> texts, Dictionary<string, long> streams)
    {
        if (!MayRead)
            return;
        foreach (var (cellId, version) in texts)
            if (CellId.TryParse(cellId, out var id))
                view.Texts.Resume(id, version);
        view.Streams.Resume(streams, view.Snapshot);
        view.Charts.Resume(view.Snapshot);
        resume();
    }

    [JSInvokable]
    public Task<string?> Run(string[] cellIds) => ApplyAsync(new RunCells([.. Ids(cellIds)]));

    [JSInvokable]
    public Task<string?> RunAll() => ApplyAsync(new RunAll());

    /// <param name="cellId">The one cell to stop; null stops the running one and clears the queue.</param>
    [JSInvokable]
    public Task<string?> Interrupt(string? cellId) => ApplyAsync(new InterruptRun(CellId.TryParse(cellId, out var id) ? id : null));

    [JSInvokable]
    public Task<string?> Restart() => ApplyAsync(new RestartKernel());

    [JSInvokable]
    public Task<string?> RunStale() => ApplyAsync(new RunStale());

    /// <summary>Changes an input that an output shows.</summary>
    [JSInvokable]
    public Task<string?> ChangeInput(string cellId, string outputId, string value) =>
        CellId.TryParse(cellId, out var id) ? ApplyAsync(new ChangeInput(id, outputId, value)) : Task.FromResult<string?>(NeedsName);

    /// <summary>Answers what a running cell asks.</summary>
    [JSInvokable]
    public Task<string?> Answer(string questionId, string text) => ApplyAsync(new AnswerQuestion(questionId, text));

    /// <summary>An answer too large for one message.</summary>
    [JSInvokable]
    public async Task<string?> AnswerLarge(string questionId, IJSStreamReference text)
    {
        if (text.Length > MaxAnswerBytes)
            return $"That is too much for an answer: {text.Length / (1024 * 1024)} MB. Put it into a file, and let the cell read that.";
        await using var stream = await text.OpenReadStreamAsync(MaxAnswerBytes);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await Answer(questionId, await reader.ReadToEndAsync());
    }

    [JSInvokable]
    public Task<string?> KeepKernel() => ApplyAsync(new KeepKernel());

    [JSInvokable]
    public Task<string?> Rebuild() => ApplyAsync(new RebuildKernel());

    /// <summary>A text cell's Markdown as safe HTML.</summary>
    /// <returns>Null when the cell is gone.</returns>
    [JSInvokable]
    public string? RenderText(string cellId) =>
        MayRead && CellId.TryParse(cellId, out var id) && view.Session.Snapshot.Document.Find(id) is { } cell
            ? markdown.Render(cell.Source, name => PictureEndpoint.AddressOf(view.Session.NotebookId, id, name))
            : null;

    /// <summary>The notebooks that the palette offers, last modified first: those that the reader may see.</summary>
    [JSInvokable]
    public Task<IEnumerable<NotebookLink>> ListNotebooks() => listNotebooks();

    /// <summary>Operations are checked by the session; what only reads is checked here, until the page of somebody who lost their role is closed.</summary>
    private bool MayRead => view.Participant.Role >= NotebookRole.Viewer;

    private static IEnumerable<CellId> Ids(string[] texts) => texts.Where(static text => CellId.TryParse(text, out _)).Select(static text => new CellId(text));

    private async Task<string?> ApplyAsync(Operation operation) =>
        await view.History.ApplyAsync(operation) is OperationResult.Rejected rejected ? rejected.Message : null;
}
