using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.HttpOverrides;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Storage;

namespace Notebook.Web.Accounts.Transport;

/// <summary>How browsers reach the server: by HTTPS of its own, by a proxy's, or from this machine.</summary>
internal static class TransportServices
{
    /// <exception cref="TransportSettingsException">A setting can't be used.</exception>
    public static void AddTransport(this WebApplicationBuilder builder, DataFolder folder)
    {
        var https = builder.Configuration.GetSection(HttpsOptions.Section).Get<HttpsOptions>() ?? new();
        var proxies = Networks.Parse("Proxy:Known", builder.Configuration.GetSection(ProxyOptions.Section).Get<ProxyOptions>()?.Known);
        var hosts = (builder.Configuration["AllowedHosts"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries);
        builder.Services.AddSingleton(new PlainHttp(Networks.Parse("Https:PlainFrom", https.PlainFrom), proxies));
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = BodySizes.MaxBytes;
            options.ConfigureHttpsDefaults(defaults => defaults.ServerCertificate = ServerCertificate.Get(https, folder, hosts, TimeProvider.System));
        });
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = proxies.Count > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost : ForwardedHeaders.None;
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var proxy in proxies)
                options.KnownIPNetworks.Add(proxy);
        });
        builder.Services.Configure<AntiforgeryOptions>(static options => options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest);
        builder.Services.AddHsts(static options => options.MaxAge = TimeSpan.FromDays(180));
    }

    /// <summary>First in the pipeline: everything behind it sees the browser's own address and scheme.</summary>
    public static void UseTransport(this WebApplication app)
    {
        app.UseForwardedHeaders();
        // A certificate that browsers warn about must not become the only way in.
        if (app.Configuration["Https:Certificate"] is { Length: > 0 } || app.Configuration["Proxy:Known"] is { Length: > 0 })
            app.UseHsts();
        app.Use(async (context, next) =>
        {
            if (app.Services.GetRequiredService<PlainHttp>().Problem(context) is { } problem)
                await PlainHttpPage.WriteAsync(context.Response, problem);
            else
                await next(context);
        });
    }
}
