using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Notebook.Web.Accounts;
using Notebook.Web.Collaboration;
using Notebook.Web.Components.Home;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Pages;

/// <summary>The list of notebooks: find one, open it, make another, bring one, put one away.</summary>
public sealed partial class Home : IDisposable
{
    private static readonly TimeSpan TypingPause = TimeSpan.FromMilliseconds(150);

    private IReadOnlyList<NotebookSummary>? _notebooks;
    private IReadOnlyDictionary<NotebookId, DateTimeOffset> _visits = new Dictionary<NotebookId, DateTimeOffset>();
    private IReadOnlyList<NotebookMatch>? _matches;
    private NotebookQuery _query = new("");
    private CancellationTokenSource _searching = new();
    private NotebookSummary? _deleted;
    private FileImports? _imports;
    private ElementReference _undo;
    private Person? _person;
    private bool _hasTrash;
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

    [Inject]
    private NotebookList Notebooks { get; set; } = default!;

    [Inject]
    private INotebookSessions Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private string Order => SortedBy == "title" ? "title" : "recent";

    /// <summary>Each notebook with the newest of what this person and others did with it.</summary>
    private IEnumerable<(NotebookSummary Notebook, DateTimeOffset When, string Word)> Sorted
    {
        get
        {
            var all = _notebooks!.Select(notebook => _visits.TryGetValue(notebook.Id, out var visit) && visit > notebook.ModifiedAt
                ? (Notebook: notebook, When: visit, Word: "Opened")
                : (Notebook: notebook, When: notebook.ModifiedAt, Word: "Changed"));
            return Order == "title"
                ? all.OrderBy(static row => row.Notebook.Title, StringComparer.CurrentCultureIgnoreCase)
                : all.OrderByDescending(static row => row.When);
        }
    }

    public void Dispose()
    {
        _searching.Cancel();
        _searching.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        if (Authentication is not null)
            _person = Person.Of((await Authentication).User);
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
        _notebooks = await Notebooks.ListAsync();
        _hasTrash = (await Notebooks.ListTrashAsync()).Count > 0;
        if (_person is not null)
            _visits = await Notebooks.ListVisitsAsync(_person.Id);
    }

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
        await TryAsync(async () => Navigation.NavigateTo($"/n/{await Sessions.CreateAsync(document)}"));
        _isBusy = false;
    }

    private async Task OpenAsync(GalleryNotebook notebook)
    {
        _isBusy = true;
        await TryAsync(async () => Navigation.NavigateTo($"/n/{await Sessions.CreateAsync(notebook.Create(Time))}"));
        _isBusy = false;
    }

    private Task RenameAsync((NotebookSummary Notebook, string Title) change) => TryAsync(async () =>
    {
        var by = new Participant { Id = Guid.NewGuid().ToString("N"), DisplayName = _person?.DisplayName ?? "Guest", Role = NotebookRole.Owner };
        if (await Notebooks.RenameAsync(change.Notebook.Id, change.Title, by) is OperationResult.Rejected rejected)
            _imports!.Say(rejected.Message);
        await LoadAsync();
    });

    private Task DuplicateAsync(NotebookSummary notebook) => TryAsync(async () =>
    {
        if (await Notebooks.DuplicateAsync(notebook.Id) is null)
            _imports!.Say($"“{notebook.Title}” is gone. It may have been deleted meanwhile.");
        await LoadAsync();
    });

    private Task DeleteAsync(NotebookSummary notebook) => TryAsync(async () =>
    {
        await Notebooks.TrashAsync(notebook.Id);
        _deleted = notebook;
        await LoadAsync();
        // Last: the browser's word about an earlier render may come while the list loads, and there is no button yet then.
        _wantsUndo = true;
    });

    private Task UndoDeleteAsync() => TryAsync(async () =>
    {
        await Notebooks.RestoreAsync(_deleted!.Id);
        _deleted = null;
        await LoadAsync();
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
            var matches = query.IsEmpty ? null : await Notebooks.SearchAsync(query, token);
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
