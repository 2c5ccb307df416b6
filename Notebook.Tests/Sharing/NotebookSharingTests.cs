using Notebook.Tests.Sessions;
using Notebook.Web.Accounts;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>What owners do with grants and links, and that nobody else does.</summary>
public sealed class NotebookSharingTests : IAsyncDisposable
{
    private static readonly Visitor Owner = SessionHost.Person(SessionHost.OwnerId);
    private static readonly Visitor Ada = SessionHost.Person("ada");

    private readonly SessionHost _host = new();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GrantAsync_Owner_GivesChangesAndTakesARole_AndTheAuditLogSaysSo()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;

        Assert.Null(await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Viewer, Owner, cancellationToken: Token));
        Assert.Equal(NotebookRole.Viewer, _host.Access.RoleOf(Ada, id));
        Assert.Null(await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Editor, Owner, cancellationToken: Token));
        Assert.Equal(NotebookRole.Editor, _host.Access.RoleOf(Ada, id));
        Assert.Null(await _host.Sharing.TakeAsync(id, new Grantee.Person("ada"), Owner, Token));
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(Ada, id));

        Assert.Equal([AuditActions.Shared, AuditActions.Shared, AuditActions.Unshared], _host.Audit.Entries.Select(static entry => entry.Action));
        Assert.All(_host.Audit.Entries, static entry => Assert.Equal(("owner", "Test"), (entry.PersonId, entry.Subject)));
    }

    [Theory]
    [InlineData(NotebookRole.None)]
    [InlineData(NotebookRole.Viewer)]
    [InlineData(NotebookRole.Runner)]
    [InlineData(NotebookRole.Editor)]
    public async Task EveryChange_BySomebodyElse_IsRefused(NotebookRole role)
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        if (role != NotebookRole.None)
            await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), role, Owner, cancellationToken: Token);
        var (token, _) = await _host.Sharing.CreateLinkAsync(id, NotebookRole.Viewer, null, false, Owner, Token);
        var link = _host.Access.State.FindLink(ShareToken.Hash(token)!)!;
        var before = _host.Access.State;

        Assert.NotNull(await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Owner, Ada, cancellationToken: Token));
        Assert.NotNull(await _host.Sharing.TakeAsync(id, new Grantee.Person("owner"), Ada, Token));
        Assert.NotNull((await _host.Sharing.CreateLinkAsync(id, NotebookRole.Viewer, null, false, Ada, Token)).Problem);
        Assert.NotNull(await _host.Sharing.RevokeAsync(id, link.Id, Ada, Token));
        Assert.NotNull(await _host.Sharing.MoveToGroupAsync(id, null, Ada, Token));
        Assert.NotNull(await _host.Visible.TrashAsync(id, Ada, Token));
        Assert.Same(before, _host.Access.State);
    }

    [Fact]
    public async Task LastOwner_IsNeitherRemovedNorMadeLess()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        var self = new Grantee.Person("owner");

        Assert.Contains("at least one owner", await _host.Sharing.TakeAsync(id, self, Owner, Token), StringComparison.Ordinal);
        Assert.Contains("at least one owner", await _host.Sharing.GrantAsync(id, self, NotebookRole.Editor, Owner, cancellationToken: Token), StringComparison.Ordinal);

        await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Owner, Owner, cancellationToken: Token);
        Assert.Null(await _host.Sharing.TakeAsync(id, self, Owner, Token));
        Assert.Equal((NotebookRole.None, NotebookRole.Owner), (_host.Access.RoleOf(Owner, id), _host.Access.RoleOf(Ada, id)));
    }

    [Fact]
    public async Task LastOwners_RemoveEachOtherAtOnce_LeaveOne()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        await _host.Sharing.GrantAsync(id, new Grantee.Person("ada"), NotebookRole.Owner, Owner, cancellationToken: Token);

        await Task.WhenAll(_host.Sharing.TakeAsync(id, new Grantee.Person("ada"), Owner, Token), _host.Sharing.TakeAsync(id, new Grantee.Person("owner"), Ada, Token));

        Assert.Single(_host.Access.State.GrantsOf(id), static grant => grant.Role == NotebookRole.Owner);
    }

    [Fact]
    public async Task CreateLinkAsync_Token_IsNowhereButInTheAnswer()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;

        var (token, problem) = await _host.Sharing.CreateLinkAsync(id, NotebookRole.Runner, null, false, Owner, Token);

        Assert.Null(problem);
        var link = Assert.Single(_host.Access.State.LinksOf(id));
        Assert.Equal(ShareToken.Hash(token), link.TokenHash);
        Assert.DoesNotContain(token!, string.Concat(_host.Memory.Commits.SelectMany(static commit => commit).Select(static change => change.ToString())), StringComparison.Ordinal);
        Assert.DoesNotContain(_host.Audit.Entries, entry => entry.Detail.Contains(token!, StringComparison.Ordinal));
        Assert.NotNull((await _host.Sharing.CreateLinkAsync(id, NotebookRole.Owner, null, false, Owner, Token)).Problem);
        Assert.NotNull((await _host.Sharing.CreateLinkAsync(id, NotebookRole.Viewer, DateTimeOffset.UnixEpoch, false, Owner, Token)).Problem);
    }

    [Fact]
    public async Task RevokeAsync_LinkOfAnotherNotebook_StaysWhereItIs()
    {
        var (one, other) = ((await _host.OpenAsync("1")).NotebookId, (await _host.OpenAsync(SessionTable.NotebookOf("2"))).NotebookId);
        await _host.Sharing.CreateLinkAsync(other, NotebookRole.Viewer, null, false, Owner, Token);
        var link = Assert.Single(_host.Access.State.LinksOf(other));

        Assert.Null(await _host.Sharing.RevokeAsync(one, link.Id, Owner, Token));

        Assert.Single(_host.Access.State.LinksOf(other));
    }

    [Fact]
    public async Task ApplyAsync_RoleTakenAwayMeanwhile_RefusesTheNextOperation()
    {
        var session = await _host.OpenAsync("1");
        await _host.Sharing.GrantAsync(session.NotebookId, new Grantee.Person("ada"), NotebookRole.Editor, Owner, cancellationToken: Token);
        var tab = new Participant { Id = "tab", DisplayName = "Ada", Holds = new LiveRole(_host.Access, Ada, session.NotebookId) };
        Assert.IsType<OperationResult.Accepted>(await session.ApplyAsync(new Rename("Hers"), tab, Token));

        await _host.Sharing.GrantAsync(session.NotebookId, new Grantee.Person("ada"), NotebookRole.Runner, Owner, cancellationToken: Token);
        Assert.Equal(RejectionReason.NotAllowed, Assert.IsType<OperationResult.Rejected>(await session.ApplyAsync(new Rename("Not hers"), tab, Token)).Reason);
        Assert.IsType<OperationResult.Accepted>(await session.ApplyAsync(new RunAll(), tab, Token));

        await _host.Sharing.TakeAsync(session.NotebookId, new Grantee.Person("ada"), Owner, Token);
        Assert.IsType<OperationResult.Rejected>(await session.ApplyAsync(new RunAll(), tab, Token));
        Assert.Equal("Hers", session.Snapshot.Document.Title);
    }

    [Fact]
    public async Task Lists_HoldOnlyWhatTheVisitorMaySee()
    {
        var (mine, theirs) = ((await _host.OpenAsync(SessionTable.NotebookOf("storm") with { Title = "Mine" })).NotebookId, NotebookId.New());
        await _host.Sessions.CreateAsync(SessionTable.NotebookOf("storm") with { Id = theirs, Title = "Theirs" }, "ada", Token);

        Assert.Equal(["Mine"], (await _host.Visible.ListAsync(Owner, Token)).Select(static n => n.Summary.Title));
        Assert.Equal([mine], (await _host.Visible.SearchAsync(new("storm"), Owner, Token)).Select(static match => match.Notebook.Id));
        Assert.Empty(await _host.Visible.ListAsync(Visitor.Nobody, Token));
        Assert.Null(await _host.Visible.FindAsync(theirs, Owner, Token));

        await _host.Sharing.GrantAsync(theirs, new Grantee.Person("owner"), NotebookRole.Viewer, Ada, cancellationToken: Token);
        var shared = (await _host.Visible.ListAsync(Owner, Token)).Single(n => n.Summary.Id == theirs);
        Assert.Equal((NotebookRole.Viewer, false), (shared.Role, shared.IsMine));
        Assert.Equal(2, (await _host.Visible.SearchAsync(new("storm"), Owner, Token)).Count);

        Assert.Null(await _host.Visible.TrashAsync(theirs, Ada, Token));
        Assert.Empty(await _host.Visible.ListTrashAsync(Owner, Token));
        Assert.Single(await _host.Visible.ListTrashAsync(Ada, Token));
        Assert.NotNull(await _host.Visible.DeleteForeverAsync(theirs, Owner, Token));
        Assert.Null(await _host.Visible.DeleteForeverAsync(theirs, Ada, Token));
        Assert.Empty(_host.Access.State.GrantsOf(theirs));
    }

    [Fact]
    public async Task TakeOwnershipAsync_AdministratorsOnly_AndItLeavesATrace()
    {
        var id = (await _host.OpenAsync("1")).NotebookId;
        var boss = new Account { Id = "boss", Email = "boss@lab.example", DisplayName = "Boss", IsAdministrator = true, CreatedAt = SessionTable.Noon };
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(SessionHost.Person("boss"), id));

        Assert.NotNull(await _host.Sharing.TakeOwnershipAsync(id, boss with { IsAdministrator = false }, Token));
        Assert.NotNull(await _host.Sharing.TakeOwnershipAsync(id, boss with { IsDisabled = true }, Token));
        Assert.Equal(NotebookRole.None, _host.Access.RoleOf(SessionHost.Person("boss"), id));
        Assert.Null(await _host.Sharing.TakeOwnershipAsync(id, boss, Token));

        Assert.Equal(NotebookRole.Owner, _host.Access.RoleOf(SessionHost.Person("boss"), id));
        Assert.Equal(("boss", AuditActions.OwnershipTaken), (_host.Audit.Entries[^1].PersonId, _host.Audit.Entries[^1].Action));
    }
}
