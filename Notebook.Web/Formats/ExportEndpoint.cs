using System.Net.Mime;
using Microsoft.Net.Http.Headers;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Formats;

/// <summary><c>/n/{id}/export?format=…</c>: a notebook as a file to keep, with everything it printed.</summary>
public static class ExportEndpoint
{
    public static void MapExports(this WebApplication app) => app.MapGet("/n/{id}/export", ExportAsync).RequireRole(NotebookRole.Viewer).RequireRateLimiting(RequestLimits.Exports);

    private static async Task<IResult> ExportAsync(string id, string? format, NotebookList notebooks, HttpContext context)
    {
        if (NotebookFormats.FromExtension($".{format}") is not { } wanted)
            return Results.Text("There is no such format. Choose ipynb, dib, md, html or cs.", statusCode: StatusCodes.Status400BadRequest);
        if (!NotebookId.TryParse(id, out var notebookId) || await notebooks.ReadWholeAsync(notebookId, context.RequestAborted) is not { } document)
            return Results.Text("There is no such notebook. It may have been deleted.", statusCode: StatusCodes.Status404NotFound);

        // Writing a large notebook takes a processor for a while; the request waits for it elsewhere.
        var file = await Task.Run(() => NotebookWriter.Write(document, wanted), context.RequestAborted);
        var disposition = new ContentDispositionHeaderValue(DispositionTypeNames.Attachment);
        disposition.SetHttpFileName(ExportFileName.Of(document.Title, wanted));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // Should a browser show it all the same, it is no page of this server.
        context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(file.Content, NotebookFormats.ContentTypeOf(wanted));
    }
}
