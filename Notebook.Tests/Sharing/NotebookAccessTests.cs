using System.Collections.Immutable;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Notebook.Tests.Sessions;
using Notebook.Tests.Sharing.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>Which role a visitor holds, from the grants and links there are.</summary>
public sealed class NotebookAccessTests : IDisposable
{
    private static readonly NotebookId Id = new("aaaaaaaaaaaaaaaa");
    private static readonly GroupId Lab = new("gggggggggggggggg");
    private static readonly LinkId Link = new("llllllllllllllll");

    private readonly FakeTimeProvider _time = new(SessionTable.Noon);
    private readonly SharingIndex _index = new();
    private readonly FakeActivePeople _people = new();
    private readonly NotebookAccess _access;

    public NotebookAccessTests() => _access = Access(new SharingOptions());

    public void Dispose() => _access.Dispose();

    [Fact]
    public void RoleOf_NoGrant_IsNoneForEveryone()
    {
        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada"), Id));
        Assert.Equal(NotebookRole.None, _access.RoleOf(Visitor.Nobody, Id));
        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada", Link), Id));
    }

    [Fact]
    public void RoleOf_SeveralGrants_IsTheHighest()
    {
        Give(new Grantee.SignedIn(), NotebookRole.Viewer);
        Give(new Grantee.Members(Lab), NotebookRole.Editor);
        Give(new Grantee.Person("ada"), NotebookRole.Runner);
        Keep(new GroupChanged(GroupOf("ada", "ben")));

        Assert.Equal(NotebookRole.Editor, _access.RoleOf(SessionHost.Person("ada"), Id));
        Assert.Equal(NotebookRole.Editor, _access.RoleOf(SessionHost.Person("ben"), Id));
        Assert.Equal(NotebookRole.Viewer, _access.RoleOf(SessionHost.Person("cleo"), Id));
        Assert.Equal(NotebookRole.None, _access.RoleOf(Visitor.Nobody, Id));
    }

    [Fact]
    public void RoleOf_GrantOfOneNotebook_SaysNothingAboutAnother()
    {
        Give(new Grantee.Person("ada"), NotebookRole.Owner);
        Keep(new LinkCreated(LinkOf(NotebookRole.Editor)));

        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada", Link), NotebookId.New()));
    }

    [Fact]
    public void RoleOf_GroupLeftOrDeleted_IsGoneAtOnce()
    {
        Give(new Grantee.Members(Lab), NotebookRole.Editor);
        Keep(new GroupChanged(GroupOf("ada", "ben")));

        Keep(new GroupChanged(GroupOf("ben")));
        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada"), Id));
        Assert.Equal(NotebookRole.Editor, _access.RoleOf(SessionHost.Person("ben"), Id));

        Keep(new GroupDeleted(Lab));
        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ben"), Id));
        Assert.Empty(_index.State.GrantsOf(Id));
    }

    [Fact]
    public void RoleOf_GrantOrLinkThatHasExpired_IsNone()
    {
        Give(new Grantee.Person("ada"), NotebookRole.Editor, SessionTable.Noon.AddHours(1));
        Keep(new LinkCreated(LinkOf(NotebookRole.Viewer) with { ExpiresAt = SessionTable.Noon.AddHours(2) }));
        var visitor = SessionHost.Person("ada", Link);
        Assert.Equal((NotebookRole.Editor, SessionTable.Noon.AddHours(1)), (_access.RoleOf(visitor, Id), _access.ExpiresFor(visitor, Id)));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((NotebookRole.Viewer, SessionTable.Noon.AddHours(2)), (_access.RoleOf(visitor, Id), _access.ExpiresFor(visitor, Id)));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((NotebookRole.None, (DateTimeOffset?)null), (_access.RoleOf(visitor, Id), _access.ExpiresFor(visitor, Id)));
    }

    [Fact]
    public void RoleOf_DisabledAccount_IsNoneAlsoWithALink()
    {
        Give(new Grantee.Person("ada"), NotebookRole.Owner);
        Give(new Grantee.SignedIn(), NotebookRole.Viewer);
        Keep(new LinkCreated(LinkOf(NotebookRole.Viewer)));
        var news = 0;
        _access.Changed += () => news++;

        _people.Disable("ada");

        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada", Link), Id));
        Assert.Equal(1, news);
    }

    [Fact]
    public void RoleOf_Link_GivesViewingToThoseNotSignedInAndItsRoleToTheOthers()
    {
        Keep(new LinkCreated(LinkOf(NotebookRole.Editor)));
        var guest = new Visitor(null, [Link]);

        Assert.Equal(NotebookRole.Viewer, _access.RoleOf(guest, Id));
        Assert.Equal(NotebookRole.Editor, _access.RoleOf(SessionHost.Person("ada", Link), Id));
        using var open = Access(new SharingOptions { LinksGiveTheirRoleToAnyone = true });
        Assert.Equal(NotebookRole.Editor, open.RoleOf(guest, Id));

        Keep(new LinkRevoked(Id, Link));
        Assert.Equal(NotebookRole.None, open.RoleOf(guest, Id));
        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada", Link), Id));
    }

    [Fact]
    public void RoleOf_ClassLink_GivesNothingOnTheNotebookItself()
    {
        Keep(new LinkCreated(LinkOf(NotebookRole.Editor) with { GivesCopies = true }));

        Assert.Equal(NotebookRole.None, _access.RoleOf(SessionHost.Person("ada", Link), Id));
    }

    [Fact]
    public void LiveRole_AtMost_NeverGivesMoreThanTheVisitorHas()
    {
        Give(new Grantee.Person("ada"), NotebookRole.Runner);

        Assert.Equal(NotebookRole.Viewer, new LiveRole(_access, SessionHost.Person("ada"), Id, NotebookRole.Viewer).Now);
        Assert.Equal(NotebookRole.Runner, new LiveRole(_access, SessionHost.Person("ada"), Id, NotebookRole.Editor).Now);
        Assert.Equal(NotebookRole.None, new LiveRole(_access, SessionHost.Person("ben"), Id, NotebookRole.Editor).Now);
    }

    [Fact]
    public void SeenAs_Word_IsReadForThoseWhoMayAsMuchThemselves()
    {
        Assert.Equal(NotebookRole.Viewer, SeenAs.Read("guest", NotebookRole.Viewer)?.Role);
        Assert.Equal("runner", SeenAs.Read("runner", NotebookRole.Owner)?.Word);
        Assert.Null(SeenAs.Read("editor", NotebookRole.Runner));
        Assert.Null(SeenAs.Read("owner", NotebookRole.Owner));
        Assert.Null(SeenAs.Read(null, NotebookRole.Owner));
    }

    private static Group GroupOf(params string[] members) =>
        new() { Id = Lab, Name = "Lab", CreatedAt = SessionTable.Noon, Members = members.ToImmutableDictionary(static id => id, static _ => false) };

    private static ShareLink LinkOf(NotebookRole role) =>
        new() { Id = Link, NotebookId = Id, TokenHash = new string('0', 64), Role = role, CreatedBy = "owner", CreatedAt = SessionTable.Noon };

    private NotebookAccess Access(SharingOptions options) => new(_index, _people, Options.Create(options), _time);

    private void Give(Grantee grantee, NotebookRole role, DateTimeOffset? expiresAt = null) =>
        Keep(new GrantGiven(new() { NotebookId = Id, Grantee = grantee, Role = role, ExpiresAt = expiresAt, GivenBy = "owner", GivenAt = SessionTable.Noon }));

    private void Keep(StoreChange change) => _index.Apply([change]);
}
