using Microsoft.Extensions.DependencyInjection;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>Groups: who may do what with them, and what they mean for notebooks.</summary>
public sealed class GroupBookTests : IAsyncDisposable
{
    private static readonly Visitor Owner = SessionHost.Person(SessionHost.OwnerId);

    private readonly SessionHost _host = new();
    private readonly AccountHost _accounts = new();
    private readonly GroupBook _book;

    public GroupBookTests() => _book = new(_host.Store, _host.Access, _accounts.Services.GetRequiredService<Notebook.Web.Accounts.IAccountDirectory>(), _host.Areas, _host.GroupKernels, new(_host.Store.Sharing, new()), _host.Audit, TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        _book.Dispose();
        await _accounts.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Managers_KeepTheGroup_AndMembersDoNot()
    {
        await _accounts.CreateAsync("Owner");
        var ada = await _accounts.CreateAsync("Ada");
        var (id, _) = await _book.CreateAsync("  Lab\u0007 ", Owner);
        var lab = id!.Value;
        Assert.Equal("Lab", _host.Access.State.Groups[lab].Name);

        Assert.Equal("Added: Ada. No account here: nobody@lab.example.", await _book.AddAsync(lab, "Ada <ada@lab.example>, nobody@lab.example", Owner));
        Assert.Equal("They are members already.", await _book.AddAsync(lab, "ADA@lab.example", Owner));
        var member = SessionHost.Person(ada.Id);
        var stranger = SessionHost.Person("cleo");
        foreach (var other in new[] { member, stranger, Visitor.Nobody })
        {
            Assert.NotNull(await _book.RenameAsync(lab, "Mine", other));
            Assert.NotNull(await _book.SetManagerAsync(lab, ada.Id, true, other));
            Assert.NotNull(await _book.RemoveAsync(lab, SessionHost.OwnerId, other));
            Assert.NotNull((await _book.InviteAsync(lab, other)).Problem);
            Assert.NotNull(await _book.DeleteAsync(lab, other));
        }

        Assert.Contains("at least one manager", await _book.RemoveAsync(lab, SessionHost.OwnerId, Owner), StringComparison.Ordinal);
        Assert.Contains("at least one manager", await _book.SetManagerAsync(lab, SessionHost.OwnerId, false, Owner), StringComparison.Ordinal);
        Assert.Null(await _book.SetManagerAsync(lab, ada.Id, true, Owner));
        Assert.Null(await _book.RemoveAsync(lab, SessionHost.OwnerId, Owner));
        Assert.Equal([ada.Id], _host.Access.State.Groups[lab].Members.Keys);
        Assert.NotNull(await _book.RenameAsync(lab, " ", member));
    }

    [Fact]
    public async Task Invitation_TokenIsHashed_JoinsOnce_AndEnds()
    {
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;
        var (token, _) = await _book.InviteAsync(lab, Owner);
        Assert.DoesNotContain(token!, _host.Access.State.Groups[lab].InviteHash, StringComparison.Ordinal);
        var cleo = SessionHost.Person("cleo");

        Assert.NotNull(await _book.JoinAsync(ShareToken.New(), cleo));
        Assert.NotNull(await _book.JoinAsync(token!, Visitor.Nobody));
        Assert.Null(await _book.JoinAsync(token!, cleo));
        Assert.Null(await _book.JoinAsync(token!, cleo));
        Assert.Equal(2, _host.Access.State.Groups[lab].Members.Count);
        Assert.False(_host.Access.State.Groups[lab].IsManagedBy("cleo"));

        Assert.Null(await _book.RevokeInvitationAsync(lab, Owner));
        Assert.NotNull(await _book.JoinAsync(token!, SessionHost.Person("ben")));
        Assert.Null(await _book.RemoveAsync(lab, "cleo", cleo));
        Assert.Single(_host.Access.State.Groups[lab].Members);
    }

    [Fact]
    public async Task Notebook_OfAGroup_ReadsItsFolderUntilItLeaves()
    {
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;
        var session = await _host.OpenAsync("1");
        Assert.NotNull(await _host.Sharing.MoveToGroupAsync(session.NotebookId, GroupId.New(), Owner, Token));
        Assert.Null(await _host.Sharing.MoveToGroupAsync(session.NotebookId, lab, Owner, Token));

        await session.MustAsync(new RunAll());
        var kernel = await _host.Kernels.NextKernelAsync(Token);
        Assert.Equal(_host.Folder.GroupFolder(lab), kernel.Options.GroupFolder);
        Assert.Contains(_host.Folder.GroupFolder(lab), kernel.Options.ReadableFolders);
        await session.UntilRunAsync(SessionTable.Id(0), Web.Documents.CellRunState.Succeeded);

        Assert.Null(await _book.DeleteAsync(lab, Owner));

        Assert.Null((await _host.Kernels.NextKernelAsync(Token)).Options.GroupFolder);
        Assert.Null(_host.Access.State.AttributesOf(session.NotebookId).Group);
    }

    [Theory]
    [InlineData("../../etc")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("aaaaaaaaaaaaaaa/")]
    public void GroupFolder_OfWhatIsNoId_IsRefused(string id) => Assert.Throws<ArgumentException>(() => _host.Folder.GroupFolder(new GroupId(id)));

    [Fact]
    public async Task CreateAsync_InsideAGroup_IsTheGroupsToo()
    {
        var lab = (await _book.CreateAsync("Lab", Owner)).Id!.Value;

        var id = await _host.Visible.CreateAsync(SessionTable.NotebookOf("1"), Owner, lab, Token);
        var elsewhere = await _host.Visible.CreateAsync(SessionTable.NotebookOf("1") with { Id = Web.Documents.NotebookId.New() }, SessionHost.Person("cleo"), lab, Token);

        Assert.Equal(lab, _host.Access.State.AttributesOf(id).Group);
        Assert.Contains(_host.Access.State.GrantsOf(id), grant => grant.Grantee == new Grantee.Members(lab) && grant.Role == NotebookRole.Editor);
        // Who is no member gets a notebook of their own.
        Assert.Null(_host.Access.State.AttributesOf(elsewhere).Group);
        Assert.Single(_host.Access.State.GrantsOf(elsewhere));
    }
}
