using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Notebook.Web;
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
        Assert.All(pages, static page => Assert.True(page.IsDefined(typeof(AllowAnonymousAttribute)) || page.IsDefined(typeof(AuthorizeAttribute)), page.Name));
        Assert.Equal(["NotebookPage"], pages.Where(static page => page.GetCustomAttributes<AuthorizeAttribute>().Any(static rule => rule.Policy == Visitors.Policy)).Select(static page => page.Name));
    }

    private static IEnumerable<RouteEndpoint> Endpoints(WebApplication app) => ((IEndpointRouteBuilder)app).DataSources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>();

    private static string Text(RouteEndpoint endpoint) => $"{endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods[0]} {endpoint.RoutePattern.RawText}";

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.Any(static item => item.GetType().Name == "ComponentTypeMetadata");
}
