using Microsoft.Extensions.DependencyInjection;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Web.Accounts;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>An invitation to the server that also makes the new person a member of a group.</summary>
public sealed class GroupInvitationTests : IAsyncDisposable
{
    private readonly SessionHost _host = new();
    private readonly AccountHost _accounts = new();
    private readonly GroupBook _book;
    private readonly AsyncServiceScope _scope;
    private readonly GroupInvitations _invitations;

    public GroupInvitationTests()
    {
        _book = new(_host.Store, _host.Access, _accounts.Services.GetRequiredService<IAccountDirectory>(), _host.Areas, _host.GroupKernels, new(_host.Store.Sharing, new()), _host.Audit, TimeProvider.System);
        _scope = _accounts.Services.CreateAsyncScope();
        _invitations = new(_scope.ServiceProvider.GetRequiredService<Administration>(), _host.Access, _book);
    }

    public async ValueTask DisposeAsync()
    {
        await _scope.DisposeAsync();
        _book.Dispose();
        await _accounts.DisposeAsync();
        await _host.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Accept_Invitation_MakesAnOrdinaryMemberWhoComesToTheGroup()
    {
        var eve = (await _accounts.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var lab = (await _book.CreateAsync("Lab", new(eve, []))).Id!.Value;
        var link = await LinkAsync(await _invitations.InviteAsync(eve, "ada@lab.example", false, " ", lab));
        Assert.Equal("Lab", _invitations.NameOf(link));

        Assert.Equal($"/groups/{lab}", await _invitations.AcceptAsync(link, new("ada", "Ada")));

        Assert.True(_host.Access.State.Groups[lab].HasMember("ada"));
        Assert.False(_host.Access.State.Groups[lab].IsManagedBy("ada"));
        Assert.Contains(_host.Audit.Entries, static entry => entry is { PersonId: "ada", Subject: "Lab", Detail: "joined by an invitation of Eve" });
    }

    [Fact]
    public async Task Invite_IntoAGroupOfOthers_OrByWhoeverIsNoAdministrator_IsRefused()
    {
        var eve = (await _accounts.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var ada = (await _accounts.CreateAsync("Ada")).ToPerson();
        var hers = (await _book.CreateAsync("Hers", new(ada, []))).Id!.Value;

        Assert.Contains("a group that you manage", (await _invitations.InviteAsync(eve, "", false, null, hers)).Problem, StringComparison.Ordinal);
        Assert.Contains("a group that you manage", (await _invitations.InviteAsync(null, "", false, null, hers)).Problem, StringComparison.Ordinal);
        await _book.AddAsync(hers, "eve@lab.example", new(ada, []));
        Assert.Contains("a group that you manage", (await _invitations.InviteAsync(eve, "", false, null, hers)).Problem, StringComparison.Ordinal);
        Assert.Contains("Only an administrator", (await _invitations.InviteAsync(ada, "", false, null, hers)).Problem, StringComparison.Ordinal);
        Assert.Empty(await _accounts.Services.GetRequiredService<AccountLinks>().ListAsync(AccountLinkKind.Invitation, Token));
    }

    [Fact]
    public async Task Accept_GroupThatIsGone_KeepsNobodyOut()
    {
        var eve = (await _accounts.CreateAsync("Eve", isAdministrator: true)).ToPerson();
        var lab = (await _book.CreateAsync("Lab", new(eve, []))).Id!.Value;
        var link = await LinkAsync(await _invitations.InviteAsync(eve, "", false, null, lab));
        var toNotebook = await LinkAsync(await _invitations.InviteAsync(eve, "", false, "/n/aaaaaaaaaaaaaaaa", lab));
        await _book.DeleteAsync(lab, new(eve, []));

        Assert.Null(_invitations.NameOf(link));
        Assert.Equal("/", await _invitations.AcceptAsync(link, new("ada", "Ada")));
        Assert.Equal("/n/aaaaaaaaaaaaaaaa", await _invitations.AcceptAsync(toNotebook, new("ben", "Ben")));
        Assert.Equal("/", await _invitations.AcceptAsync(link with { GroupId = "../../etc" }, new("cleo", "Cleo")));
        Assert.Empty(_host.Access.State.Groups);
    }

    private async Task<AccountLink> LinkAsync(MadeLink made)
    {
        Assert.Null(made.Problem);
        return (await _accounts.Services.GetRequiredService<AccountLinks>().FindAsync(AccountLinkKind.Invitation, made.Path!.Split("token=")[1], Token))!;
    }
}
