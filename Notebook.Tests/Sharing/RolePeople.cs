using System.Collections.Immutable;
using System.Security.Claims;
using Notebook.Tests.Sessions;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>Everybody who may come to a notebook: how they come, and the role that this gives.</summary>
internal static class RolePeople
{
    private static readonly DateTimeOffset Past = DateTimeOffset.UnixEpoch;

    private static readonly GroupId Lab = GroupId.New();

    public static IReadOnlyList<RolePerson> All { get; } =
    [
        new("a stranger", static _ => [], true, NotebookRole.None),
        new("nobody", static _ => [], false, NotebookRole.None),
        new("a viewer", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Viewer)], true, NotebookRole.Viewer),
        new("a runner", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Runner)], true, NotebookRole.Runner),
        new("an editor", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Editor)], true, NotebookRole.Editor),
        new("an owner", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Owner)], true, NotebookRole.Owner),
        new("a disabled owner", static id => [Grant(id, new Grantee.Person("disabled"), NotebookRole.Owner), Link(id, NotebookRole.Editor)], true, NotebookRole.None),
        new("an owner until yesterday", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Owner) with { Grant = Grant(id, new Grantee.Person("ada"), NotebookRole.Owner).Grant with { ExpiresAt = Past } }], true, NotebookRole.None),
        new("a member of an editing group", static id => [Grant(id, new Grantee.Members(Lab), NotebookRole.Editor), LabOf("ada")], true, NotebookRole.Editor),
        new("somebody who left that group", static id => [Grant(id, new Grantee.Members(Lab), NotebookRole.Editor), LabOf("ben")], true, NotebookRole.None),
        new("one of everyone", static id => [Grant(id, new Grantee.SignedIn(), NotebookRole.Runner)], true, NotebookRole.Runner),
        new("nobody where everyone runs", static id => [Grant(id, new Grantee.SignedIn(), NotebookRole.Runner)], false, NotebookRole.None),
        new("a guest with a viewer's link", static id => [Link(id, NotebookRole.Viewer)], false, NotebookRole.Viewer),
        new("a guest with an editor's link", static id => [Link(id, NotebookRole.Editor)], false, NotebookRole.Viewer),
        new("a person with an editor's link", static id => [Link(id, NotebookRole.Editor)], true, NotebookRole.Editor),
        new("a person with a link that has ended", static id => [Link(id, NotebookRole.Editor, Past)], true, NotebookRole.None),
        new("a person with a class link", static id => [Link(id, NotebookRole.Editor, copies: true)], true, NotebookRole.None),
        new("a person with a link to another notebook", static _ => [Link(NotebookId.New(), NotebookRole.Editor)], true, NotebookRole.None),
    ];

    public static RolePerson Find(string who) => All.Single(person => person.Who == who);

    /// <summary>Gives somebody what they have on a notebook.</summary>
    /// <returns>The links that their browser has opened.</returns>
    public static async Task<List<LinkId>> GiveAsync(INotebookStore store, RolePerson person, NotebookId id)
    {
        var changes = person.Given(id);
        await store.CommitAsync([.. changes], TestContext.Current.CancellationToken);
        return [.. changes.OfType<LinkCreated>().Select(static created => created.Link.Id)];
    }

    /// <summary>Gives somebody what they have on a notebook, and lets them come.</summary>
    public static async Task<Visitor> ComeAsync(SessionHost host, RolePerson person, NotebookId id)
    {
        host.People.Disable("disabled");
        var links = await GiveAsync(host.Store, person, id);
        return Visitor.Of(Principal(!person.IsSignedIn ? null : person.Who == "a disabled owner" ? "disabled" : "ada", links));
    }

    public static ClaimsPrincipal Principal(string? personId, IEnumerable<LinkId> links)
    {
        var user = new ClaimsPrincipal(personId is null ? new ClaimsIdentity() : new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, personId), new Claim(ClaimTypes.Name, personId)], "test"));
        user.AddIdentity(new ClaimsIdentity(links.Select(static link => new Claim(Visitor.LinkClaim, link.Value))));
        return user;
    }

    private static GrantGiven Grant(NotebookId id, Grantee grantee, NotebookRole role) =>
        new(new() { NotebookId = id, Grantee = grantee, Role = role, GivenBy = "owner", GivenAt = SessionTable.Noon });

    private static LinkCreated Link(NotebookId id, NotebookRole role, DateTimeOffset? expiresAt = null, bool copies = false) =>
        new(new() { Id = LinkId.New(), NotebookId = id, TokenHash = new string('0', 64), Role = role, GivesCopies = copies, ExpiresAt = expiresAt, CreatedBy = "owner", CreatedAt = SessionTable.Noon });

    private static GroupChanged LabOf(string member) =>
        new(new() { Id = Lab, Name = "Lab", CreatedAt = SessionTable.Noon, Members = ImmutableDictionary<string, bool>.Empty.Add(member, false) });
}
