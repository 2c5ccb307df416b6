using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Notebook.Web.Accounts;

/// <summary>Answers a form whose antiforgery token does not fit with words; Blazor alone answers with nothing.</summary>
internal static class StaleForms
{
    public const string Path = "/stale-form";

    /// <summary>Stands behind the antiforgery middleware.</summary>
    public static IApplicationBuilder UseStaleForms(this IApplicationBuilder app) => app.Use(static async (context, next) =>
    {
        await next(context);
        if (context.Response is not { StatusCode: StatusCodes.Status400BadRequest, HasStarted: false } || context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false })
            return;
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } refused)
        {
            // No form: a POST that was refused already, for which the page of errors was asked with the same method.
            context.Response.StatusCode = refused.OriginalStatusCode;
            return;
        }

        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = QueryHelpers.AddQueryString(Path, "returnUrl", context.Request.Path + context.Request.QueryString);
    });
}
