namespace Notebook.Web.Accounts.Transport;

/// <summary>What a visitor sees instead of a sign-in that would silently fail. Loads nothing, since nothing else is answered.</summary>
internal static class PlainHttpPage
{
    public static Task WriteAsync(HttpResponse response, PlainHttpProblem problem)
    {
        var (heading, text, forOperator) = problem == PlainHttpProblem.UnknownProxy
            ? ("The proxy in front of this server is not known to it", "The address you opened is fine; the server must be told about its proxy.", "set <code>Proxy:Known</code> to the proxy’s address or network, such as <code>Proxy__Known=127.0.0.1</code>")
            : ("This server needs HTTPS", "Between you and the server anybody could read your password. Open the address that begins with <code>https://</code>, or ask whoever runs the server for it.",
                "add an address such as <code>https://+:8443</code> to <code>Urls</code>; without a certificate in <code>Https:Certificate</code> the server makes its own. Behind a proxy that has one, set <code>Proxy:Known</code>. For a network that you trust, set <code>Https:PlainFrom</code>");
        response.StatusCode = StatusCodes.Status403Forbidden;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.XContentTypeOptions = "nosniff";
        return response.WriteAsync($$"""
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{{heading}} · Notebook</title>
              <style>
                :root { color-scheme: light dark; }
                body { max-width: 560px; margin: 12vh auto; padding: 0 20px; font: 15px/22px system-ui, sans-serif; }
                h1 { font: 600 26px/34px Georgia, serif; }
                code { font: 13px ui-monospace, monospace; overflow-wrap: anywhere; }
              </style>
            </head>
            <body>
              <main>
                <h1>{{heading}}</h1>
                <p>{{text}}</p>
                <p>If you run it: {{forOperator}}.</p>
              </main>
            </body>
            </html>
            """);
    }
}
