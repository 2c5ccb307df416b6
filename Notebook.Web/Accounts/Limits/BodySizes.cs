using Microsoft.AspNetCore.Http.Features;
using Notebook.Web.Sharing;

namespace Notebook.Web.Accounts.Limits;

/// <summary>How large what a browser sends may be. Only an address that takes files takes more (<see cref="TakesFiles"/>), and holds it to a quota.</summary>
internal static class BodySizes
{
    /// <summary>Forms hold some hundred bytes, a message of a page without WebSocket up to <see cref="Components.PageServices.MaxMessageBytes"/>.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>What is read and thrown away of a body that is refused.</summary>
    private const long MaxDrained = 64 * 1024 * 1024;

    /// <summary>Answers in words, where the server alone would end the connection.</summary>
    public static IApplicationBuilder UseBodySizes(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (context.Request.ContentLength > MaxBytes && context.GetEndpoint()?.Metadata.GetMetadata<TakesFiles>() is null)
        {
            await DrainAsync(context);
            context.Response.Headers.CacheControl = "no-store";
            await MessagePage.ForRequest(
                context.Request, StatusCodes.Status413PayloadTooLarge, "That is too large", $"This address takes at most {MaxBytes / (1024 * 1024)} MB. Files are added from a notebook's own page.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });

    /// <summary>
    /// Lets a browser finish what it is sending before it is told that it was in vain: one that is cut off in the middle shows no answer.
    /// What is very large is cut off all the same.
    /// </summary>
    public static async Task DrainAsync(HttpContext context)
    {
        if (context.Request.ContentLength is null or > MaxDrained)
            return;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException)
        {
            // It has given up by itself.
        }
    }
}
