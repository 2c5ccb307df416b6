using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using Notebook.Web.Sharing;

namespace Notebook.Web.Accounts.Limits;

/// <summary>Refuses a visitor who asks for too much at once, in words; see <see cref="RequestLimitOptions"/>. Addresses say which limit they have.</summary>
internal static class RequestLimits
{
    public const string Links = "links";

    public const string Uploads = "uploads";

    public const string Exports = "exports";

    public const string Connections = "connections";

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static IServiceCollection AddRequestLimits(this IServiceCollection services)
    {
        services.AddOptions<RequestLimitOptions>().BindConfiguration(RequestLimitOptions.Section);
        services.AddSingleton<CircuitPace>();
        services.AddRateLimiter(static options =>
        {
            options.OnRejected = RefuseAsync;
            options.AddPolicy(Links, static context => PerVisitor(context, static limits => limits.LinksPerMinute));
            options.AddPolicy(Uploads, static context => PerVisitor(context, static limits => limits.UploadsPerMinute));
            options.AddPolicy(Exports, static context => PerVisitor(context, static limits => limits.ExportsPerMinute));
            // The address of the hub is asked again and again by a page that can have no WebSocket; it names its connection then.
            options.AddPolicy(Connections, static context => context.Request.Query.ContainsKey("id")
                ? RateLimitPartition.GetNoLimiter("")
                : PerVisitor(context, static limits => limits.ConnectionsPerMinute));
        });
        return services;
    }

    private static RateLimitPartition<string> PerVisitor(HttpContext context, Func<RequestLimitOptions, int> perMinute) => RateLimitPartition.GetFixedWindowLimiter(
        Visitor.Of(context.User).Person is { } person ? $"person {person.Id}" : $"place {context.Connection.RemoteIpAddress}",
        _ => new FixedWindowRateLimiterOptions { PermitLimit = Math.Max(1, perMinute(context.RequestServices.GetRequiredService<IOptions<RequestLimitOptions>>().Value)), Window = Window });

    private static async ValueTask RefuseAsync(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var context = rejected.HttpContext;
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers.CacheControl = "no-store";
        await MessagePage.ForRequest(context.Request, StatusCodes.Status429TooManyRequests, "That is too much at once", "The server has had too many such requests from you. Wait a minute, then try again.").ExecuteAsync(context);
    }
}
