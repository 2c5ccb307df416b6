using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
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
    private string? _scriptProblem;
    private bool _isMissing;
    private bool _isClosed;
    private bool _isLost;
    private bool _isSharing;
    private NotebookRole _role;
    private Visitor _visitor = Visitor.Nobody;
    private NotebookSummary? _trashed;

    [Parameter]
    public string Id { get; set; } = "";

    /// <summary>Whose eyes to see the notebook with: <see cref="SeenAs.Word"/>. Nobody gets more by it than they have.</summary>
    [SupplyParameterFromQuery(Name = "as")]
    private string? As { get; set; }

    [Inject]
    private NotebookViews Views { get; set; } = default!;

    [Inject]
    private VisibleNotebooks Notebooks { get; set; } = default!;

    [Inject]
    private PageScript Script { get; set; } = default!;

    [Inject]
    private MarkdownRenderer Markdown { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private string? Problem =>
        _scriptProblem is { } missing ? missing
        : _isClosed ? "This notebook was closed on the server. Load the page again to open it."
        : _view?.Snapshot.SaveProblem is { } problem ? problem
        : _view is { Snapshot.Kernel.Detail: { Length: > 0 } why } ? why
        : null;

    private int? Asking => _view?.Snapshot is { Questions: [var first, ..] } snapshot ? snapshot.Document.NumberOf(first.CellId) : null;

    /// <summary>Whether the problem is the kernel's, and running again what had run would help.</summary>
    private bool OffersRebuild => !_isClosed && _view is { Snapshot: { SaveProblem: null, CanRebuild: true, Kernel: { Detail.Length: > 0, State: not KernelState.Waiting } } };

    /// <summary>How long a kernel without work still lives; null while that is long.</summary>
    private TimeSpan? EndsIn => _view is { Time: var time, Snapshot.Kernel.EndsAt: { } at } ? at - time.GetUtcNow() is { Ticks: > 0 } left ? left : TimeSpan.Zero : null;

    protected override async Task OnInitializedAsync()
    {
        _visitor = Visitor.Of(Authentication is null ? null : (await Authentication).User);
        if (await Views.OpenAsync(Id, _visitor, As, _gone.Token) is not { } view)
        {
            _trashed = await FindTrashedAsync();
            _isMissing = true;
            return;
        }

        _view = view;
        _role = view.Participant.Role;
        _subscription = view.Session.Subscribe(view.Participant);
        view.RoleWatch!.Changed += OnRoleChanged;
        if (view.Eyes is null)
            await NoteVisitAsync(view.Session.NotebookId);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        // The browser's word about the render before may come when the view is there but not rendered: there is no root yet then.
        if (_view is null || _isLost || _channel is not null || _root.Id is null)
            return;

        var view = _view;
        _channel = DotNetObjectReference.Create(new PageChannel(view, Markdown, () => _feed?.Wake(), () => _feed?.Resume(), ListNotebooksAsync));
        try
        {
            _browser = await Script.OpenAsync(_root, _channel, Id, SayProblem, _gone.Token);
            var browser = new BrowserPage(_browser);
            _feed = new PageFeed(_subscription!, view, browser, Render);
            _ = new DiagnosticsFeed(view.Language!, browser).RunAsync(_gone.Token);
            if (await _feed.RunAsync(_gone.Token) && !_isLost)
            {
                view.Seat.Dispose();
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
        if (_view is not null)
            await _view.DisposeAsync();
        await DisposeBrowserAsync();
        _feed?.Dispose();
        _channel?.Dispose();
        _gone.Dispose();
    }

    private async Task DisposeBrowserAsync()
    {
        if (Interlocked.Exchange(ref _browser, null) is not { } browser)
            return;
        try
        {
            await browser.InvokeVoidAsync("dispose");
            await browser.DisposeAsync();
        }
        catch (Exception gone) when (gone is OperationCanceledException or JSDisconnectedException)
        {
            // The browser took its page with it.
        }
    }

    private void SayProblem(string? words)
    {
        _scriptProblem = words;
        StateHasChanged();
    }

    private void Render(SessionChange change)
    {
        if (change.PageChanged)
            StateHasChanged();
        _view!.Refresh(change.ChangedCells.Union(change.EditedCells));
    }

    private async Task<NotebookSummary?> FindTrashedAsync() =>
        NotebookId.TryParse(Id, out var id) && await Notebooks.FindAsync(id, _visitor, _gone.Token) is { TrashedAt: not null } trashed ? trashed : null;

    /// <summary>Which others somebody else sees is not known here, and one's own are not theirs.</summary>
    private async Task<IEnumerable<NotebookLink>> ListNotebooksAsync() =>
        _view?.Eyes is not null ? [] : (await Notebooks.ListAsync(_visitor, _gone.Token)).Select(static notebook => new NotebookLink(notebook.Summary.Id.Value, notebook.Summary.Title));

    private async Task NoteVisitAsync(NotebookId id)
    {
        try
        {
            await Notebooks.NoteVisitAsync(id, _visitor, _gone.Token);
        }
        catch (Exception exception) when (exception is StoreException or OperationCanceledException)
        {
            // A disk that is full must keep nobody from reading; home's order is all that is lost.
        }
    }

    private async Task NoticeRestoredAsync()
    {
        if (_browser is not null)
            await _browser.InvokeVoidAsync("deliveries.restored");
    }

    private async Task NoticeAsync(string words)
    {
        if (_browser is not null)
            await _browser.InvokeVoidAsync("notice", words);
    }

    private void OnRoleChanged() => _ = InvokeAsync(LookAtRoleAsync);

    /// <summary>The role may be another one now: buttons come and go, or the page closes.</summary>
    private async Task LookAtRoleAsync()
    {
        if (_view is not { } view || _isLost || _gone.IsCancellationRequested || view.Participant.Role == _role)
            return;
        _role = view.Participant.Role;
        if (_role == NotebookRole.None)
        {
            // First of all nothing more is sent, and nothing more is heard.
            _isLost = true;
            _subscription?.Dispose();
            view.Seat.Dispose();
            _channel?.Dispose();
            StateHasChanged();
            await DisposeBrowserAsync();
            return;
        }

        StateHasChanged();
        view.RefreshAll();
        view.RoleWatch!.LookAhead();
    }

    private async Task RenameAsync(string title)
    {
        if (await _view!.Session.ApplyAsync(new Rename(title), _view.Participant) is OperationResult.Rejected rejected)
            await NoticeAsync(rejected.Message);
    }
}
