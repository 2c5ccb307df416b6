using System.Text;
using System.Text.Json;
using Notebook.Protocol;
using Notebook.Web.Sessions;

namespace Notebook.Web.Outputs;

/// <summary>All rows of a table as a CSV file, asked of the kernel piece by piece: the server holds one piece at a time.</summary>
internal sealed class TableDownload(INotebookSession session, KeptTable table, TableQuery query) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var gone = httpContext.RequestAborted;
        var page = await table.PageAsync(session, query, 0, TableLimits.MaxPageRows, choicesOf: null, gone);
        if (page.Problem is { } problem)
        {
            httpContext.Response.StatusCode = StatusCodes.Status409Conflict;
            httpContext.Response.ContentType = "text/plain; charset=utf-8";
            await httpContext.Response.WriteAsync(problem, gone);
            return;
        }

        httpContext.Response.ContentType = "text/csv; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = "attachment; filename=\"table.csv\"";
        var csv = new StringBuilder();
        CsvText.AppendLine(csv, table.Columns);
        for (var offset = 0; ; page = await table.PageAsync(session, query, offset, TableLimits.MaxPageRows, choicesOf: null, gone))
        {
            if (page.Problem is not null || !TryAppend(csv, page.Rows))
            {
                // Half a file must not look like a whole one.
                httpContext.Abort();
                return;
            }

            await httpContext.Response.WriteAsync(csv.ToString(), gone);
            csv.Clear();
            offset += page.RowCount;
            if (page.RowCount == 0 || offset >= page.MatchingRows)
                return;
        }
    }

    private static bool TryAppend(StringBuilder csv, string rows)
    {
        try
        {
            CsvText.AppendRows(csv, rows);
            return true;
        }
        catch (JsonException)
        {
            // A kernel may send anything.
            return false;
        }
    }
}
