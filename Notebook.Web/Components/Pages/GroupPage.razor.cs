using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Notebook.Web.Accounts;
using Notebook.Web.Components.Home;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Pages;

/// <summary>One group: its members, its invitation, its folder. Only its members see it.</summary>
public sealed partial class GroupPage : IDisposable
{
    private IReadOnlyList<HomeScope> _scopes = [];
    private IReadOnlyList<Member> _members = [];
    private Visitor _visitor = Visitor.Nobody;
    private Group? _group;
    private string _emails = "";
    private string? _said;
    private string? _address;
    private int _version;
    private bool _asks;
    private bool _isLoaded;

    [Parameter]
    public string Id { get; set; } = "";

    [Inject]
    private GroupBook Book { get; set; } = default!;

    [Inject]
    private NotebookAccess Access { get; set; } = default!;

    [Inject]
    private IAccountDirectory Accounts { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    private bool Manages => _visitor.Person is { } person && _group?.IsManagedBy(person.Id) == true;

    public void Dispose() => Access.Changed -= OnChanged;

    protected override async Task OnInitializedAsync()
    {
        _visitor = Visitor.Of(Authentication is null ? null : (await Authentication).User);
        Access.Changed += OnChanged;
        await LoadAsync();
    }

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var state = Access.State;
        _scopes = HomeScope.For(_visitor, state);
        _group = GroupId.TryParse(Id, out var id) && Access.IsActive(_visitor) && state.Groups.GetValueOrDefault(id) is { } found && found.HasMember(_visitor.Person!.Id) ? found : null;
        var members = new List<Member>();
        foreach (var (personId, manages) in _group?.Members.AsEnumerable() ?? [])
        {
            var account = await Accounts.FindAsync(personId, CancellationToken.None);
            var isSelf = personId == _visitor.Person?.Id;
            var name = account?.DisplayName ?? (isSelf ? _visitor.DisplayName : personId);
            members.Add(new(personId, isSelf ? $"{name}, you" : name, (account?.Email ?? "") + (account is { IsDisabled: true } ? " · disabled" : ""), manages));
        }

        _members = [.. members.OrderByDescending(static member => member.Manages).ThenBy(static member => member.Name, StringComparer.CurrentCultureIgnoreCase)];
        _version++;
        _isLoaded = true;
    }

    private async Task DoAsync(Task<string?> change)
    {
        _said = await change;
        await LoadAsync();
    }

    private async Task AddAsync()
    {
        var emails = _emails;
        _said = await Book.AddAsync(_group!.Id, emails, _visitor);
        // More may stand there already.
        if (_emails == emails)
            _emails = "";
        await LoadAsync();
    }

    private async Task InviteAsync()
    {
        var (token, problem) = await Book.InviteAsync(_group!.Id, _visitor);
        _said = problem ?? "The invitation link is there. Copy it now.";
        _address = token is null ? null : Navigation.ToAbsoluteUri($"join/{token}").ToString();
        await LoadAsync();
    }

    private async Task RevokeAsync()
    {
        _address = null;
        await DoAsync(Book.RevokeInvitationAsync(_group!.Id, _visitor));
    }

    private async Task DeleteAsync()
    {
        _said = await Book.DeleteAsync(_group!.Id, _visitor);
        if (_said is null)
            Navigation.NavigateTo("/groups");
    }

    private sealed record Member(string Id, string Name, string Email, bool Manages);
}
