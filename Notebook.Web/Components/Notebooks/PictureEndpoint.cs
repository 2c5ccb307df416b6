using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Notebook.Web.Documents;
using Notebook.Web.Formats;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Components.Notebooks;

/// <summary>The pictures of text cells, for the pages that show them. What is served is a picture by its content and can do nothing else.</summary>
internal static class PictureEndpoint
{
    /// <summary>Where a picture is found; the renderer lets pages load nothing else from this server.</summary>
    public static string AddressOf(NotebookId id, CellId cellId, string name) => $"/n/{id}/cells/{cellId}/pictures/{Uri.EscapeDataString(name)}";

    public static void MapPictures(this IEndpointRouteBuilder app) => app.MapGet("/n/{id}/cells/{cell}/pictures/{name}", FindAsync).RequireRole(NotebookRole.Viewer);

    private static async Task<IResult> FindAsync(string id, string cell, string name, HttpContext context, [FromServices] INotebookSessions sessions)
    {
        if (!NotebookId.TryParse(id, out var notebookId) || !CellId.TryParse(cell, out var cellId)
            || await sessions.OpenAsync(notebookId, context.RequestAborted) is not { } session
            || session.Snapshot.Document.Find(cellId) is not { } found
            || CellPictures.Find(found, name) is not var (type, content))
            return Results.NotFound();

        var headers = context.Response.Headers;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return Results.Bytes(content, type, entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))}\""));
    }
}
