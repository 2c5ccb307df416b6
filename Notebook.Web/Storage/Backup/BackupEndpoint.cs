using Notebook.Web.Accounts;

namespace Notebook.Web.Storage.Backup;

/// <summary>A backup as a download, for administrators.</summary>
internal static class BackupEndpoint
{
    public const string Path = "/admin/backup";

    public static void MapBackup(this WebApplication app) => app.MapGet(Path, WriteAsync).RequireAuthorization(AccountServices.AdministratorPolicy);

    private static async Task WriteAsync(HttpContext context, DataBackup backup, IAuditLog audit, TimeProvider time)
    {
        if (Person.Of(context.User) is { } person)
            await audit.RecordAsync(new AuditEntry { At = time.GetUtcNow(), PersonId = person.Id, DisplayName = person.DisplayName, Action = AuditActions.BackupTaken });
        context.Response.ContentType = "application/gzip";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{backup.SuggestedName}\"";
        try
        {
            await backup.WriteAsync(context.Response.Body, context.RequestAborted);
        }
        catch (StoreException exception) when (!context.Response.HasStarted)
        {
            context.Response.Headers.ContentDisposition = "inline";
            context.Response.ContentType = "text/plain; charset=utf-8";
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            await context.Response.WriteAsync(exception.Message, context.RequestAborted);
        }
        catch (Exception exception) when (exception is IOException or StoreException)
        {
            // Cut off, so that the browser does not take what it has for a whole file.
            context.Abort();
        }
    }
}
