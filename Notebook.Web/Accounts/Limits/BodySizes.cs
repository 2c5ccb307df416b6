using Notebook.Web.Sharing;

namespace Notebook.Web.Accounts.Limits;

/// <summary>How large what a browser sends may be. Only an address that takes files takes more (<see cref="TakesFiles"/>), and holds it to a quota.</summary>
internal static class BodySizes
{
    /// <summary>Forms hold some hundred bytes, a message of a page without WebSocket up to <see cref="Components.PageServices.MaxMessageBytes"/>.</summary>
    public const long MaxBytes = 2 * 1024 * 1024;

    /// <summary>Answers in words, where the server alone would end the connection.</summary>
    public static IApplicationBuilder UseBodySizes(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        if (context.Request.ContentLength > MaxBytes && context.GetEndpoint()?.Metadata.GetMetadata<TakesFiles>() is null)
        {
            context.Response.Headers.CacheControl = "no-store";
            await MessagePage.ForRequest(
                context.Request, StatusCodes.Status413PayloadTooLarge, "That is too large", $"This address takes at most {MaxBytes / (1024 * 1024)} MB. Files are added from a notebook's own page.").ExecuteAsync(context);
            return;
        }

        await next(context);
    });
}
