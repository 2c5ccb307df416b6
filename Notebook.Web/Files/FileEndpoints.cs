using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Notebook.Web.Accounts;
using Notebook.Web.Accounts.Limits;
using Notebook.Web.Documents;
using Notebook.Web.Sessions;
using Notebook.Web.Sharing;

namespace Notebook.Web.Files;

/// <summary>
/// Files over HTTP: uploads go straight to the disk and downloads straight from it, whatever their size. Every request finds its
/// notebook and its role anew. What is served can do nothing in the browser but be a file or a picture.
/// </summary>
internal static class FileEndpoints
{
    /// <summary>What a page of this server sends along and a form of another site can't.</summary>
    public const string UploadHeader = "X-Notebook-Upload";

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapPut("/n/{id}/files/{**folder}", UploadAsync).DisableAntiforgery().RequireRole(FileRules.Answers).WithMetadata(new TakesFiles()).RequireRateLimiting(RequestLimits.Uploads);
        app.MapGet("/n/{id}/files/{**path}", (string id, string path, string? picture, string? code, HttpContext context, INotebookSessions sessions, NotebookAreas areas) =>
            GetAsync(id, FileArea.Notebook, path, picture is not null, code, context, sessions, areas)).RequireRole(FileRules.Reads);
        app.MapGet("/n/{id}/common-files/{**path}", (string id, string path, string? picture, string? code, HttpContext context, INotebookSessions sessions, NotebookAreas areas) =>
            GetAsync(id, FileArea.Common, path, picture is not null, code, context, sessions, areas)).RequireRole(FileRules.Reads);
    }

    /// <summary>Where a file is found, without a slash in front.</summary>
    public static string AddressOf(NotebookId id, FileArea area, string path) =>
        $"n/{id}/{(area == FileArea.Common ? "common-files" : "files")}/{string.Join('/', path.Split('/').Select(Uri.EscapeDataString))}";

    /// <summary>Adds the file that is the request's body; with an output, as the answer to the input that it shows.</summary>
    private static async Task<IResult> UploadAsync(
        string id, string? folder, string? name, string? output, HttpContext context, INotebookSessions sessions, NotebookAreas areas, NotebookAccess access)
    {
        var request = context.Request;
        if (!SameOrigin.Holds(request) || !request.Headers.ContainsKey(UploadHeader))
            return Problem(StatusCodes.Status403Forbidden, "Files are added from a notebook's own page only.");
        if (!NotebookId.TryParse(id, out var notebook) || await sessions.OpenAsync(notebook, context.RequestAborted) is not { } session)
            return Problem(StatusCodes.Status404NotFound, "This notebook does not exist any more.");
        if (FileRules.RefuseUpload(access.RoleOf(Visitor.Of(context.User), notebook), output is not null && InputRules.AsksForFile(session.Snapshot.Document, output)) is { } refusal)
            return Problem(StatusCodes.Status403Forbidden, refusal);

        // The quota is the limit.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        try
        {
            var files = areas.Find(notebook, FileArea.Notebook)!;
            var added = await files.AddAsync(folder ?? "", name ?? "", request.Body, request.ContentLength, context.RequestAborted);
            areas.NoteChange(notebook);
            return TypedResults.Json(new AddedFile(added, folder is { Length: > 0 } ? $"{folder}/{added}" : added));
        }
        catch (IOException exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            await BodySizes.DrainAsync(context);
            return Problem(StatusCodes.Status409Conflict, Sentence(exception));
        }
        catch (UnauthorizedAccessException)
        {
            return Problem(StatusCodes.Status409Conflict, "The server may not write into this folder.");
        }
    }

    /// <param name="id">The notebook.</param>
    /// <param name="area">Where the file lies.</param>
    /// <param name="path">From there on.</param>
    /// <param name="asPicture">To be shown rather than kept.</param>
    /// <param name="code">Not the file, but code that reads it: <c>sql</c>, or anything else for C# alone.</param>
    /// <param name="context">The request.</param>
    /// <param name="sessions">Has the notebooks.</param>
    /// <param name="areas">Have the files.</param>
    private static async Task<IResult> GetAsync(
        string id, FileArea area, string path, bool asPicture, string? code, HttpContext context, INotebookSessions sessions, NotebookAreas areas)
    {
        if (!NotebookId.TryParse(id, out var notebook) || await sessions.OpenAsync(notebook, context.RequestAborted) is null || areas.Find(notebook, area) is not { } files)
            return TypedResults.NotFound();

        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
        headers.CacheControl = "private, no-store";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        try
        {
            if (code is not null)
                return TypedResults.Text(await CodeAsync(files, area, path, code, context.RequestAborted), "text/plain; charset=utf-8");
            var file = files.OpenRead(path);
            return asPicture && FileKinds.PictureType(path) is { } type
                ? TypedResults.Stream(file, type)
                : TypedResults.Stream(file, "application/octet-stream", path[(path.LastIndexOf('/') + 1)..], enableRangeProcessing: true);
        }
        catch (FileNotFoundException)
        {
            return TypedResults.NotFound();
        }
        catch (IOException exception)
        {
            return Problem(StatusCodes.Status409Conflict, Sentence(exception));
        }
        catch (UnauthorizedAccessException)
        {
            return Problem(StatusCodes.Status409Conflict, "The server may not read this file.");
        }
    }

    private static async Task<string> CodeAsync(FolderFiles files, FileArea area, string path, string code, CancellationToken cancellationToken)
    {
        if (code == "sql" && ReadingCode.HasSql(path))
            return ReadingCode.Sql(area, path);
        return FileKinds.Of(path) == FileKind.Delimited
            ? ReadingCode.Of(area, path, await FilePreview.SeparatorAsync(files, path, cancellationToken))
            : ReadingCode.Of(area, path);
    }

    /// <summary>What went wrong, in words for people: the system's own name paths of the server.</summary>
    internal static string Sentence(Exception exception) => exception switch
    {
        FolderException or UnsafeFileException or FileNotFoundException { FileName: not null } => exception.Message,
        UnauthorizedAccessException => "The server may not do that with this file.",
        IOException { HResult: NoSpace } => "The server's disk is full. Tell the person who runs the server.",
        _ => "This could not be done: the file or its folder has just changed, or the disk has a problem. Try again.",
    };

    private const int NoSpace = 28;

    private static ContentHttpResult Problem(int status, string sentence) => TypedResults.Text(sentence, "text/plain; charset=utf-8", statusCode: status);

    /// <summary>The answer to an upload.</summary>
    /// <param name="Name">The name that the file got.</param>
    /// <param name="Path">From the notebook's folder on.</param>
    private sealed record AddedFile(string Name, string Path);
}
