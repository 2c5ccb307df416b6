using System.Globalization;
using Microsoft.AspNetCore.Components;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Files;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Sharing;

/// <summary>The dialog in which owners share a notebook. Every change holds at once, for whoever has the notebook open too.</summary>
public sealed partial class ShareDialog : IDisposable
{
    private const int MaxFound = 8;

    private const string Everyone = "Everyone signed in";

    private static readonly NotebookRole[] Roles = [NotebookRole.Viewer, NotebookRole.Runner, NotebookRole.Editor, NotebookRole.Owner];

    private readonly Dictionary<LinkId, string> _tokens = [];
    private IReadOnlyList<(string Name, string Words, Grantee Grantee)> _found = [];
    private IReadOnlyList<Row> _rows = [];
    private IReadOnlyList<ShareLink> _links = [];
    private IReadOnlyList<Group> _groups = [];
    private GroupId? _group;
    private NotebookRole _role = NotebookRole.Editor;
    private string _who = "";
    private string? _said;
    private string _linkRole = "Viewer";
    private string _linkDays = "30";
    private string _seenAs = "viewer";

    [Parameter, EditorRequired]
    public NotebookId NotebookId { get; set; }

    /// <summary>The notebook's.</summary>
    [Parameter, EditorRequired]
    public string Title { get; set; } = "";

    [Parameter, EditorRequired]
    public Visitor Visitor { get; set; } = Visitor.Nobody;

    /// <summary>The reader has closed it.</summary>
    [Parameter, EditorRequired]
    public EventCallback Closed { get; set; }

    [Inject]
    private NotebookSharing Sharing { get; set; } = default!;

    [Inject]
    private NotebookAccess Access { get; set; } = default!;

    [Inject]
    private IAccountDirectory Accounts { get; set; } = default!;

    [Inject]
    private NotebookAreas Areas { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    /// <summary>What whoever may run can read, in words.</summary>
    private string Readable => (_group is not null, Areas.HasCommon) switch
    {
        (true, true) => "the notebook's files and secrets, the group's folder and the common folder",
        (true, false) => "the notebook's files and secrets, and the group's folder",
        (false, true) => "the notebook's files and secrets, and the common folder",
        _ => "the notebook's files and secrets",
    };

    private string LinkHint => _linkRole == "class"
        ? "Everyone who is signed in and opens it gets a copy of their own, which you own too and can look into."
        : Access.LinksGiveTheirRoleToAnyone ? "Whoever opens it has the role that it gives, with or without an account."
        : "Who opens it without an account can only view, whatever the link gives.";

    public void Dispose() => Access.Changed -= OnChanged;

    protected override async Task OnInitializedAsync()
    {
        Access.Changed += OnChanged;
        await LoadAsync();
        await LookAsync();
    }

    private void OnChanged() => _ = InvokeAsync(async () =>
    {
        await LoadAsync();
        StateHasChanged();
    });

    private async Task LoadAsync()
    {
        var state = Access.State;
        var rows = new List<Row>();
        foreach (var grant in state.GrantsOf(NotebookId).OrderByDescending(static grant => grant.Role).ThenBy(static grant => grant.GivenAt))
            rows.Add(await RowOfAsync(grant, state));
        _rows = rows;
        _links = [.. state.LinksOf(NotebookId)];
        _group = state.AttributesOf(NotebookId).Group;
        _groups = [.. Visitor.Person is { } person ? state.GroupsOf(person.Id) : [], .. state.Groups.Values.Where(group => group.Id == _group && Visitor.Person is { } me && !group.HasMember(me.Id))];
    }

    private async Task<Row> RowOfAsync(Grant grant, SharingState state)
    {
        var until = grant.ExpiresAt is { } at ? $" · until {Day(at)}" : "";
        switch (grant.Grantee)
        {
            case Grantee.Person person:
                var account = await Accounts.FindAsync(person.Id, CancellationToken.None);
                var isSelf = Visitor.Person?.Id == person.Id;
                var name = account?.DisplayName ?? (isSelf ? Visitor.DisplayName : person.Id);
                return new(grant, isSelf ? $"{name}, you" : name, (account?.Email ?? "") + (account is { IsDisabled: true } ? " · disabled" : "") + until);
            case Grantee.Members members when state.Groups.TryGetValue(members.Group, out var group):
                return new(grant, group.Name, (group.Members.Count == 1 ? "1 member" : $"{group.Members.Count} members") + until);
            case Grantee.SignedIn:
                return new(grant, Everyone, "Can open a playground, a private copy" + until);
            default:
                return new(grant, "A group that is gone", "");
        }
    }

    private static NotebookRole[] RolesFor(Row row) => row.Grant.Grantee is Grantee.SignedIn ? Roles[..^1] : Roles;

    private async Task LookAsync()
    {
        // Choosing from the list types the whole name: no need to ask again.
        if (!_found.Any(found => found.Name == _who))
            _found = await FindAsync(_who.Trim());
    }

    private async Task<IReadOnlyList<(string Name, string Words, Grantee Grantee)>> FindAsync(string words)
    {
        var people = (await Accounts.SearchAsync(words, MaxFound, CancellationToken.None)).Select(static account => ($"{account.DisplayName} ({account.Email})", account.DisplayName, (Grantee)new Grantee.Person(account.Id)));
        var groups = Access.State.Groups.Values.Where(group => group.Name.Contains(words, StringComparison.CurrentCultureIgnoreCase)).Take(MaxFound)
            .Select(static group => ($"{group.Name} (group)", group.Name, (Grantee)new Grantee.Members(group.Id)));
        (string, string, Grantee)[] everyone = Everyone.Contains(words, StringComparison.OrdinalIgnoreCase) ? [(Everyone, Everyone, new Grantee.SignedIn())] : [];
        return [.. people, .. groups, .. everyone];
    }

    /// <summary>Whom the words mean: exactly the name in the list, an e-mail address, a name that nobody else has, or the only one that fits.</summary>
    private async Task<IReadOnlyList<(string Name, Grantee Grantee)>> MeantAsync(string words)
    {
        var found = await FindAsync(_found.FirstOrDefault(found => found.Name == words).Words ?? words);
        var whole = found.Where(found => string.Equals(found.Name, words, StringComparison.OrdinalIgnoreCase)).ToList();
        if (whole.Count == 0 && await Accounts.FindByEmailAsync(words, CancellationToken.None) is { IsDisabled: false } account)
            return [(account.DisplayName, new Grantee.Person(account.Id))];
        if (whole.Count == 0)
            whole = [.. found.Where(found => string.Equals(found.Words, words, StringComparison.OrdinalIgnoreCase))];
        return [.. (whole.Count == 0 ? found : whole).Select(static found => (found.Name, found.Grantee))];
    }

    private async Task AddAsync()
    {
        var text = _who.Trim();
        if (text.Length == 0)
        {
            _said = "Type whom to share it with: a name, an e-mail address or a group.";
            return;
        }

        var fits = await MeantAsync(text);
        if (fits is not [var (name, grantee)])
        {
            _said = fits.Count == 0 ? $"There is nobody called “{text}” on this server, and no such group. A link also reaches those without an account." : "Several fit. Choose one from the list, or type the e-mail address.";
            return;
        }

        var role = _role;
        if (!await DoAsync(Sharing.GrantAsync(NotebookId, grantee, role, Visitor)))
            return;
        _said = $"{name}: {RoleWords.Of(role).ToLowerInvariant()}.";
        // The next name may stand there already.
        if (_who.Trim() == text)
            _who = "";
    }

    private Task<bool> ChangeAsync(Row row, NotebookRole role) => DoAsync(Sharing.GrantAsync(NotebookId, row.Grant.Grantee, role, Visitor, row.Grant.ExpiresAt));

    private Task<bool> RemoveAsync(Row row) => DoAsync(Sharing.TakeAsync(NotebookId, row.Grant.Grantee, Visitor));

    private async Task CreateLinkAsync()
    {
        DateTimeOffset? ends = int.TryParse(_linkDays, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? Time.GetUtcNow().AddDays(days) : null;
        var isClass = _linkRole == "class";
        var (token, problem) = await Sharing.CreateLinkAsync(NotebookId, isClass ? NotebookRole.Viewer : RoleWords.Read(_linkRole), ends, isClass, Visitor);
        _said = problem ?? "The link is there. Copy it now.";
        if (token is not null && Access.State.FindLink(ShareToken.Hash(token)!) is { } link)
            _tokens[link.Id] = Navigation.ToAbsoluteUri(ShareLinkEndpoint.AddressOf(token)).ToString();
        await LoadAsync();
    }

    private Task<bool> MoveAsync(ChangeEventArgs chosen) =>
        DoAsync(Sharing.MoveToGroupAsync(NotebookId, GroupId.TryParse(chosen.Value as string, out var group) ? group : null, Visitor));

    /// <returns>Whether it was done.</returns>
    private async Task<bool> DoAsync(Task<string?> change)
    {
        _said = await change;
        await LoadAsync();
        return _said is null;
    }

    private string LinkWords(ShareLink link) =>
        (link.GivesCopies ? "A copy for each" : RoleWords.Of(link.Role))
        + (link.ExpiresAt is not { } at ? " · never ends" : link.HoldsAt(Time.GetUtcNow()) ? $" · ends {Day(at)}" : $" · ended {Day(at)}");

    private static string Day(DateTimeOffset at) => at.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private sealed record Row(Grant Grant, string Name, string Second);
}
