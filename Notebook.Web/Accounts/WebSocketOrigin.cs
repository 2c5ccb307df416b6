namespace Notebook.Web.Accounts;

/// <summary>
/// Refuses circuits that another site opens: browsers send cookies with a cross-site WebSocket, and only the Origin header tells.
/// </summary>
public static class WebSocketOrigin
{
    public static IApplicationBuilder UseWebSocketOriginCheck(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var origin = context.Request.Headers.Origin.ToString();
        if (origin.Length > 0 && context.Request.Path.StartsWithSegments("/_blazor", StringComparison.Ordinal) && !SameOrigin.Is(origin, context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            await context.Response.WriteAsync("This address accepts connections only from its own pages.");
            return;
        }

        await next(context);
    });
}
