using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Notebook.Web.Collaboration;
using Notebook.Web.Components.Home;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Pages;

/// <summary>The list of notebooks: find one, open it, make another, bring one, put one away.</summary>
public sealed partial class Home : IDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<VisibleNotebook>? _notebooks;
    private IReadOnlyList<HomeScope> _scopes = [HomeScope.Mine];
    private IReadOnlyList<NotebookMatch>? _matches;
    private NotebookQuery _query = new("");
    private CancellationTokenSource _searching = new();
    private VisibleNotebook? _deleted;
    private FileImports? _imports;
    private ElementReference _undo;
    private Visitor _visitor = Visitor.Nobody;
    private bool _isBusy;
    private bool _isReady;
    private bool _wantsUndo;

    /// <summary>
    /// What was looked for when the page was opened. The browser keeps the address in step with the field (js/site.js), so that
    /// going back from a notebook finds the results again: an address sent from here could arrive after the reader has left.
    /// </summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Text { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? SortedBy { get; set; }

    [SupplyParameterFromQuery(Name = "in")]
    private string? In { get; set; }

    [SupplyParameterFromQuery(Name = "tag")]
    private string? Tag { get; set; }

    [Inject]
    private VisibleNotebooks Notebooks { get; set; } = default!;

    [Inject]
    private NotebookCopies Copies { get; set; } = default!;

    [Inject]
    private NotebookSharing Sharing { get; set; } = default!;

    [Inject]
    private NotebookAccess Access { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private HomeScope Scope => _scopes.FirstOrDefault(scope => scope.Key == (In ?? "")) ?? HomeScope.Mine;

    private string Order => SortedBy == "title" ? "title" : "recent";

    /// <summary>Each notebook of the scope with the newest of what this person and others did with it.</summary>
    private IEnumerable<(VisibleNotebook Notebook, DateTimeOffset When, string Word)> Sorted
    {
        get
        {
            var (scope, tag) = (Scope, Tag);
            var all = _notebooks!.Where(notebook => tag is null ? scope.Holds(notebook) : notebook.Attributes.Tags.Contains(tag, StringComparer.OrdinalIgnoreCase))
                .Select(static notebook => notebook.VisitedAt is { } visit && visit > notebook.Summary.ModifiedAt
                    ? (Notebook: notebook, When: visit, Word: "Opened")
                    : (Notebook: notebook, When: notebook.Summary.ModifiedAt, Word: "Changed"));
            return Order == "title"
                ? all.OrderBy(static row => row.Notebook.Summary.Title, StringComparer.CurrentCultureIgnoreCase)
                : all.OrderByDescending(row => scope.Key == "recent" ? row.Notebook.VisitedAt : row.When);
        }
    }

    public void Dispose()
    {
        Access.Changed -= OnAccessChanged;
        _searching.Cancel();
        _searching.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _visitor = Visitor.Of(Authentication is null ? null : (await Authentication).User);
        Access.Changed += OnAccessChanged;
        await LoadAsync();
        if (Text is { Length: > 0 } text)
            await SearchAsync(text);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            // Only now does the file input listen: files chosen a moment earlier would be dropped without a word.
            _isReady = true;
            StateHasChanged();
        }

        if (_wantsUndo)
        {
            // The row whose menu had the focus is gone.
            _wantsUndo = false;
            await _undo.FocusAsync();
        }
    }

    private async Task LoadAsync()
    {
        _notebooks = await Notebooks.ListAsync(_visitor);
        _scopes = HomeScope.For(_visitor, Notebooks.State);
    }

    /// <summary>Something was shared, or is so no more: the list says so by itself.</summary>
    private void OnAccessChanged() => _ = InvokeAsync(() => TryAsync(async () =>
    {
        await LoadAsync();
        if (_matches is not null && !_query.IsEmpty)
            _matches = await Notebooks.SearchAsync(_query, _visitor);
        StateHasChanged();
    }));

    private async Task CreateAsync()
    {
        _isBusy = true;
        var now = Time.GetUtcNow();
        var document = new NotebookDocument
        {
            Id = NotebookId.New(),
            Title = "Untitled notebook",
            Cells = [new Cell { Id = CellId.New(), Kind = CellKind.Code, Language = "csharp", Text = TextDocument.Of("") }],
            CreatedAt = now,
            ModifiedAt = now,
        };
        await TryAsync(async () => Navigation.NavigateTo($"/n/{await Notebooks.CreateAsync(document, _visitor, Scope.Group?.Id)}"));
        _isBusy = false;
    }

    private async Task OpenAsync(GalleryNotebook notebook)
    {
        _isBusy = true;
        await TryAsync(async () => Navigation.NavigateTo($"/n/{await Notebooks.CreateAsync(notebook.Create(Time), _visitor)}"));
        _isBusy = false;
    }

    private Task RenameAsync((VisibleNotebook Notebook, string Title) change) => DoAsync(() => Notebooks.RenameAsync(change.Notebook.Summary.Id, change.Title, _visitor));

    private Task TagAsync((VisibleNotebook Notebook, string Tags) change) => DoAsync(() => Sharing.TagAsync(change.Notebook.Summary.Id, change.Tags, _visitor));

    private Task StarAsync(VisibleNotebook notebook) => DoAsync(() => Notebooks.StarAsync(notebook.Summary.Id, !notebook.IsStarred, _visitor));

    private Task DuplicateAsync(VisibleNotebook notebook) => DoAsync(async () => (await Copies.CopyAsync(notebook.Summary.Id, _visitor)).Problem);

    private Task DeleteAsync(VisibleNotebook notebook) => DoAsync(async () =>
    {
        if (await Notebooks.TrashAsync(notebook.Summary.Id, _visitor) is { } refusal)
            return refusal;
        _deleted = notebook;
        return null;
    }, wantsUndo: true);

    private Task UndoDeleteAsync() => DoAsync(async () =>
    {
        var refusal = await Notebooks.RestoreAsync(_deleted!.Summary.Id, _visitor);
        _deleted = null;
        return refusal;
    });

    private Task DoAsync(Func<Task<string?>> work, bool wantsUndo = false) => TryAsync(async () =>
    {
        if (await work() is { } refusal)
        {
            _imports!.Say(refusal);
            wantsUndo = false;
        }

        await LoadAsync();
        // Last: the browser's word about an earlier render may come while the list loads, and there is no button yet then.
        _wantsUndo = wantsUndo;
    });

    private Task SearchAsync(ChangeEventArgs typed) => SearchAsync(typed.Value as string ?? "");

    private async Task SearchAsync(string text)
    {
        // Whoever comes next cancels this one, also while it still waits for the one before.
        var before = _searching;
        _searching = new();
        var token = _searching.Token;
        await before.CancelAsync();
        before.Dispose();
        var query = new NotebookQuery(text);
        try
        {
            if (!query.IsEmpty && Text != text)
                await Task.Delay(TypingPause, Time, token);
            var matches = query.IsEmpty ? null : await Notebooks.SearchAsync(query, _visitor, token);
            token.ThrowIfCancellationRequested();
            (_query, _matches) = (query, matches);
        }
        catch (OperationCanceledException)
        {
            // More was typed, or the page was left.
        }
        catch (StoreException problem)
        {
            _imports!.Say(problem.Message);
        }
    }

    private void Sort(ChangeEventArgs chosen) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("sort", chosen.Value as string == "title" ? "title" : null), replace: true);

    private async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StoreException problem)
        {
            _imports!.Say(problem.Message);
        }
    }
}
