using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;
using Notebook.Protocol;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;
using Notebook.Web.Storage;

namespace Notebook.Web.Outputs;

/// <summary>
/// Outputs over HTTP: what is too large for a render or must not stand in the page itself. Every request finds its role and its
/// notebook anew, so that what is withdrawn is gone at once:
/// browsers may keep a copy and must ask whether it still holds.
/// </summary>
internal static class OutputEndpoints
{
    public static IServiceCollection AddOutputs(this IServiceCollection services) =>
        services.AddSingleton(static provider => new FrameDocuments(provider.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider));

    public static void MapOutputs(this IEndpointRouteBuilder app)
    {
        app.MapGet("/n/{id}/outputs/{hash}", GetOutputAsync).RequireRole(NotebookRole.Viewer);
        app.MapGet("/n/{id}/tables/{hash}", GetTableAsync).RequireRole(NotebookRole.Viewer);
        app.MapGet("/n/{id}/streams/{cell}/{output}", GetStreamAsync).RequireRole(NotebookRole.Viewer);
        app.MapGet("/n/{id}/figures/{cell}/{output}", GetFigureAsync).RequireRole(NotebookRole.Viewer);
        app.MapGet("/frames/diagram", GetDiagram).RequireAuthorization(Visitors.Policy);
    }

    // hash: of one form of one value, see OutputAddress. download: anything, for a file rather than something to show.
    // picture: anything, for an SVG in an img element, which runs none of it, rather than in a frame.
    private static async Task<Results<FileContentHttpResult, NotFound>> GetOutputAsync(
        string id, string hash, string? download, string? picture, HttpContext context, INotebookSessions sessions, FrameDocuments frames)
    {
        if (await OpenAsync(id, sessions, context) is not { } session || OutputAddress.Find(session, hash) is not var (type, content))
            return TypedResults.NotFound();

        Guard(context);
        var tag = new EntityTagHeaderValue($"\"{hash}\"");
        if (MimeTypes.IsBase64(type))
            return Bytes(content) is { } bytes ? TypedResults.Bytes(bytes, type, download is null ? null : $"output.{Extension(type)}", entityTag: tag) : TypedResults.NotFound();
        if (download is not null)
            return TypedResults.Bytes(Encoding.UTF8.GetBytes(content), "application/octet-stream", $"output.{Extension(type)}", entityTag: tag);
        if (type == MimeTypes.Svg && picture is not null)
            return TypedResults.Bytes(Encoding.UTF8.GetBytes(content), MimeTypes.Svg, entityTag: tag);
        return frames.Of(type, content) is { } document
            ? TypedResults.Bytes(Encoding.UTF8.GetBytes(document), "text/html; charset=utf-8")
            : TypedResults.Bytes(Encoding.UTF8.GetBytes(content), "application/json; charset=utf-8", entityTag: tag);
    }

    /// <summary>All rows of a table, as far as its kernel keeps them, as CSV; 409 and a sentence when it does not.</summary>
    private static async Task<IResult> GetTableAsync(string id, string hash, string? query, HttpContext context, INotebookSessions sessions)
    {
        if (await OpenAsync(id, sessions, context) is not { } session || KeptTable.Find(session, hash) is not { } table)
            return TypedResults.NotFound();
        if (TableQuery.Read(query) is not { } wanted)
            return TypedResults.BadRequest();

        Guard(context);
        return new TableDownload(session, table, wanted);
    }

    /// <summary>The whole of a stream, byte by byte as it was printed; while it grows, what there is so far.</summary>
    private static async Task<Results<FileStreamHttpResult, NotFound>> GetStreamAsync(
        string id, string cell, string output, string? download, HttpContext context, INotebookSessions sessions, INotebookStore store)
    {
        if (await OpenAsync(id, sessions, context) is not { } session || !CellId.TryParse(cell, out var cellId)
            || session.Snapshot.Document.Find(cellId) is not { } found || !found.Outputs.Exists(o => o.OutputId == output)
            || await store.OpenStreamTextAsync(session.NotebookId, cellId, output, context.RequestAborted) is not { } text)
            return TypedResults.NotFound();

        Guard(context);
        return TypedResults.Stream(text, "text/plain; charset=utf-8", download is null ? null : $"cell-{session.Snapshot.Document.NumberOf(cellId)}-output.txt");
    }

    /// <summary>
    /// A chart's figure as it is now. By its output and not by its content: a live chart is another one twenty times a second. Over HTTP and
    /// not over the page's connection, which asks the browser after every 32 KB whether it may go on
    /// (docs/decisions/0073-figures-over-http.md).
    /// </summary>
    private static async Task<Results<FileContentHttpResult, NotFound>> GetFigureAsync(string id, string cell, string output, HttpContext context, INotebookSessions sessions)
    {
        if (await OpenAsync(id, sessions, context) is not { } session || !CellId.TryParse(cell, out var cellId)
            || session.Snapshot.Document.Find(cellId)?.Outputs.Find(one => one.OutputId == output) is not DisplayOutput { Data: var data, Live: var live } || data[MimeTypes.Plotly] is not { } figure)
            return TypedResults.NotFound();

        Guard(context);
        context.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.Bytes(Encoding.UTF8.GetBytes(Numbered(figure, live)), "application/json; charset=utf-8");
    }

    /// <summary>A live chart's figure says which additions are in it.</summary>
    private static string Numbered(string figure, LiveFigure? live) =>
        live is not null && figure.StartsWith('{') && figure.Length > 2 ? string.Create(CultureInfo.InvariantCulture, $"{{\"number\":{live.Number},{figure.AsSpan(1)}") : figure;

    /// <summary>The one document of all diagrams: large, and loaded once.</summary>
    private static FileStreamHttpResult GetDiagram(HttpContext context, FrameDocuments frames)
    {
        Guard(context);
        context.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        Stream document = new MemoryStream(frames.DiagramGzip, writable: false);
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            context.Response.Headers.ContentEncoding = "gzip";
        else
            document = new GZipStream(document, CompressionMode.Decompress);
        return TypedResults.Stream(document, "text/html; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{frames.DiagramVersion}\""));
    }

    /// <summary>The notebook for whoever asks.</summary>
    /// <returns>Null when there is none, or none for them: the two are not told apart.</returns>
    private static async ValueTask<INotebookSession?> OpenAsync(string id, INotebookSessions sessions, HttpContext context) =>
        NotebookId.TryParse(id, out var notebook) ? await sessions.OpenAsync(notebook, context.RequestAborted) : null;

    private static void Guard(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = FrameDocuments.Policy;
        headers.CacheControl = "private, no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }

    private static byte[]? Bytes(string base64)
    {
        // A kernel or a file may have sent anything.
        var bytes = new byte[base64.Length * 3L / 4 + 3];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }

    private static string Extension(string type) => type switch
    {
        MimeTypes.Png => "png",
        MimeTypes.Jpeg => "jpg",
        MimeTypes.Gif => "gif",
        MimeTypes.WebP => "webp",
        MimeTypes.Bmp => "bmp",
        MimeTypes.Svg => "svg",
        MimeTypes.Html => "html",
        MimeTypes.JavaScript => "js",
        _ => "json",
    };
}
