using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components.Endpoints;
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

    private readonly SessionHost _host = new();

    public static TheoryData<string> Who => [.. RolePeople.All.Select(static person => person.Who)];

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Who))]
    public async Task Operations_OverTheCircuit_AreAllowedFromTheirRoleOn(string who)
    {
        var table = new OperationRulesTests.ExampleTable();
        var person = RolePeople.Find(who);
        var id = (await _host.OpenAsync("1")).NotebookId;
        var visitor = await RolePeople.ComeAsync(_host, person, id);
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

        Assert.Empty(await ProblemsOfAddressesAsync(app, document.Id, least: 8));
    }

    [Fact]
    public async Task Addresses_OneThatForgetsItsRule_IsFound()
    {
        using var data = new TemporaryFolder();
        var document = StoredNotebook.Of(StoredNotebook.Stream(Secret));
        await StoredNotebook.PutAsync(data.Path, document);
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        app.MapGet("/n/{id}/forgotten", static () => Secret);

        var problems = await ProblemsOfAddressesAsync(app, document.Id, least: 9);

        Assert.NotEmpty(problems);
        Assert.All(problems, static problem => Assert.Contains("/n/{id}/forgotten", problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Calls_OfAPageWhoseReaderLostTheirRole_TellAndChangeNothing()
    {
        var session = await _host.OpenAsync(Secret, Secret);
        var tab = new Participant { Id = "tab", DisplayName = "Ada", Holds = new FixedRole(NotebookRole.None) };
        var channel = new PageChannel(new NotebookView(session, tab, TimeProvider.System), new MarkdownRenderer(), static () => { }, static () => { }, static () => Task.FromResult<IEnumerable<NotebookLink>>([]));

        Assert.Empty(await ProblemsOfCallsAsync(channel, session, least: 20));
    }

    [Fact]
    public async Task Calls_OneThatForgetsToAsk_IsFound()
    {
        var session = await _host.OpenAsync(Secret, Secret);

        Assert.Equal([nameof(ForgetfulChannel.Change), nameof(ForgetfulChannel.Tell)], (await ProblemsOfCallsAsync(new ForgetfulChannel(session), session, least: 1)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Who))]
    public async Task Playground_IsForThoseSignedInWhoMayView(string who)
    {
        var person = RolePeople.Find(who);
        var id = (await _host.OpenAsync("1")).NotebookId;
        var visitor = await RolePeople.ComeAsync(_host, person, id);

        var (copy, problem) = await _host.Copies.PlayAsync(id, visitor, Token);

        Assert.True(copy is not null == (person.IsSignedIn && person.Role >= NotebookRole.Viewer), $"{who}: {problem}");
        Assert.True(copy is null == problem is not null);
    }

    /// <summary>Asks every address of a notebook as everybody, and looks whether the answer fits the role.</summary>
    private static async Task<IReadOnlyList<string>> ProblemsOfAddressesAsync(WebApplication app, NotebookId id, int least)
    {
        var store = app.Services.GetRequiredService<INotebookStore>();
        await store.ListAsync(Token);
        var endpoints = ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>()
            .Where(static endpoint => endpoint.RoutePattern.RawText!.Contains("n/{", StringComparison.Ordinal) && endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is null).ToList();
        Assert.True(endpoints.Count >= least);
        var problems = new List<string>();
        foreach (var person in RolePeople.All.Where(static person => person.Who != "a disabled owner"))
        {
            var before = store.Sharing.State;
            var links = await RolePeople.GiveAsync(store, person, id);
            foreach (var endpoint in endpoints)
            {
                // An address without a rule is nobody's.
                var needed = endpoint.Metadata.GetMetadata<RequiredRole>()?.Role ?? NotebookRole.Owner + 1;
                var (status, text) = await AskAsync(app.Services, endpoint, id, person.IsSignedIn, links);
                var isRefused = status is StatusCodes.Status404NotFound or StatusCodes.Status403Forbidden && (text.Contains("not shared with you", StringComparison.Ordinal) || text.Contains("Your role on this notebook", StringComparison.Ordinal));
                if (isRefused != person.Role < needed)
                    problems.Add($"{person.Who}: {endpoint.DisplayName}: {status} {text}");
                if (person.Role == NotebookRole.None && status != StatusCodes.Status404NotFound)
                    problems.Add($"{person.Who} learns from {endpoint.DisplayName} that there is such a notebook: {status}");
            }

            await TakeBackAsync(store, before, id);
        }

        return problems;
    }

    /// <summary>Calls whatever a browser may call, and looks whether it tells or changes anything.</summary>
    /// <returns>The calls that did.</returns>
    private static async Task<IReadOnlyList<string>> ProblemsOfCallsAsync(object channel, INotebookSession session, int least)
    {
        var calls = channel.GetType().GetMethods().Where(static method => method.IsDefined(typeof(JSInvokableAttribute))).ToList();
        Assert.True(calls.Count > least);
        var problems = new List<string>();
        foreach (var call in calls)
        {
            var before = session.Snapshot.Document;
            object? result = call.Invoke(channel, [.. call.GetParameters().Select(ArgumentFor)]);
            if (result is Task task)
            {
                await task.WaitAsync(SessionTable.Patience, Token);
                result = task.GetType().GetProperty("Result")?.GetValue(task);
            }

            if (result is DotNetStreamReference || !ReferenceEquals(before, session.Snapshot.Document)
                || result is not null && JsonSerializer.Serialize(result, result.GetType()).Contains(Secret, StringComparison.Ordinal))
                problems.Add(call.Name);
        }

        return problems;
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
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = RolePeople.Principal(isSignedIn ? "ada" : null, links) };
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

    /// <summary>Two calls as somebody might add them who forgets to ask for the role, and one that asks.</summary>
    private sealed class ForgetfulChannel(INotebookSession session)
    {
        [JSInvokable]
        public string Tell() => session.Snapshot.Document.Cells[0].Source;

        [JSInvokable]
        public Task<OperationResult> Change() => session.ApplyAsync(new Rename("Taken"), SessionTable.Person()).AsTask();

        [JSInvokable]
        public static string? Ask() => null;
    }
}
