using System.Reflection;
using Microsoft.AspNetCore.DataProtection;
using Notebook.Tests.Accounts;
using Notebook.Tests.Sessions;
using Notebook.Tests.Storage.Fakes;
using Notebook.Web.Documents;
using Notebook.Web.Secrets;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>
/// What pages ask of the server about whole notebooks, for everybody who may come to one. The methods are found by reflection: whatever takes
/// a notebook and somebody who asks has to be in the table here.
/// </summary>
public sealed class ServiceRoleTests : IAsyncDisposable
{
    /// <summary>Beyond the role: what a method needs of who asks.</summary>
    private enum Needs
    {
        Role,
        RoleAndAccount,
        ClassLink,
    }

    private static readonly Dictionary<string, (NotebookRole Least, Needs Needs, Func<ServiceRoleTests, NotebookId, Visitor, Task<bool>> Ask)> Table = new()
    {
        ["VisibleNotebooks.FindAsync"] = (NotebookRole.Viewer, Needs.Role, static async (t, id, by) => await t._host.Visible.FindAsync(id, by, Token) is not null),
        ["VisibleNotebooks.RenameAsync"] = (NotebookRole.Editor, Needs.Role, static async (t, id, by) => await t._host.Visible.RenameAsync(id, "Other", by, Token) is null),
        ["VisibleNotebooks.TrashAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Visible.TrashAsync(id, by, Token) is null),
        ["VisibleNotebooks.RestoreAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) =>
        {
            await t._host.Notebooks.TrashAsync(id, Token);
            return await t._host.Visible.RestoreAsync(id, by, Token) is null;
        }),
        ["VisibleNotebooks.DeleteForeverAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) =>
        {
            await t._host.Notebooks.TrashAsync(id, Token);
            return await t._host.Visible.DeleteForeverAsync(id, by, Token) is null;
        }),
        ["VisibleNotebooks.StarAsync"] = (NotebookRole.Viewer, Needs.RoleAndAccount, static async (t, id, by) => await t._host.Visible.StarAsync(id, true, by, Token) is null),
        ["VisibleNotebooks.NoteVisitAsync"] = (NotebookRole.Viewer, Needs.RoleAndAccount, static async (t, id, by) =>
        {
            await t._host.Visible.NoteVisitAsync(id, by, Token);
            return by.Person is { } person && (await t._host.Notebooks.ListVisitsAsync(person.Id, Token)).ContainsKey(id);
        }),
        ["NotebookSharing.GrantAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Sharing.GrantAsync(id, new Grantee.Person("x"), NotebookRole.Viewer, by, cancellationToken: Token) is null),
        ["NotebookSharing.TakeAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Sharing.TakeAsync(id, new Grantee.Person("x"), by, Token) is null),
        ["NotebookSharing.CreateLinkAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => (await t._host.Sharing.CreateLinkAsync(id, NotebookRole.Viewer, null, false, by, Token)).Token is not null),
        ["NotebookSharing.RevokeAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Sharing.RevokeAsync(id, LinkId.New(), by, Token) is null),
        ["NotebookSharing.MoveToGroupAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Sharing.MoveToGroupAsync(id, null, by, Token) is null),
        ["NotebookSharing.TagAsync"] = (NotebookRole.Editor, Needs.Role, static async (t, id, by) => await t._host.Sharing.TagAsync(id, "x", by, Token) is null),
        ["NotebookCopies.CopyAsync"] = (NotebookRole.Viewer, Needs.RoleAndAccount, static async (t, id, by) => (await t._host.Copies.CopyAsync(id, by, Token)).Copy is not null),
        ["NotebookCopies.PlayAsync"] = (NotebookRole.Viewer, Needs.RoleAndAccount, static async (t, id, by) => (await t._host.Copies.PlayAsync(id, by, Token)).Copy is not null),
        ["NotebookCopies.KeepAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => await t._host.Copies.KeepAsync(id, by, Token) is null),
        ["NotebookCopies.DiscardAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) =>
        {
            await t._host.Store.CommitAsync([new AttributesChanged(t._host.Access.State.AttributesOf(id) with { PlaygroundOf = NotebookId.New() })], Token);
            return await t._host.Copies.DiscardAsync(id, by, Token) is null;
        }),
        ["ClassBook.JoinAsync"] = (NotebookRole.None, Needs.ClassLink, static async (t, id, by) => (await t._host.Classes.JoinAsync(id, by, Token)).Copy is not null),
        ["ClassBook.CreateLinkAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) => (await t._host.Classes.CreateLinkAsync(id, null, by, Token)).Token is not null),
        ["ClassBook.ResetAsync"] = (NotebookRole.Owner, Needs.Role, static async (t, id, by) =>
        {
            await t._host.Store.CommitAsync([new AttributesChanged(t._host.Access.State.AttributesOf(id) with { ClassOf = id, StudentId = "student" })], Token);
            return await t._host.Classes.ResetAsync(id, by, Token) is null;
        }),
        ["NotebookList.RenameAsync"] = (NotebookRole.Editor, Needs.Role, static async (t, id, by) => await t._host.Notebooks.RenameAsync(id, "Other", t.TabOf(id, by), Token) is OperationResult.Accepted),
        ["SecretVault.ListAsync"] = (NotebookRole.Runner, Needs.Role, static async (t, id, by) =>
        {
            Assert.Null(await t._vault.SetAsync(id, "API_KEY", "correct-horse", SessionTable.Person()));
            return (await t._vault.ListAsync(id, t.TabOf(id, by), Token)).Count > 0;
        }),
        ["SecretVault.SetAsync"] = (NotebookRole.Editor, Needs.Role, static async (t, id, by) => await t._vault.SetAsync(id, "API_KEY", "correct-horse", t.TabOf(id, by)) is null),
        ["SecretVault.DeleteAsync"] = (NotebookRole.Editor, Needs.Role, static async (t, id, by) => await t._vault.DeleteAsync(id, "API_KEY", t.TabOf(id, by)) is null),
    };

    /// <summary>Those that answer which role somebody holds.</summary>
    private static readonly string[] Answers = ["NotebookAccess.RoleOf", "NotebookAccess.ExpiresFor"];

    private readonly SessionHost _host = new();
    private readonly SecretVault _vault;

    public ServiceRoleTests() => _vault = new(
        new InMemoryRecords<KeptSecret>(static secret => KeptSecret.IdOf(secret.NotebookId, secret.Name)), new EphemeralDataProtectionProvider(), _host.Store, new FakeAuditLog(), TimeProvider.System);

    public static TheoryData<string> Who => RoleMatrixTests.Who;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        _vault.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Who))]
    public async Task EveryMethod_AboutANotebook_IsForThoseWhoseRoleIsEnough(string who)
    {
        var person = RolePeople.Find(who);
        foreach (var (name, (least, needs, ask)) in Table)
        {
            var id = (await _host.OpenAsync(SessionTable.NotebookOf("1") with { Id = NotebookId.New() })).NotebookId;
            var visitor = await RolePeople.ComeAsync(_host, person, id);

            var isDone = await ask(this, id, visitor);

            var may = needs switch
            {
                Needs.ClassLink => who == "a person with a class link",
                Needs.RoleAndAccount => person.IsSignedIn && person.Role >= least,
                _ => person.Role >= least,
            };
            Assert.True(isDone == may, $"{who}: {name}");
        }
    }

    [Fact]
    public void EveryMethod_ThatTakesANotebookAndSomebody_IsInTheTable() =>
        Assert.Equal(Table.Keys.Concat(Answers).Order(StringComparer.Ordinal), MethodsOf(typeof(NotebookAccess).Assembly.GetTypes().Where(static type => !type.IsAssignableTo(typeof(Microsoft.AspNetCore.Components.IComponent)))));

    [Fact]
    public void MethodsOf_ServiceWithANewMethod_FindsIt() => Assert.Equal(["NewService.PublishAsync"], MethodsOf([typeof(NewService)]));

    private static IEnumerable<string> MethodsOf(IEnumerable<Type> types) => types
        .SelectMany(static type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly))
        .Where(static method => Takes(method, typeof(NotebookId)) && (Takes(method, typeof(Visitor)) || Takes(method, typeof(Participant))))
        .Select(static method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct().Order(StringComparer.Ordinal);

    private static bool Takes(MethodInfo method, Type type) => method.GetParameters().Any(parameter => parameter.ParameterType == type);

    private Participant TabOf(NotebookId id, Visitor visitor) =>
        new() { Id = "tab", DisplayName = visitor.DisplayName, PersonId = visitor.Person?.Id, Holds = new LiveRole(_host.Access, visitor, id) };

    /// <summary>A service as somebody might add one.</summary>
    private sealed class NewService
    {
        public static bool PublishAsync(NotebookId id, Visitor by) => id != default && by != Visitor.Nobody;
    }
}
