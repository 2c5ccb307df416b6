using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Notebook.Web.Components.Sharing;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Components.Pages;

/// <summary>How a class is getting on, live: each student's copy, what ran in it, what failed, and who is there.</summary>
public sealed partial class ClassPage : IDisposable
{
    /// <summary>How long a term is.</summary>
    private static readonly TimeSpan LinkPeriod = TimeSpan.FromDays(180);

    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(300);

    private readonly CancellationTokenSource _gone = new();
    private ClassWatch _watch = default!;
    private Visitor _visitor = Visitor.Nobody;
    private NotebookId _id;
    private NotebookId? _asked;
    private string _title = "";
    private string? _said;
    private string? _address;
    private bool _mayLook;
    private bool _isLoaded;
    private bool _willRender;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private ClassBook Book { get; set; } = default!;

    [Inject]
    private NotebookAccess Access { get; set; } = default!;

    [Inject]
    private VisibleNotebooks Notebooks { get; set; } = default!;

    [Inject]
    private INotebookSessions Sessions { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private string Words
    {
        get
        {
            var (all, done, here) = (_watch.Copies.Count, _watch.Copies.Count(static copy => copy.IsDone), _watch.Copies.Count(static copy => copy.IsHere));
            return $"{(all == 1 ? "1 copy" : $"{all} copies")} · {done} with every cell run · {here} here now";
        }
    }

    public void Dispose()
    {
        Access.Changed -= OnAccessChanged;
        _gone.Cancel();
        _watch?.Dispose();
        _gone.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _visitor = Visitor.Of(Authentication is null ? null : (await Authentication).User);
        _watch = new(Sessions, Access, _visitor, () => _ = InvokeAsync(RenderSoonAsync));
        Access.Changed += OnAccessChanged;
        await LoadAsync();
        _isLoaded = true;
        _ = LookWhoIsHereAsync();
    }

    /// <summary>Who comes and goes changes no notebook, so nothing tells.</summary>
    private async Task LookWhoIsHereAsync()
    {
        using var timer = new PeriodicTimer(LookAgain, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_gone.Token))
                StateHasChanged();
        }
        catch (OperationCanceledException)
        {
            // The page was left.
        }
    }

    private void OnAccessChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var found = NotebookId.TryParse(Id, out _id) && Access.RoleOf(_visitor, _id) >= NotebookRole.Owner ? await Notebooks.FindAsync(_id, _visitor) : null;
        _mayLook = found is { TrashedAt: null };
        _title = found?.Title ?? "";
        await _watch.FollowAsync(_mayLook ? [.. Book.CopiesOf(_id).Select(static copy => copy.NotebookId)] : [], _title, _gone.Token);
    }

    /// <summary>Forty people who run cells are one render now and then.</summary>
    private async Task RenderSoonAsync()
    {
        if (_willRender)
            return;
        _willRender = true;
        try
        {
            await Task.Delay(Pace, Time, _gone.Token);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        _willRender = false;
        StateHasChanged();
    }

    private async Task CreateLinkAsync()
    {
        var (token, problem) = await Book.CreateLinkAsync(_id, Time.GetUtcNow() + LinkPeriod, _visitor);
        _said = problem ?? "The link is there. Copy it now.";
        _address = token is null ? null : Navigation.ToAbsoluteUri(ShareLinkEndpoint.AddressOf(token)).ToString();
    }

    private async Task ResetAsync(ClassCopy copy)
    {
        _asked = null;
        try
        {
            _said = await Book.ResetAsync(copy.Id, _visitor) ?? $"{copy.Student} has a fresh copy. The old one is in your trash.";
        }
        catch (Exception exception) when (exception is StoreException or IOException)
        {
            _said = exception.Message;
        }
    }
}
