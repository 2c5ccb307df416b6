using System.Collections.Immutable;
using Notebook.Web.Documents;
using Notebook.Web.Storage;

namespace Notebook.Web.Sharing;

/// <summary>All grants, links, groups, attributes and stars at one moment, as the store keeps them. Immutable, so that a look needs no lock.</summary>
public sealed record SharingState
{
    public static SharingState Empty { get; } = new();

    public ImmutableDictionary<NotebookId, ImmutableArray<Grant>> Grants { get; init; } = ImmutableDictionary<NotebookId, ImmutableArray<Grant>>.Empty;

    public ImmutableDictionary<LinkId, ShareLink> Links { get; init; } = ImmutableDictionary<LinkId, ShareLink>.Empty;

    public ImmutableDictionary<GroupId, Group> Groups { get; init; } = ImmutableDictionary<GroupId, Group>.Empty;

    public ImmutableDictionary<NotebookId, NotebookAttributes> Attributes { get; init; } = ImmutableDictionary<NotebookId, NotebookAttributes>.Empty;

    public ImmutableDictionary<string, ImmutableHashSet<NotebookId>> Stars { get; init; } = ImmutableDictionary.Create<string, ImmutableHashSet<NotebookId>>(StringComparer.Ordinal);

    public ImmutableArray<Grant> GrantsOf(NotebookId id) => Grants.GetValueOrDefault(id, []);

    public IEnumerable<ShareLink> LinksOf(NotebookId id) => Links.Values.Where(link => link.NotebookId == id).OrderBy(static link => link.CreatedAt);

    public NotebookAttributes AttributesOf(NotebookId id) => Attributes.GetValueOrDefault(id) ?? new() { NotebookId = id };

    public IEnumerable<Group> GroupsOf(string personId) => Groups.Values.Where(group => group.HasMember(personId)).OrderBy(static group => group.Name, StringComparer.CurrentCultureIgnoreCase);

    public ShareLink? FindLink(string tokenHash) => Links.Values.FirstOrDefault(link => link.TokenHash == tokenHash);

    /// <summary>Whether a change is about sharing at all; most are about text.</summary>
    public static bool IsAbout(StoreChange change) =>
        change is NotebookCreated or NotebookDeleted or GrantGiven or GrantTaken or LinkCreated or LinkRevoked or AttributesChanged or NotebookStarred or GroupChanged or GroupDeleted;

    /// <summary>The state once the store has kept a change.</summary>
    public SharingState After(StoreChange change) => change switch
    {
        NotebookCreated created => (created.Attributes is { } attributes ? this with { Attributes = Attributes.SetItem(attributes.NotebookId, attributes) } : this).With(created.Grants),
        NotebookDeleted deleted => Without(deleted.NotebookId),
        GrantGiven given => With([given.Grant]),
        GrantTaken taken => this with { Grants = Grants.SetItem(taken.NotebookId, GrantsOf(taken.NotebookId).RemoveAll(grant => grant.Grantee == taken.Grantee)) },
        LinkCreated created => this with { Links = Links.SetItem(created.Link.Id, created.Link) },
        LinkRevoked revoked => this with { Links = Links.Remove(revoked.LinkId) },
        AttributesChanged changed => this with { Attributes = Attributes.SetItem(changed.NotebookId, changed.Attributes) },
        NotebookStarred starred => this with { Stars = Stars.SetItem(starred.PersonId, starred.IsStarred ? StarsOf(starred.PersonId).Add(starred.NotebookId) : StarsOf(starred.PersonId).Remove(starred.NotebookId)) },
        GroupChanged changed => this with { Groups = Groups.SetItem(changed.Group.Id, changed.Group) },
        GroupDeleted deleted => Without(deleted.GroupId),
        _ => this,
    };

    public ImmutableHashSet<NotebookId> StarsOf(string personId) => Stars.GetValueOrDefault(personId, []);

    private SharingState With(ImmutableArray<Grant> grants)
    {
        var all = Grants;
        foreach (var grant in grants)
            all = all.SetItem(grant.NotebookId, all.GetValueOrDefault(grant.NotebookId, []).RemoveAll(other => other.Grantee == grant.Grantee).Add(grant));
        return this with { Grants = all };
    }

    private SharingState Without(NotebookId id) => this with
    {
        Grants = Grants.Remove(id),
        Links = Links.RemoveRange(LinksOf(id).Select(static link => link.Id)),
        Attributes = Attributes.Remove(id),
        Stars = Stars.SetItems(Stars.Where(stars => stars.Value.Contains(id)).Select(stars => KeyValuePair.Create(stars.Key, stars.Value.Remove(id)))),
    };

    private SharingState Without(GroupId id)
    {
        var grantee = new Grantee.Members(id);
        return this with
        {
            Groups = Groups.Remove(id),
            Grants = Grants.SetItems(Grants.Where(grants => grants.Value.Any(grant => grant.Grantee == grantee)).Select(grants => KeyValuePair.Create(grants.Key, grants.Value.RemoveAll(grant => grant.Grantee == grantee)))),
            Attributes = Attributes.SetItems(Attributes.Where(pair => pair.Value.Group == id).Select(pair => KeyValuePair.Create(pair.Key, pair.Value with { Group = null }))),
        };
    }
}
