using System.Reflection;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using Notebook.Tests.Components.Fakes;
using Notebook.Tests.Outputs;
using Notebook.Tests.Sessions;
using Notebook.Web;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Tests.Sharing;

/// <summary>
/// Everybody who may come to a notebook, times everything that can be asked of it, over every way in. All three lists are found by
/// reflection: a new operation, address or call of the page without a rule fails here.
/// </summary>
public sealed class RoleMatrixTests : IAsyncDisposable
{
    private const string Secret = "secret-of-the-notebook";

    private static readonly DateTimeOffset Past = DateTimeOffset.UnixEpoch;

    private static readonly GroupId Lab = GroupId.New();

    /// <summary>Who, how they come, and the role that this gives.</summary>
    private static readonly (string Who, Func<NotebookId, StoreChange[]> Given, bool IsSignedIn, NotebookRole Role)[] People =
    [
        ("a stranger", static _ => [], true, NotebookRole.None),
        ("nobody", static _ => [], false, NotebookRole.None),
        ("a viewer", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Viewer)], true, NotebookRole.Viewer),
        ("a runner", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Runner)], true, NotebookRole.Runner),
        ("an editor", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Editor)], true, NotebookRole.Editor),
        ("an owner", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Owner)], true, NotebookRole.Owner),
        ("a disabled owner", static id => [Grant(id, new Grantee.Person("disabled"), NotebookRole.Owner), Link(id, NotebookRole.Editor)], true, NotebookRole.None),
        ("an owner until yesterday", static id => [Grant(id, new Grantee.Person("ada"), NotebookRole.Owner) with { Grant = Grant(id, new Grantee.Person("ada"), NotebookRole.Owner).Grant with { ExpiresAt = Past } }], true, NotebookRole.None),
        ("a member of an editing group", static id => [Grant(id, new Grantee.Members(Lab), NotebookRole.Editor), LabOf("ada")], true, NotebookRole.Editor),
        ("somebody who left that group", static id => [Grant(id, new Grantee.Members(Lab), NotebookRole.Editor), LabOf("ben")], true, NotebookRole.None),
        ("one of everyone", static id => [Grant(id, new Grantee.SignedIn(), NotebookRole.Runner)], true, NotebookRole.Runner),
        ("nobody where everyone runs", static id => [Grant(id, new Grantee.SignedIn(), NotebookRole.Runner)], false, NotebookRole.None),
        ("a guest with a viewer's link", static id => [Link(id, NotebookRole.Viewer)], false, NotebookRole.Viewer),
        ("a guest with an editor's link", static id => [Link(id, NotebookRole.Editor)], false, NotebookRole.Viewer),
        ("a person with an editor's link", static id => [Link(id, NotebookRole.Editor)], true, NotebookRole.Editor),
        ("a person with a link that has ended", static id => [Link(id, NotebookRole.Editor, Past)], true, NotebookRole.None),
        ("a person with a class link", static id => [Link(id, NotebookRole.Editor, copies: true)], true, NotebookRole.None),
        ("a person with a link to another notebook", static _ => [Link(NotebookId.New(), NotebookRole.Editor)], true, NotebookRole.None),
    ];

    private readonly SessionHost _host = new();

    public static TheoryData<string> Who => [.. People.Select(static person => person.Who)];

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Who))]
    public async Task Operations_OverTheCircuit_AreAllowedFromTheirRoleOn(string who)
    {
        var table = new OperationRulesTests.ExampleTable();
        var person = People.Single(person => person.Who == who);
        var id = (await _host.OpenAsync("1")).NotebookId;
        var visitor = await ComeAsync(person, id);
        Assert.Equal(person.Role, _host.Access.RoleOf(visitor, id));
        // Whoever is signed in is the author of the examples' comments: those belong to persons, beyond roles.
        var tab = SessionTable.Person() with { Holds = new LiveRole(_host.Access, visitor, id), PersonId = person.IsSignedIn ? SessionTable.Person().PersonId : null };

        foreach (var operation in table.Examples)
        {
            var outcome = table.State.Apply(operation, new(tab, SessionTable.Noon));
            if (person.Role < OperationRules.LeastRole[operation.GetType()])
                Assert.True(outcome is OperationOutcome.Rejected { Reason: RejectionReason.NotAllowed }, $"{who}: {operation.GetType().Name}");
            else
                Assert.True(outcome is OperationOutcome.Applied || !person.IsSignedIn && operation.GetType().Name.EndsWith("Comment", StringComparison.Ordinal), $"{who}: {operation.GetType().Name}");
        }

        Assert.Equal(
            typeof(Operation).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(Operation)) && !type.IsAbstract).Select(static type => type.Name).Order(StringComparer.Ordinal),
            table.Examples.Select(static example => example.GetType().Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Addresses_ForEveryoneAndWithEveryRole_LetInFromTheirRoleOn()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Stream(Secret));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        var store = app.Services.GetRequiredService<INotebookStore>();
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.Metadata.GetMetadata<RequiredRole>() is not null).ToList();
        Assert.True(endpoints.Count >= 8);

        foreach (var person in People.Where(static person => person.Who != "a disabled owner"))
        {
            var before = store.Sharing.State;
            var links = await GiveAsync(store, person, document.Id);
            foreach (var endpoint in endpoints)
            {
                var least = endpoint.Metadata.GetMetadata<RequiredRole>()!.Role;
                var (status, text) = await AskAsync(app.Services, endpoint, document.Id, person.IsSignedIn, links);
                var isRefused = status is StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden && (text.Contains("not shared with you", StringComparison.Ordinal) || text.Contains("Your role on this notebook", StringComparison.Ordinal));
                Assert.True(isRefused == person.Role < least, $"{person.Who}: {endpoint.DisplayName}: {status} {text}");
                Assert.False(person.Role == NotebookRole.None && status != StatusCodes.Status404NotFound, $"{person.Who} learns from {endpoint.DisplayName} that there is such a notebook: {status}");
            }

            await TakeBackAsync(store, before, document.Id);
        }
    }

    [Fact]
    public async Task Calls_OfAPageWhoseReaderLostTheirRole_TellAndChangeNothing()
    {
        var session = await _host.OpenAsync(Secret, Secret);
        var tab = new Participant { Id = "tab", DisplayName = "Ada", Holds = new FixedRole(NotebookRole.None) };
        var view = new NotebookView(session, tab, TimeProvider.System);
        var channel = new PageChannel(view, new MarkdownRenderer(), static () => { }, static () => { }, static () => Task.FromResult<IEnumerable<NotebookLink>>([]));
        var before = session.Snapshot.Document;
        var calls = typeof(PageChannel).GetMethods().Where(static method => method.IsDefined(typeof(JSInvokableAttribute))).ToList();
        Assert.True(calls.Count > 20);

        foreach (var call in calls)
        {
            object? result = call.Invoke(channel, [.. call.GetParameters().Select(ArgumentFor)]);
            if (result is Task task)
            {
                await task.WaitAsync(SessionTable.Patience, Token);
                result = task.GetType().GetProperty("Result")?.GetValue(task);
            }

            Assert.False(result is DotNetStreamReference, call.Name);
            if (result is not null)
                Assert.False(JsonSerializer.Serialize(result, result.GetType()).Contains(Secret, StringComparison.Ordinal), call.Name);
        }

        Assert.Same(before, session.Snapshot.Document);
    }

    [Theory]
    [MemberData(nameof(Who))]
    public async Task Playground_IsForThoseSignedInWhoMayView(string who)
    {
        var person = People.Single(person => person.Who == who);
        var id = (await _host.OpenAsync("1")).NotebookId;
        var visitor = await ComeAsync(person, id);

        var (copy, problem) = await _host.Copies.PlayAsync(id, visitor, Token);

        Assert.True(copy is not null == (person.IsSignedIn && person.Role >= NotebookRole.Viewer), $"{who}: {problem}");
        Assert.True(copy is null == problem is not null);
    }

    private static object? ArgumentFor(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(string) => parameter.Name is "cellId" or "after" ? "a" : "x",
        var type when type == typeof(string[]) => new[] { "a" },
        var type when type == typeof(int) => 0,
        var type when type == typeof(bool) => true,
        var type when type == typeof(JsonElement) => JsonDocument.Parse("""[["me",[3,[0,"!"]]]]""").RootElement,
        var type when type == typeof(IJSStreamReference) => new FakeStreamReference(System.Text.Encoding.UTF8.GetBytes("""[["me",[3,[0,"!"]]]]""")),
        var type when type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Dictionary<,>) => Activator.CreateInstance(type),
        var type => type.IsValueType && Nullable.GetUnderlyingType(type) is null ? Activator.CreateInstance(type) : null,
    };

    private static async Task<(int Status, string Text)> AskAsync(IServiceProvider services, RouteEndpoint endpoint, NotebookId id, bool isSignedIn, IEnumerable<LinkId> links)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = Principal(isSignedIn ? "ada" : null, links) };
        context.SetEndpoint(endpoint);
        context.Request.Method = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0] ?? "GET";
        foreach (var parameter in endpoint.RoutePattern.Parameters)
            context.Request.RouteValues[parameter.Name] = parameter.Name == "id" ? id.Value : "x";
        context.Request.QueryString = new("?format=md&name=x");
        using var body = new MemoryStream();
        context.Response.Body = body;
        await endpoint.RequestDelegate!(context);
        return (context.Response.StatusCode, System.Text.Encoding.UTF8.GetString(body.ToArray()));
    }

    private static ClaimsPrincipal Principal(string? personId, IEnumerable<LinkId> links)
    {
        var user = new ClaimsPrincipal(personId is null ? new ClaimsIdentity() : new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, personId), new Claim(ClaimTypes.Name, personId)], "test"));
        user.AddIdentity(new ClaimsIdentity(links.Select(static link => new Claim(Visitor.LinkClaim, link.Value))));
        return user;
    }

    private static async Task<List<LinkId>> GiveAsync(INotebookStore store, (string Who, Func<NotebookId, StoreChange[]> Given, bool IsSignedIn, NotebookRole Role) person, NotebookId id)
    {
        var changes = person.Given(id);
        await store.CommitAsync([.. changes], Token);
        return [.. changes.OfType<LinkCreated>().Select(static created => created.Link.Id)];
    }

    private static Task TakeBackAsync(INotebookStore store, SharingState before, NotebookId id)
    {
        var now = store.Sharing.State;
        return store.CommitAsync(
            [
                .. now.GrantsOf(id).Where(grant => !before.GrantsOf(id).Contains(grant)).Select(grant => new GrantTaken(id, grant.Grantee)),
                .. now.Links.Values.Select(static link => new LinkRevoked(link.NotebookId, link.Id)),
                .. now.Groups.Keys.Select(static group => new GroupDeleted(group)),
            ],
            Token);
    }

    private static GrantGiven Grant(NotebookId id, Grantee grantee, NotebookRole role) =>
        new(new() { NotebookId = id, Grantee = grantee, Role = role, GivenBy = "owner", GivenAt = SessionTable.Noon });

    private static LinkCreated Link(NotebookId id, NotebookRole role, DateTimeOffset? expiresAt = null, bool copies = false) =>
        new(new() { Id = LinkId.New(), NotebookId = id, TokenHash = new string('0', 64), Role = role, GivesCopies = copies, ExpiresAt = expiresAt, CreatedBy = "owner", CreatedAt = SessionTable.Noon });

    private static GroupChanged LabOf(string member) =>
        new(new() { Id = Lab, Name = "Lab", CreatedAt = SessionTable.Noon, Members = System.Collections.Immutable.ImmutableDictionary<string, bool>.Empty.Add(member, false) });

    private async Task<Visitor> ComeAsync((string Who, Func<NotebookId, StoreChange[]> Given, bool IsSignedIn, NotebookRole Role) person, NotebookId id)
    {
        _host.People.Disable("disabled");
        var links = await GiveAsync(_host.Store, person, id);
        var personId = !person.IsSignedIn ? null : person.Who == "a disabled owner" ? "disabled" : "ada";
        return Visitor.Of(Principal(personId, links));
    }
}
