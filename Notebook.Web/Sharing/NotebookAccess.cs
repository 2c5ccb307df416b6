using Microsoft.Extensions.Options;
using Notebook.Web.Documents;

namespace Notebook.Web.Sharing;

/// <summary>
/// Which role a visitor holds on a notebook: the one place that knows. The highest of the grants that are for them and of the
/// links they opened; nothing for a disabled account. Cheap enough to be asked at every operation and every request.
/// </summary>
public sealed class NotebookAccess : IDisposable
{
    private readonly SharingIndex _index;
    private readonly IActivePeople _people;
    private readonly SharingOptions _options;
    private readonly TimeProvider _time;

    public NotebookAccess(SharingIndex index, IActivePeople people, IOptions<SharingOptions> options, TimeProvider time)
    {
        (_index, _people, _options, _time) = (index, people, options.Value, time);
        _index.Changed += OnChanged;
        _people.Changed += OnChanged;
    }

    /// <summary>Somebody's role may have changed; each who depends on one asks again. Called on any thread.</summary>
    public event Action? Changed;

    /// <summary>Whether links give their role also to those without an account.</summary>
    public bool LinksGiveTheirRoleToAnyone => _options.LinksGiveTheirRoleToAnyone;

    public SharingState State => _index.State;

    public NotebookRole RoleOf(Visitor visitor, NotebookId id)
    {
        var (state, now) = (_index.State, _time.GetUtcNow());
        var person = visitor.Person is { } known && _people.IsActive(known.Id) ? known : null;
        // A disabled account is nobody, links that its browser opened included.
        if (visitor.Person is not null && person is null)
            return NotebookRole.None;

        var role = NotebookRole.None;
        if (person is not null)
        {
            foreach (var grant in state.GrantsOf(id))
                if (grant.Role > role && grant.HoldsAt(now) && IsFor(grant.Grantee, person.Id, state))
                    role = grant.Role;
        }

        foreach (var linkId in visitor.Links)
            if (state.Links.TryGetValue(linkId, out var link) && link.NotebookId == id && !link.GivesCopies && link.HoldsAt(now))
                role = Max(role, person is null && !_options.LinksGiveTheirRoleToAnyone ? Min(link.Role, NotebookRole.Viewer) : link.Role);
        return role;
    }

    /// <summary>When the visitor's role may next change by itself, because something expires; null for never.</summary>
    public DateTimeOffset? ExpiresFor(Visitor visitor, NotebookId id)
    {
        var (state, now) = (_index.State, _time.GetUtcNow());
        var grants = visitor.Person is { } person
            ? state.GrantsOf(id).Where(grant => IsFor(grant.Grantee, person.Id, state)).Select(static grant => grant.ExpiresAt)
            : [];
        return grants.Concat(visitor.Links.Select(link => state.Links.GetValueOrDefault(link)).Where(link => link?.NotebookId == id).Select(static link => link!.ExpiresAt))
            .Where(at => at > now).Min();
    }

    /// <summary>Whether a signed-in visitor's account may be used.</summary>
    public bool IsActive(Visitor visitor) => visitor.Person is { } person && _people.IsActive(person.Id);

    public void Dispose()
    {
        _index.Changed -= OnChanged;
        _people.Changed -= OnChanged;
    }

    private static bool IsFor(Grantee grantee, string personId, SharingState state) => grantee switch
    {
        Grantee.Person person => person.Id == personId,
        Grantee.Members members => state.Groups.TryGetValue(members.Group, out var group) && group.HasMember(personId),
        Grantee.SignedIn => true,
        _ => false,
    };

    private static NotebookRole Max(NotebookRole a, NotebookRole b) => a > b ? a : b;

    private static NotebookRole Min(NotebookRole a, NotebookRole b) => a < b ? a : b;

    private void OnChanged() => Changed?.Invoke();
}
