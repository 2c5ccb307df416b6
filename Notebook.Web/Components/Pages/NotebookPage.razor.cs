using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Notebook.Web.Accounts;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Language;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Pages;

/// <summary>
/// A notebook in one tab. Owns the tab's subscription, its feed and its page object in the browser; the session it shows
/// outlives it.
/// </summary>
public sealed partial class NotebookPage : IAsyncDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private NotebookView? _view;
    private ISessionSubscription? _subscription;
    private PageFeed? _feed;
    private DotNetObjectReference<PageChannel>? _channel;
    private IJSObjectReference? _browser;
    private ElementReference _root;
    private bool _isMissing;
    private bool _isClosed;
    private NotebookSummary? _trashed;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private INotebookSessions Sessions { get; set; } = default!;

    [Inject]
    private NotebookList Notebooks { get; set; } = default!;

    [Inject]
    private IJSRuntime JS { get; set; } = default!;

    [Inject]
    private MarkdownRenderer Markdown { get; set; } = default!;

    [Inject]
    private ILanguageService Language { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private string? Problem =>
        _isClosed ? "This notebook was closed on the server. Load the page again to open it."
        : _view?.Snapshot.SaveProblem is { } problem ? problem
        : _view is { Snapshot.Kernel.Detail: { Length: > 0 } why } ? why
        : null;

    private int? Asking => _view?.Snapshot is { Questions: [var first, ..] } snapshot ? snapshot.Document.NumberOf(first.CellId) : null;

    /// <summary>Whether the problem is the kernel's, and running again what had run would help.</summary>
    private bool OffersRebuild => !_isClosed && _view is { Snapshot: { SaveProblem: null, CanRebuild: true, Kernel.Detail.Length: > 0 } };

    protected override async Task OnInitializedAsync()
    {
        if (!NotebookId.TryParse(Id, out var id) || await Sessions.OpenAsync(id, _gone.Token) is not { } session)
        {
            _trashed = await FindTrashedAsync();
            _isMissing = true;
            return;
        }

        var person = Authentication is null ? null : Person.Of((await Authentication).User);
        var participant = new Participant { Id = Guid.NewGuid().ToString("N"), DisplayName = person?.DisplayName ?? "Guest", Role = NotebookRole.Owner };
        _subscription = session.Subscribe(participant);
        _view = new NotebookView(session, participant, Time) { Language = Language.Open(session) };
        if (person is not null)
            await NoteVisitAsync(id, person);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The browser's word about the render before may come when the view is there but not rendered: there is no root yet then.
        if (_view is null || _channel is not null || _root.Id is null)
            return;

        var view = _view;
        _channel = DotNetObjectReference.Create(new PageChannel(view, Markdown, () => _feed?.Wake(), () => _feed?.Resume(), Sessions));
        try
        {
            await using var module = await JS.InvokeAsync<IJSObjectReference>("import", _gone.Token, "./lib/editor/notebook.js");
            _browser = await module.InvokeAsync<IJSObjectReference>("open", _gone.Token, _root, _channel, new { notebookId = Id, plotly = "_content/Plotly.Blazor/plotly-3.7.0.min.js" });
            var browser = new BrowserPage(_browser);
            _feed = new PageFeed(_subscription!, view, browser, Render);
            _ = new DiagnosticsFeed(view.Language!, browser).RunAsync(_gone.Token);
            if (await _feed.RunAsync(_gone.Token))
            {
                _isClosed = true;
                _trashed = await FindTrashedAsync();
                StateHasChanged();
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException)
        {
            // The tab was closed while it was still loading.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _subscription?.Dispose();
        if (_view?.Language is { } language)
            await language.DisposeAsync();
        try
        {
            if (_browser is not null)
            {
                await _browser.InvokeVoidAsync("dispose");
                await _browser.DisposeAsync();
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException)
        {
            // The browser took its page with it.
        }

        _feed?.Dispose();
        _channel?.Dispose();
        _gone.Dispose();
    }

    private void Render(SessionChange change)
    {
        if (change.PageChanged)
            StateHasChanged();
        _view!.Refresh(change.ChangedCells.Union(change.EditedCells));
    }

    private async Task<NotebookSummary?> FindTrashedAsync() =>
        NotebookId.TryParse(Id, out var id) && await Notebooks.FindAsync(id, _gone.Token) is { TrashedAt: not null } trashed ? trashed : null;

    private async Task NoteVisitAsync(NotebookId id, Person person)
    {
        try
        {
            await Notebooks.NoteVisitAsync(id, person.Id, _gone.Token);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // A disk that is full must keep nobody from reading; home's order is all that is lost.
        }
    }

    private async Task RenameAsync(string title)
    {
        if (await _view!.Session.ApplyAsync(new Rename(title), _view.Participant) is OperationResult.Rejected rejected && _browser is not null)
            await _browser.InvokeVoidAsync("notice", rejected.Message);
    }
}
