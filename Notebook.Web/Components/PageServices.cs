using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using Notebook.Web.Accounts;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Components.Notebooks;
using Notebook.Web.Components.Outputs;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components;

/// <summary>The pages as the host adds them.</summary>
public static class PageServices
{
    /// <summary>The largest message from a browser, in bytes. A larger paste goes as a stream, so this bounds only what waits in memory per circuit.</summary>
    internal const int MaxMessageBytes = 1024 * 1024;

    /// <summary>How long a circuit waits for its browser: a closed laptop lid of a lecture break keeps its page. The notebook itself needs no circuit.</summary>
    private static readonly TimeSpan CircuitRetention = TimeSpan.FromMinutes(15);

    /// <summary>Adds the pages. Needs <see cref="Sessions.INotebookSessions"/> and a cascading authentication state.</summary>
    public static IServiceCollection AddPage(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<MarkdownRenderer>();
        services.AddSingleton<CellProse>();
        services.AddScoped<CircuitPresence>();
        services.AddScoped<PageScript>();
        services.AddScoped<NotebookViews>();
        services.AddScoped<CircuitHandler>(static services => services.GetRequiredService<CircuitPresence>());
        services.AddMudServices();
        services.AddRazorComponents()
            .AddInteractiveServerComponents(options =>
            {
                options.DisconnectedCircuitRetentionPeriod = CircuitRetention;
                options.DisconnectedCircuitMaxRetained = 400;
            })
            .AddHubOptions(options =>
            {
                options.MaximumReceiveMessageSize = MaxMessageBytes;
                options.AddFilter<CircuitPace>();
            });
        return services;
    }

    /// <summary>An address that leads nowhere gets a page with words, not the browser's own. Stands before authorization, which the page is asked for too.</summary>
    public static void UseNotFoundPage(this WebApplication app) => app.UseStatusCodePagesWithReExecute("/not-found");

    /// <summary>Maps the pages and what they load. The files hold nothing of anybody's, so signed-out pages may load them too.</summary>
    public static void MapPage(this WebApplication app)
    {
        app.UseAntiforgery();
        app.UseStaleForms();
        app.MapStaticAssets().AllowAnonymous();
        // Who may frame a page is in its policy already (PageSecurity); a second one would only repeat it.
        // A circuit is for every visitor; which page it may show is decided by the page (Routes.razor).
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(static options => options.ContentSecurityFrameAncestorsPolicy = null).Add(static endpoint =>
        {
            if (endpoint is RouteEndpointBuilder { RoutePattern.RawText: { } address } && address.TrimStart('/').StartsWith("_blazor", StringComparison.Ordinal))
            {
                endpoint.Metadata.Add(new AuthorizeAttribute(Visitors.Policy));
                endpoint.Metadata.Add(new EnableRateLimitingAttribute(RequestLimits.Connections));
            }
        });
    }
}
