using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Notebook.Web;
using Notebook.Web.Accounts;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Components;
using Notebook.Web.Sharing;

namespace Notebook.Tests.Sharing;

/// <summary>Every address of the server says who may come in; one that forgets it fails here.</summary>
public sealed class EndpointRuleTests
{
    /// <summary>The addresses for those who hold a role on a notebook, and the least role of each.</summary>
    private static readonly Dictionary<string, NotebookRole> RoleOfAddress = new()
    {
        ["GET /n/{id}/export"] = NotebookRole.Viewer,
        ["GET /n/{id}/figures/{cell}/{output}"] = NotebookRole.Viewer,
        ["GET /n/{id}/outputs/{hash}"] = NotebookRole.Viewer,
        ["GET /n/{id}/tables/{hash}"] = NotebookRole.Viewer,
        ["GET /n/{id}/streams/{cell}/{output}"] = NotebookRole.Viewer,
        ["GET /n/{id}/cells/{cell}/pictures/{name}"] = NotebookRole.Viewer,
        ["GET /n/{id}/files/{**path}"] = NotebookRole.Runner,
        ["GET /n/{id}/common-files/{**path}"] = NotebookRole.Runner,
        ["PUT /n/{id}/files/{**folder}"] = NotebookRole.Runner,
    };

    /// <summary>All other addresses that are no page: who may ask.</summary>
    private static readonly Dictionary<string, string> WhoAsksOthers = new()
    {
        ["GET /health"] = "everybody",
        ["GET /s/{token}"] = "everybody",
        ["POST /sign-out"] = "everybody",
        ["POST /passkeys/new"] = "signed in",
        ["POST /passkeys/sign-in"] = "everybody",
        ["GET /sign-in/oidc"] = "everybody",
        ["GET /sign-in/oidc/done"] = "everybody",
        ["GET /frames/diagram"] = Visitors.Policy,
        ["GET /admin/backup"] = AccountServices.AdministratorPolicy,
    };

    [Fact]
    public async Task Addresses_OfEverythingElse_AreForThoseWhoAreWrittenHere()
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);

        Assert.Equal(WhoAsksOthers.OrderBy(static pair => pair.Key, StringComparer.Ordinal), Others(app).OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        app.MapGet("/new-address", static () => "").AllowAnonymous();
        Assert.Contains("GET /new-address", Others(app).Select(static pair => pair.Key));
    }

    [Fact]
    public async Task Hub_IsForVisitors_AndItsMessagesAreCounted()
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        var hub = Endpoints(app).Where(static endpoint => Text(endpoint).Contains("_blazor", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(hub);
        Assert.All(hub, static endpoint => Assert.Contains(endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>(), static rule => rule.Policy == Visitors.Policy));
        Assert.All(hub, static endpoint => Assert.Equal(RequestLimits.Connections, endpoint.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName));
    }

    [Fact]
    public async Task Addresses_BelowANotebook_HaveTheRoleThatIsWrittenHere()
    {
        using var data = new TemporaryFolder();
        await using var app = NotebookServer.Build("http://127.0.0.1:0", data.Path);
        var endpoints = Endpoints(app).Where(static endpoint => Text(endpoint).Contains("/n/{", StringComparison.Ordinal) && !IsPage(endpoint)).ToList();

        Assert.Equal(RoleOfAddress.OrderBy(static pair => pair.Key, StringComparer.Ordinal), endpoints
            .Select(static endpoint => KeyValuePair.Create(Text(endpoint), endpoint.Metadata.GetMetadata<RequiredRole>()?.Role ?? NotebookRole.None))
            .OrderBy(static pair => pair.Key, StringComparer.Ordinal));
        Assert.All(endpoints, static endpoint => Assert.Null(endpoint.Metadata.GetMetadata<IAllowAnonymous>()));
    }

    [Fact]
    public void Pages_SayWhoMayOpenThem_AndOnlyANotebookIsForThoseWithALink()
    {
        var pages = typeof(App).Assembly.GetTypes().Where(static type => type.IsDefined(typeof(RouteAttribute))).ToList();

        Assert.NotEmpty(pages);
        // A circuit goes from page to page without a request: there a page without a word would be open to everyone.
        Assert.All(pages, static page => Assert.True(SaysWho(page), page.Name));
        Assert.Equal(["NotebookPage"], pages.Where(static page => page.GetCustomAttributes<AuthorizeAttribute>().Any(static rule => rule.Policy == Visitors.Policy)).Select(static page => page.Name));
    }

    [Fact]
    public void Pages_OneThatForgetsItsRule_IsFound() => Assert.False(SaysWho(typeof(ForgetfulPage)));

    /// <summary>Neither a page, nor below a notebook, nor a file of the site, nor the hub.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Others(WebApplication app) => Endpoints(app)
        .Where(static endpoint => !IsPage(endpoint) && !Text(endpoint).Contains("/n/{", StringComparison.Ordinal) && !Text(endpoint).Contains("_blazor", StringComparison.Ordinal)
            && !endpoint.Metadata.Any(static item => item.GetType().Name == "StaticAssetDescriptor") && !Text(endpoint).Contains("_framework", StringComparison.Ordinal) && !Text(endpoint).Contains(":file}", StringComparison.Ordinal))
        .Select(static endpoint => KeyValuePair.Create(
            Text(endpoint),
            endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null ? "everybody" : endpoint.Metadata.GetMetadata<IAuthorizeData>()?.Policy ?? "signed in"));

    private static bool SaysWho(Type page) => page.IsDefined(typeof(AllowAnonymousAttribute)) || page.IsDefined(typeof(AuthorizeAttribute));

    private static IEnumerable<RouteEndpoint> Endpoints(WebApplication app) => ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Text(RouteEndpoint endpoint) => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText}";

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.Any(static item => item.GetType().Name == "ComponentTypeMetadata");

    /// <summary>A page as somebody might add it who forgets to say for whom it is.</summary>
    [Route("/forgotten")]
    private sealed class ForgetfulPage : ComponentBase;
}
