using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;

namespace Notebook.Web.Telemetry;

/// <summary>OpenTelemetry's metrics, and <c>/metrics</c> in the form that Prometheus reads. Nothing is sent anywhere.</summary>
internal static class TelemetryServices
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    public static IServiceCollection AddTelemetry(this IServiceCollection services)
    {
        services.AddOptions<MetricsOptions>().BindConfiguration(MetricsOptions.Section);
        services.AddSingleton<KernelMetrics>();
        services.AddOpenTelemetry().WithMetrics(static metrics => metrics
            .AddMeter(KernelMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Components.Server.Circuits", "System.Runtime")
            .AddPrometheusExporter());
        return services;
    }

    /// <summary>Before anybody has to sign in: only for this machine, or with the token of <c>Metrics:Token</c>: which notebooks are busy when is nobody else's business.</summary>
    public static void UseMetrics(this WebApplication app)
    {
        // Its gauges exist once it does.
        _ = app.Services.GetRequiredService<KernelMetrics>();
        app.UseOpenTelemetryPrometheusScrapingEndpoint(context => context.Request.Path == Path && IsAllowed(context));
    }

    private static bool IsAllowed(HttpContext context)
    {
        if (context.RequestServices.GetRequiredService<IOptions<MetricsOptions>>().Value.Token is not { Length: > 0 } token)
            return LocalRequest.Is(context);
        var sent = context.Request.Headers.Authorization.ToString();
        return sent.StartsWith(Bearer, StringComparison.Ordinal)
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent[Bearer.Length..]), Encoding.UTF8.GetBytes(token));
    }
}
